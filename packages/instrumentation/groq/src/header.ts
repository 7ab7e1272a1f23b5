/** What is known of this adapter before the `groq-sdk` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `groq-sdk` client is found. */
export const groqHeader: AdapterHeader = {
  id: 'groq',
  packageName: '@spanwise/instrumentation-groq',
  packageVersion: '0.1.0',
  module: {
    name: 'groq-sdk',
    versions: '>=0.5 <2',
    // Older ones throw when one of these runs after them.
    before: ['shims/node.mjs', 'shims/web.mjs'],
  },
};
