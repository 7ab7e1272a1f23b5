/** Instruments vector searches by the OpenSearch client: its methods, which read as those of Elasticsearch do. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import {
  createOperations,
  readClient,
  readFailure,
} from '@spanwise/instrumentation-elasticsearch/operations';
import { opensearchHeader } from './header.ts';

/** Instruments vector searches by the OpenSearch client. */
export const opensearch: Adapter = defineAdapter({
  provider: 'opensearch',
  module: opensearchHeader.module,
  store: createStoreCall,
  client: readClient,
  defaultPort: 9200,
  isClient: (instance) => 'connectionPool' in instance && !('diagnostic' in instance),
  failure: readFailure,
  operations: [
    ...createOperations({ versions: '<3', callback: true }),
    // From 3 on the constructor assigns them, each of its names.
    ...createOperations({
      kind: 'assigned',
      versions: '>=3',
      callback: true,
      aliases: ['delete_by_query'],
    }),
  ],
});
