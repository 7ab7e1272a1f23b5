/** Instruments vector searches by the Elasticsearch client: its methods, and how their requests and replies read as ours. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { elasticsearchHeader } from './header.ts';
import { nativeSpans } from './native-spans.ts';
import { createOperations } from './operations.ts';
import { readFailure } from './replies.ts';

/** What of the client is read. */
interface Client {
  readonly connectionPool?: { readonly connections?: readonly { readonly url?: URL }[] };
}

/** Instruments vector searches by the Elasticsearch client. */
export const elasticsearch: Adapter = defineAdapter({
  provider: 'elasticsearch',
  module: elasticsearchHeader.module,
  client: (receiver) => {
    // Of several nodes, which one is asked is known only afterwards.
    const [first, ...others] = (receiver as Client | undefined)?.connectionPool?.connections ?? [];
    return { baseURL: others.length === 0 ? first?.url : undefined };
  },
  defaultPort: 9200,
  isClient: (instance) => 'transport' in instance && 'connectionPool' in instance,
  failure: readFailure,
  nativeSpans,
  operations: createOperations(),
});
