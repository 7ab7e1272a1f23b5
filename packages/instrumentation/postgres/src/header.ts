/** What is known of this adapter before the `postgres` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `postgres` client is found. */
export const postgresHeader: AdapterHeader = {
  id: 'postgres',
  packageName: '@spanwise/instrumentation-postgres',
  packageVersion: '0.1.0',
  module: { name: 'postgres', versions: '>=3 <4' },
};
