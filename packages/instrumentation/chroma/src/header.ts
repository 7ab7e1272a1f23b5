/** What is known of this adapter before the `chromadb` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `chromadb` client is found. */
export const chromaHeader: AdapterHeader = {
  id: 'chroma',
  packageName: '@spanwise/instrumentation-chroma',
  packageVersion: '0.1.0',
  module: { name: 'chromadb', versions: '>=1.10 <4', hasDefault: false },
};
