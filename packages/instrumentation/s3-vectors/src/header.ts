/** What is known of this adapter before the `@aws-sdk/client-s3vectors` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@aws-sdk/client-s3vectors` client is found. */
export const s3VectorsHeader: AdapterHeader = {
  id: 's3Vectors',
  packageName: '@spanwise/instrumentation-s3-vectors',
  packageVersion: '0.1.0',
  module: { name: '@aws-sdk/client-s3vectors', versions: '>=3.845 <4' },
};
