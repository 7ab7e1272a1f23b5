/** What is known of this adapter before the `@turbopuffer/turbopuffer` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@turbopuffer/turbopuffer` client is found. */
export const turbopufferHeader: AdapterHeader = {
  id: 'turbopuffer',
  packageName: '@spanwise/instrumentation-turbopuffer',
  packageVersion: '0.1.0',
  module: { name: '@turbopuffer/turbopuffer', versions: '>=1 <3' },
};
