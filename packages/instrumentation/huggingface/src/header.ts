/** What is known of this adapter before the `@huggingface/inference` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** Older ones are one file, whose functions nothing outside of it can replace. */
const VERSIONS = '>=3.14 <5';

/** What is known of this adapter before the `@huggingface/inference` client is found. */
export const huggingfaceHeader: AdapterHeader = {
  id: 'huggingface',
  packageName: '@spanwise/instrumentation-huggingface',
  packageVersion: '0.1.0',
  module: {
    name: '@huggingface/inference',
    versions: VERSIONS,
    hasDefault: false,
    // A client's methods are fixed copies of these functions, made by its constructor.
    parts: ['dist/esm/tasks/index.js', 'dist/commonjs/tasks/index.js'],
    isUsedInside: true,
    exports: {
      chatCompletion: VERSIONS,
      chatCompletionStream: VERSIONS,
      textGeneration: VERSIONS,
      textGenerationStream: VERSIONS,
      featureExtraction: VERSIONS,
    },
  },
};
