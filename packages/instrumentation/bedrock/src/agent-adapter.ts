/** Instruments the `@aws-sdk/client-bedrock-agent-runtime` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { agents } from './agents.ts';
import { failure, isServiceClient, REQUEST_ID } from './client.ts';
import { flows } from './flows.ts';
import { bedrockAgentHeader } from './header.ts';
import { retrieve, retrieveAndGenerate } from './knowledge-bases.ts';
import { rerank } from './rerank.ts';

/** Instruments the `@aws-sdk/client-bedrock-agent-runtime` client. */
export const bedrockAgent: Adapter = defineAdapter({
  provider: 'aws.bedrock',
  module: bedrockAgentHeader.module,
  operations: [...agents, flows, retrieve, ...retrieveAndGenerate, rerank],
  isClient: (instance) => isServiceClient(instance, 'Bedrock Agent Runtime'),
  isOwnRequest: ({ pathname }) =>
    /\/(?:agents|flows|knowledgebases)\/|\/(?:rerank|retrieveAndGenerate(?:Stream)?)$/.test(
      pathname,
    ),
  failure,
  requestId: REQUEST_ID,
});
