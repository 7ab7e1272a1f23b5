/** What is known of this adapter before the `together-ai` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `together-ai` client is found. */
export const togetherHeader: AdapterHeader = {
  id: 'together',
  packageName: '@spanwise/instrumentation-together',
  packageVersion: '0.1.0',
  module: {
    name: 'together-ai',
    versions: '>=0.6 <1',
    // Older ones throw when one of these runs after them.
    before: ['shims/node.mjs', 'shims/web.mjs'],
  },
};
