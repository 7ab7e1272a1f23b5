/** What is known of these adapters before their clients are found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@qdrant/js-client-rest` client is found. */
export const qdrantHeader: AdapterHeader = {
  id: 'qdrant',
  packageName: '@spanwise/instrumentation-qdrant',
  packageVersion: '0.1.0',
  module: { name: '@qdrant/js-client-rest', versions: '>=1.2 <2', hasDefault: false },
};

/** What is known of the adapter of the `@qdrant/js-client-grpc` client before it is found. */
export const qdrantGrpcHeader: AdapterHeader = {
  id: 'qdrantGrpc',
  packageName: '@spanwise/instrumentation-qdrant',
  packageVersion: '0.1.0',
  module: { name: '@qdrant/js-client-grpc', versions: '>=1.2 <2', hasDefault: false },
};
