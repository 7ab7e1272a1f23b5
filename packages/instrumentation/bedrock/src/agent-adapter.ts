/** Instruments the `@aws-sdk/client-bedrock-agent-runtime` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { agents } from './agents.ts';
import { failure, isServiceClient, REQUEST_ID } from './client.ts';
import { bedrockAgentHeader } from './header.ts';
import { retrieve, retrieveAndGenerate } from './knowledge-bases.ts';

/** Instruments the `@aws-sdk/client-bedrock-agent-runtime` client. */
export const bedrockAgent: Adapter = defineAdapter({
  provider: 'aws.bedrock',
  module: bedrockAgentHeader.module,
  operations: [...agents, retrieve, ...retrieveAndGenerate],
  isClient: (instance) => isServiceClient(instance, 'Bedrock Agent Runtime'),
  isOwnRequest: ({ pathname }) =>
    /\/(?:agents|knowledgebases)\/|\/retrieveAndGenerate(?:Stream)?$/.test(pathname),
  failure,
  requestId: REQUEST_ID,
});
