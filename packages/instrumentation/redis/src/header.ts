/** What is known of this adapter before the `redis` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `redis` client is found. */
export const redisHeader: AdapterHeader = {
  id: 'redis',
  packageName: '@spanwise/instrumentation-redis',
  packageVersion: '0.1.0',
  module: { name: 'redis', versions: '>=4.1 <7' },
};
