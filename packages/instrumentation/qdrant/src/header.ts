/** What is known of this adapter before the `@qdrant/js-client-rest` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@qdrant/js-client-rest` client is found. */
export const qdrantHeader: AdapterHeader = {
  id: 'qdrant',
  packageName: '@spanwise/instrumentation-qdrant',
  packageVersion: '0.1.0',
  module: { name: '@qdrant/js-client-rest', versions: '>=1.2 <2', hasDefault: false },
};
