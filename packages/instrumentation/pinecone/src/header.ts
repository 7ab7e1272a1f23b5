/** What is known of this adapter before the `@pinecone-database/pinecone` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@pinecone-database/pinecone` client is found. */
export const pineconeHeader: AdapterHeader = {
  id: 'pinecone',
  packageName: '@spanwise/instrumentation-pinecone',
  packageVersion: '0.1.0',
  module: { name: '@pinecone-database/pinecone', versions: '>=5 <10' },
};
