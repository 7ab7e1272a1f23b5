/** What is known of these adapters before their clients are found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@google/genai` client is found. */
export const googleGenaiHeader: AdapterHeader = {
  id: 'googleGenai',
  packageName: '@spanwise/instrumentation-google-genai',
  packageVersion: '0.1.0',
  module: {
    name: '@google/genai',
    versions: '>=1 <4',
    hasDefault: false,
    // Loaded by the conditions of a browser, or by name.
    entries: ['dist/web/index.mjs', 'dist/index.mjs'],
  },
};

/** What is known of the adapter of the `@google-cloud/vertexai` client before it is found. */
export const googleVertexaiHeader: AdapterHeader = {
  id: 'googleVertexai',
  packageName: '@spanwise/instrumentation-google-genai',
  packageVersion: '0.1.0',
  module: { name: '@google-cloud/vertexai', versions: '>=1 <2' },
};
