/** What is known of this adapter before the `@zilliz/milvus2-sdk-node` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@zilliz/milvus2-sdk-node` client is found. */
export const milvusHeader: AdapterHeader = {
  id: 'milvus',
  packageName: '@spanwise/instrumentation-milvus',
  packageVersion: '0.1.0',
  module: { name: '@zilliz/milvus2-sdk-node', versions: '>=2.4 <4', hasDefault: false },
};
