/** Instruments the `@aws-sdk/client-bedrock-runtime` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { asyncInvocations } from './async-invoke.ts';
import { failure, isServiceClient, REQUEST_ID } from './client.ts';
import { converse } from './converse.ts';
import { countTokens, guardrails } from './guardrails.ts';
import { bedrockHeader } from './header.ts';
import { invocations } from './invoke.ts';

/** Instruments the `@aws-sdk/client-bedrock-runtime` client. */
export const bedrock: Adapter = defineAdapter({
  provider: 'aws.bedrock',
  module: bedrockHeader.module,
  operations: [...converse, ...invocations, ...asyncInvocations, ...guardrails, countTokens],
  isClient: (instance) => isServiceClient(instance, 'Bedrock Runtime'),
  // The client asks for region and address while the call runs, and may ask other services for credentials first.
  isOwnRequest: ({ pathname }) =>
    /\/(?:model|guardrail|guardrail-checks)\/|\/async-invoke(?:\/|$)/.test(pathname),
  failure,
  requestId: REQUEST_ID,
});
