/** What is known of these adapters before the `weaviate-client` or the `weaviate-ts-client` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** The versions that export what connects by itself, besides as members of the default export. */
const NAMED = '>=3.2.5';

/** What is known of this adapter before the `weaviate-client` client is found. */
export const weaviateHeader: AdapterHeader = {
  id: 'weaviate',
  packageName: '@spanwise/instrumentation-weaviate',
  packageVersion: '0.1.0',
  module: {
    name: 'weaviate-client',
    versions: '>=3 <4',
    exports: {
      connectToCustom: NAMED,
      connectToLocal: NAMED,
      connectToWCD: NAMED,
      connectToWCS: NAMED,
      connectToWeaviateCloud: NAMED,
    },
  },
};

/** What is known of the adapter of the `weaviate-ts-client` client before it is found. */
export const weaviateTsHeader: AdapterHeader = {
  id: 'weaviateTs',
  packageName: '@spanwise/instrumentation-weaviate',
  packageVersion: '0.1.0',
  module: { name: 'weaviate-ts-client', versions: '>=2 <3' },
};
