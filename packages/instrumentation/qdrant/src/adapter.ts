/** Instruments the Qdrant REST client: its methods, and how their requests and replies read as ours. */
import {
  defineAdapter,
  operation,
  retrievedDocument,
  type Adapter,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { qdrantHeader } from './header.ts';
import type { ReadReply, SearchArguments, SearchReply, SelectionArguments } from './qdrant.ts';
import { directionOf, isRanked, pointsOf, queryTextOf, readSearch } from './searches.ts';
import { readSelection, readWrite, rowsOf } from './writes.ts';

const target = (path: string): Target => ({ kind: 'method', path, export: 'QdrantClient' });
const argumentsOf = (callArguments: readonly unknown[]): never => callArguments as never;

const search = (
  path: string,
  versions: string,
  when?: (call: SearchArguments) => boolean,
): Operation<never, never, never> =>
  operation<SearchArguments, SearchReply>({
    name: 'search',
    method: target(path),
    versions,
    body: argumentsOf,
    when,
    request: (call) => ({ store: { ...readSearch(call), direction: directionOf(call) } }),
    response: (reply) => ({
      store: { scores: pointsOf(reply).map((points) => points.map(({ score }) => score)) },
    }),
    input: (call) => ({ query: queryTextOf(call) }),
    output: (reply) => ({
      documents: pointsOf(reply)
        .flat()
        .map(({ id, score, payload }) => retrievedDocument(id, score, payload)),
    }),
  });

const read = (path: string, versions?: string): Operation<never, never, never> =>
  operation<SelectionArguments, ReadReply>({
    name: 'read',
    method: target(path),
    versions,
    body: argumentsOf,
    request: (call) => ({ store: readSelection(call) }),
    response: (reply) => ({ store: { returnedRows: rowsOf(reply) } }),
  });

const write = (path: string, versions?: string): Operation<never, never, never> =>
  operation<SelectionArguments>({
    name: 'write',
    method: target(path),
    versions,
    body: argumentsOf,
    request: (call) => ({ store: readWrite(call) }),
  });

const remove = (path: string, versions?: string): Operation<never, never, never> =>
  operation<SelectionArguments>({
    name: 'delete',
    method: target(path),
    versions,
    body: argumentsOf,
    request: (call) => ({ store: readSelection(call) }),
  });

/** Instruments the Qdrant REST client. */
export const qdrant: Adapter = defineAdapter({
  provider: 'qdrant',
  module: qdrantHeader.module,
  client: (receiver) => ({ baseURL: (receiver as { _restUri?: string } | undefined)?._restUri }),
  defaultPort: 6333,
  isClient: (instance) => '_restUri' in instance,
  operations: [
    search('query', '>=1.10', isRanked),
    search('queryBatch', '>=1.10', isRanked),
    search('queryGroups', '>=1.11', isRanked),
    search('search', '<1.19'),
    search('searchBatch', '<1.19'),
    search('searchPointGroups', '<1.19'),
    search('recommend', '<1.19'),
    search('recommendBatch', '>=1.7 <1.19'),
    search('recommend_batch', '<1.19'),
    search('recommendPointGroups', '<1.19'),
    search('discoverPoints', '>=1.7 <1.19'),
    search('discoverBatchPoints', '>=1.7 <1.19'),
    read('query', '>=1.10'),
    read('scroll'),
    read('retrieve'),
    read('count'),
    write('upsert'),
    write('updateVectors'),
    write('batchUpdate', '>=1.5'),
    remove('delete'),
  ],
});
