/** What is known of this adapter before the `@opensearch-project/opensearch` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@opensearch-project/opensearch` client is found. */
export const opensearchHeader: AdapterHeader = {
  id: 'opensearch',
  packageName: '@spanwise/instrumentation-opensearch',
  packageVersion: '0.1.0',
  module: { name: '@opensearch-project/opensearch', versions: '>=2 <4' },
};
