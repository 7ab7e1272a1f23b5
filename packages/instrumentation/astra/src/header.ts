/** What is known of this adapter before the `@datastax/astra-db-ts` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@datastax/astra-db-ts` client is found. */
export const astraHeader: AdapterHeader = {
  id: 'astra',
  packageName: '@spanwise/instrumentation-astra',
  packageVersion: '0.1.0',
  module: { name: '@datastax/astra-db-ts', versions: '>=1 <3', hasDefault: false },
};
