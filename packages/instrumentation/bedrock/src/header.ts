/** What is known of this adapter before the client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the client is found. */
export const bedrockHeader: AdapterHeader = {
  id: 'bedrock',
  packageName: '@spanwise/instrumentation-bedrock',
  packageVersion: '0.1.0',
  module: { name: '@aws-sdk/client-bedrock-runtime', versions: '>=3.731 <4' },
};
