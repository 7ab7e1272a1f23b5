/** What is known of these adapters before their clients are found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of the adapter of `@aws-sdk/client-bedrock-runtime` before it is found. */
export const bedrockHeader: AdapterHeader = {
  id: 'bedrock',
  packageName: '@spanwise/instrumentation-bedrock',
  packageVersion: '0.1.0',
  module: { name: '@aws-sdk/client-bedrock-runtime', versions: '>=3.731 <4' },
};

/** What is known of the adapter of `@aws-sdk/client-bedrock-agent-runtime` before it is found. */
export const bedrockAgentHeader: AdapterHeader = {
  ...bedrockHeader,
  id: 'bedrockAgent',
  module: { name: '@aws-sdk/client-bedrock-agent-runtime', versions: '>=3.731 <4' },
};
