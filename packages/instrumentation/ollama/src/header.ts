/** What is known of this adapter before the `ollama` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `ollama` client is found. */
export const ollamaHeader: AdapterHeader = {
  id: 'ollama',
  packageName: '@spanwise/instrumentation-ollama',
  packageVersion: '0.1.0',
  module: {
    name: 'ollama',
    versions: '>=0.5 <0.7',
    // Loaded by name: the client without what needs Node.
    entries: ['dist/browser.mjs', 'dist/browser.cjs'],
  },
};
