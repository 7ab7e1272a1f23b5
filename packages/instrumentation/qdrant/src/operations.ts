/** The operations of Qdrant's clients, whichever protocol they speak: messages read as those of REST. */
import { operation, type Operation, type Target } from '@spanwise/core/adapter';
import { retrievedDocument } from '@spanwise/store';
import type {
  Point,
  ReadReply,
  SearchArguments,
  SearchReply,
  SelectionArguments,
} from './qdrant.ts';
import { directionOf, pointsOf, queryTextOf, readSearch } from './searches.ts';
import { readSelection, readWrite, rowsOf } from './writes.ts';

/** Where a client has its methods, and how what they are given and give reads as with REST. */
export interface Client {
  readonly target: (path: string) => Target;
  readonly searchOf: (callArguments: readonly unknown[]) => SearchArguments;
  readonly selectionOf: (callArguments: readonly unknown[]) => SelectionArguments;
  readonly foundOf: (reply: never) => SearchReply;
  readonly readOf: (reply: never) => ReadReply;
  /** A point, with its id and payload as they are to be recorded. */
  readonly pointOf: (point: Point) => Point;
}

type AnyOperation = Operation<never, never, never>;

/** What makes operations of a client's methods. */
export interface Operations {
  readonly search: (
    path: string,
    versions?: string,
    when?: (call: SearchArguments) => boolean,
  ) => AnyOperation;
  readonly read: (path: string, versions?: string) => AnyOperation;
  readonly write: (path: string, versions?: string) => AnyOperation;
  readonly remove: (path: string, versions?: string) => AnyOperation;
}

/** Makes operations of the methods of a client. */
export function operationsOf(client: Client): Operations {
  const { target, searchOf, selectionOf, foundOf, readOf, pointOf } = client;
  return {
    search: (path, versions, when) =>
      operation<SearchArguments, never>({
        name: 'search',
        method: target(path),
        versions,
        body: searchOf,
        when,
        request: (call) => ({ store: { ...readSearch(call), direction: directionOf(call) } }),
        response: (reply) => ({
          store: {
            scores: pointsOf(foundOf(reply)).map((points) => points.map(({ score }) => score)),
          },
        }),
        input: (call) => ({ query: queryTextOf(call) }),
        output: (reply) => ({
          documents: pointsOf(foundOf(reply))
            .flat()
            .map(pointOf)
            .map(({ id, score, payload }) => retrievedDocument(id, score, payload)),
        }),
      }),
    read: (path, versions) =>
      operation<SelectionArguments, never>({
        name: 'read',
        method: target(path),
        versions,
        body: selectionOf,
        request: (call) => ({ store: readSelection(call) }),
        response: (reply) => ({ store: { returnedRows: rowsOf(readOf(reply)) } }),
      }),
    write: (path, versions) =>
      operation<SelectionArguments>({
        name: 'write',
        method: target(path),
        versions,
        body: selectionOf,
        request: (call) => ({ store: readWrite(call) }),
      }),
    remove: (path, versions) =>
      operation<SelectionArguments>({
        name: 'delete',
        method: target(path),
        versions,
        body: selectionOf,
        request: (call) => ({ store: readSelection(call) }),
      }),
  };
}
