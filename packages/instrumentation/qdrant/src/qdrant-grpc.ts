/** Instruments the Qdrant gRPC client: the functions of its `points`, whose messages read as those of REST. */
import { defineAdapter, type Adapter, type FailureFacts } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { qdrantGrpcHeader } from './header.ts';
import { foundIn, pointIn, rowsIn, searchIn, selectionIn } from './messages.ts';
import { operationsOf } from './operations.ts';
import { isRanked } from './searches.ts';

const { search, read, write, remove } = operationsOf({
  target: (path) => ({
    kind: 'factory',
    export: 'QdrantClient',
    factories: ['api'],
    receiver: 'maker',
    path,
  }),
  searchOf: ([message]) => searchIn(message ?? {}),
  selectionOf: ([message]) => selectionIn(message ?? {}),
  foundOf: foundIn,
  readOf: rowsIn,
  pointOf: pointIn,
});

/** Instruments the Qdrant gRPC client. */
export const qdrantGrpc: Adapter = defineAdapter({
  provider: 'qdrant',
  module: qdrantGrpcHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: (receiver as { _restUri?: string } | undefined)?._restUri }),
  defaultPort: 6334,
  isClient: (instance) => '_grcpClients' in instance,
  failure: readFailure,
  operations: [
    search('query', '>=1.10', isRanked),
    search('queryBatch', '>=1.10', isRanked),
    search('queryGroups', '>=1.12', isRanked),
    search('search'),
    search('searchBatch'),
    search('searchGroups'),
    search('recommend'),
    search('recommendBatch'),
    search('recommendGroups'),
    search('discover', '>=1.7'),
    search('discoverBatch', '>=1.7'),
    read('query', '>=1.10'),
    read('scroll'),
    read('get'),
    read('count'),
    write('upsert'),
    write('updateVectors'),
    write('updateBatch', '>=1.5'),
    remove('delete'),
  ],
});

/** The client's error has the number of gRPC's status, and its name in its text: `[not_found] …`. */
function readFailure(error: unknown): FailureFacts | undefined {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  const [, name] = /^\[([a-z_]+)\]/.exec(String(message)) ?? [];
  return name === undefined || typeof code !== 'number'
    ? undefined
    : { type: name.toUpperCase(), statusCode: code, message: String(message) };
}
