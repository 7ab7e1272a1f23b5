/** What is known of this adapter before the `pg` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `pg` client is found. */
export const pgHeader: AdapterHeader = {
  id: 'pg',
  packageName: '@spanwise/instrumentation-pg',
  packageVersion: '0.1.0',
  module: { name: 'pg', versions: '>=8.0.3 <9' },
};
