/** Instruments the Qdrant REST client: its methods, and how their requests and replies read as ours. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { qdrantHeader } from './header.ts';
import { operationsOf } from './operations.ts';
import { isRanked } from './searches.ts';

const { search, read, write, remove } = operationsOf({
  target: (path) => ({ kind: 'method', path, export: 'QdrantClient' }),
  searchOf: (callArguments) => callArguments as never,
  selectionOf: (callArguments) => callArguments as never,
  foundOf: (reply) => reply,
  readOf: (reply) => reply,
  pointOf: (point) => point,
});

/** Instruments the Qdrant REST client. */
export const qdrant: Adapter = defineAdapter({
  provider: 'qdrant',
  module: qdrantHeader.module,
  store: createStoreCall,
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
