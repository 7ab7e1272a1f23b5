/** Instruments vector searches by the Elasticsearch client: its methods, and how their requests and replies read as ours. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { elasticsearchHeader } from './header.ts';
import { nativeSpans } from './native-spans.ts';
import { createOperations, readClient, readFailure } from './operations.ts';
import { readKnnSearch } from './searches.ts';

/** Instruments vector searches by the Elasticsearch client. */
export const elasticsearch: Adapter = defineAdapter({
  provider: 'elasticsearch',
  module: elasticsearchHeader.module,
  store: createStoreCall,
  client: readClient,
  defaultPort: 9200,
  isClient: (instance) => 'connectionPool' in instance && 'diagnostic' in instance,
  failure: readFailure,
  nativeSpans,
  operations: createOperations({ searches: { knnSearch: readKnnSearch } }),
});
