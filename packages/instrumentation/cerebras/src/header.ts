/** What is known of this adapter before the `@cerebras/cerebras_cloud_sdk` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@cerebras/cerebras_cloud_sdk` client is found. */
export const cerebrasHeader: AdapterHeader = {
  id: 'cerebras',
  packageName: '@spanwise/instrumentation-cerebras',
  packageVersion: '0.1.0',
  module: {
    name: '@cerebras/cerebras_cloud_sdk',
    versions: '>=1.3 <2',
    // It throws when one of these runs after it.
    before: ['shims/node.mjs', 'shims/web.mjs'],
  },
};
