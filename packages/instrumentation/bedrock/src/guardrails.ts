/** Guardrails that are asked for their judgement alone, and how many tokens a request would have. */
import type { Operation } from '@spanwise/core/adapter';
import type { CountInput, CountOutput, GuardrailInput, GuardrailOutput } from './bedrock.ts';
import { commandOperation } from './command.ts';
import { modelFacts } from './model-facts.ts';

const CLIENT = 'BedrockRuntimeClient';

/** `ApplyGuardrailCommand`, and `InvokeGuardrailChecksCommand`, which gives scores and no verdict. */
export const guardrails: readonly Operation<never, never, never>[] = [
  'ApplyGuardrail',
  'InvokeGuardrailChecks',
].map((command) =>
  commandOperation<GuardrailInput, GuardrailOutput>(CLIENT, command, {
    name: 'moderation',
    request: ({ guardrailIdentifier }) => ({ guardrailId: guardrailIdentifier }),
    response: ({ action }) => ({
      flagged: action === undefined ? undefined : action === 'GUARDRAIL_INTERVENED',
    }),
  }),
);

/** `CountTokensCommand`: no model runs. */
export const countTokens: Operation<never, never, never> = commandOperation<
  CountInput,
  CountOutput
>(CLIENT, 'CountTokens', {
  name: 'count_tokens',
  request: ({ modelId }) => modelFacts(modelId),
  response: ({ inputTokens }) => ({ countedInputTokens: inputTokens }),
});
