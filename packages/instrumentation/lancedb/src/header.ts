/** What is known of this adapter before the `@lancedb/lancedb` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@lancedb/lancedb` client is found. */
export const lancedbHeader: AdapterHeader = {
  id: 'lancedb',
  packageName: '@spanwise/instrumentation-lancedb',
  packageVersion: '0.1.0',
  module: { name: '@lancedb/lancedb', versions: '>=0.19 <1' },
};
