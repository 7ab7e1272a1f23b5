/** Instruments the `@datastax/astra-db-ts` client: pages of cursors and methods of collections and tables, and how they read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type ClientFacts,
  type Operation,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import type { Cursor, Source, Written } from './astra.ts';
import {
  documentsOf,
  findOf,
  isSearch,
  pageOf,
  readFound,
  readSearch,
  readSelection,
  type Find,
} from './finds.ts';
import { astraHeader } from './header.ts';
import { rankingOf } from './rankings.ts';
import { readFailure, readInsertion, readWritten } from './writes.ts';

type AnyOperation = Operation<never, never, never>;

/** The search and the reading that a method may be. */
function finds(
  place: Pick<Operation<Find>, 'method' | 'versions' | 'body' | 'nothingIsReply'>,
  isReranked = false,
  isOpen: (find: Find) => boolean = () => true,
): readonly AnyOperation[] {
  return [
    operation<Find>({
      ...place,
      name: 'search',
      when: (find) => isOpen(find) && (isReranked || isSearch(find)),
      request: (find) => ({ store: readSearch(find, isReranked) }),
      response: (reply, { cursor }) => ({ store: readFound(found(reply, cursor)) }),
      input: ({ options }) => ({ query: rankingOf(options)?.text }),
      output: (reply, { cursor }) => ({ documents: documentsOf(found(reply, cursor)) }),
    }),
    operation<Find>({
      ...place,
      name: 'read',
      when: isOpen,
      request: (find) => ({ store: readSelection(find) }),
      response: (reply, { cursor }) => ({ store: { returnedRows: found(reply, cursor).length } }),
    }),
  ];
}

/** The documents of a page, or the one of `findOne`. */
const found = (reply: unknown, cursor: Cursor | undefined): readonly object[] =>
  cursor ? pageOf(reply, cursor) : reply == null ? [] : [reply];

/** The pages of one kind of cursor. */
const pages = (
  name: string,
  calledAs: string,
  path: string,
  versions: string,
): readonly AnyOperation[] =>
  finds(
    {
      method: { kind: 'method', path, calledAs, export: name },
      versions,
      nothingIsReply: true,
      body: (_callArguments, receiver) => findOf(receiver),
    },
    calledAs === 'findAndRerank',
    // A cursor that is closed asks for nothing.
    ({ cursor }) => cursor?.state !== 'closed',
  );

/** A method of a collection or a table: its arguments, and what it is called on. */
interface SourceCall {
  readonly source: Source;
  readonly values: readonly unknown[];
}

const TABLE_METHODS: ReadonlySet<string> = new Set(
  'insertOne insertMany updateOne deleteOne deleteMany findOne'.split(' '),
);

/** Where a method is: of collections, and of tables from 2 on. */
const placesOf = (path: string): readonly Pick<Operation, 'method' | 'versions'>[] => [
  { method: { kind: 'method', path, export: 'Collection' } },
  ...(TABLE_METHODS.has(path)
    ? [{ method: { kind: 'method', path, export: 'Table' } as const, versions: '>=2' }]
    : []),
];

const on = (
  name: Operation['name'],
  path: string,
  store: (call: SourceCall) => StoreRequest,
  versions?: string,
): readonly AnyOperation[] =>
  placesOf(path).map((place) =>
    operation<SourceCall, Written | undefined>({
      versions,
      ...place,
      name,
      body: (values, receiver) => ({ source: receiver ?? {}, values }),
      request: (call) => ({ store: store(call) }),
      response: (reply) => ({ store: readWritten(reply) }),
    }),
  );

/** A call that a filter limits, its first argument. */
const filtered = ({ source, values: [filter] }: SourceCall): StoreRequest =>
  readSelection({ source, filter });
const inserted = ({ source, values: [records] }: SourceCall): StoreRequest =>
  readInsertion(source, records);
const batch = (call: SourceCall): StoreRequest => ({
  ...filtered({ ...call, values: [] }),
  batchSize: (call.values[0] as readonly unknown[] | undefined)?.length,
});

/** The oldest collections keep to themselves where they send commands. */
function addressOf(receiver: unknown): ClientFacts {
  const source = receiver as (Source & { readonly insertOne?: unknown }) | undefined;
  const { _httpClient: http } = source?.insertOne ? source : findOf(receiver).source;
  return { baseURL: http?.baseUrl };
}

/** Instruments the `@datastax/astra-db-ts` client. */
export const astra: Adapter = defineAdapter({
  provider: 'astradb',
  module: astraHeader.module,
  store: createStoreCall,
  client: addressOf,
  isOwnRequest: () => true,
  defaultPort: 443,
  isClient: (instance) => 'insertMany' in instance && 'countDocuments' in instance,
  failure: readFailure,
  operations: [
    ...pages('FindCursor', 'find', '_getMore', '<2'),
    ...pages('FindCursor', 'find', '_nextPage', '>=2 <2.1'),
    ...pages('FindCursor', 'find', '_fetchNextPage', '>=2.1'),
    ...pages('FindCursor', 'find', 'fetchNextPage', '>=2.1'),
    ...pages('FindAndRerankCursor', 'findAndRerank', '_nextPage', '>=2 <2.1'),
    ...pages('FindAndRerankCursor', 'findAndRerank', '_fetchNextPage', '>=2.1'),
    ...pages('FindAndRerankCursor', 'findAndRerank', 'fetchNextPage', '>=2.1'),
    ...placesOf('findOne').flatMap((place) =>
      finds({
        ...place,
        nothingIsReply: true,
        body: ([filter, options], receiver) => ({
          source: receiver ?? {},
          filter,
          options: options ?? {},
        }),
      }),
    ),
    ...on('write', 'insertOne', inserted),
    ...on('write', 'insertMany', inserted),
    ...on('write', 'updateOne', filtered),
    ...on('write', 'updateMany', filtered),
    ...on('write', 'replaceOne', filtered),
    ...on('write', 'findOneAndUpdate', filtered),
    ...on('write', 'findOneAndReplace', filtered),
    ...on('write', 'bulkWrite', batch, '<2'),
    ...on('delete', 'deleteOne', filtered),
    ...on('delete', 'deleteMany', filtered),
    ...on('delete', 'findOneAndDelete', filtered),
    ...on('read', 'countDocuments', filtered),
  ],
});
