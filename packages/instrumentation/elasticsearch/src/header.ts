/** What is known of this adapter before the `@elastic/elasticsearch` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@elastic/elasticsearch` client is found. */
export const elasticsearchHeader: AdapterHeader = {
  id: 'elasticsearch',
  packageName: '@spanwise/instrumentation-elasticsearch',
  packageVersion: '0.1.0',
  module: { name: '@elastic/elasticsearch', versions: '>=8 <10', hasDefault: false },
};
