/** What is known of this adapter before the `replicate` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `replicate` client is found. */
export const replicateHeader: AdapterHeader = {
  id: 'replicate',
  packageName: '@spanwise/instrumentation-replicate',
  packageVersion: '0.1.0',
  module: { name: 'replicate', versions: '>=1 <2' },
};
