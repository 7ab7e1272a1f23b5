/** What is known of this adapter before the `openai` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `openai` client is found. */
export const openaiHeader: AdapterHeader = {
  id: 'openai',
  packageName: '@spanwise/instrumentation-openai',
  packageVersion: '0.1.0',
  module: {
    name: 'openai',
    versions: '>=4 <8',
    // openai 4 throws when one of these runs after it.
    before: ['shims/node.mjs', 'shims/web.mjs'],
  },
};
