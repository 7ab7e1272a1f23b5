/** What is known of this adapter before the `@duckdb/node-api` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@duckdb/node-api` client is found. */
export const duckdbHeader: AdapterHeader = {
  id: 'duckdb',
  packageName: '@spanwise/instrumentation-duckdb',
  packageVersion: '0.1.0',
  module: { name: '@duckdb/node-api', versions: '>=1.4 <2' },
};
