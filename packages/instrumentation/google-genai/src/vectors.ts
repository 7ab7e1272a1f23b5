/** Embeddings and counted tokens: calls that generate nothing. */
import { listOf, operation, type Operation } from '@spanwise/core/adapter';
import type { CountBody, CountReply, EmbedBody, EmbedReply } from './genai.ts';
import { method } from './method.ts';
import { modelName } from './model-name.ts';

/** `client.models.embedContent`, which is on the prototype itself in the oldest versions. */
export const embeddings: readonly Operation<never, never, never>[] = [
  method('embedContent', 'embedContentInternal'),
  method('embedContent'),
].map((target) =>
  operation<EmbedBody, EmbedReply>({
    name: 'embeddings',
    method: target,
    request: ({ model, config }) => ({
      model: modelName(model),
      dimensionCount: config?.outputDimensionality,
    }),
    response: (reply) => {
      const inputTokens = reply.usageMetadata?.promptTokenCount ?? countedTokens(reply);
      return {
        dimensionCount: listOf(reply.embeddings)[0]?.values?.length,
        usage: inputTokens === undefined ? undefined : { inputTokens },
      };
    },
  }),
);

/** `client.models.countTokens`: no model runs. */
export const countTokens: Operation<never, never, never> = operation<CountBody, CountReply>({
  name: 'count_tokens',
  method: method('countTokens'),
  request: ({ model }) => ({ model: modelName(model) }),
  response: ({ totalTokens }) => ({ countedInputTokens: totalTokens }),
});

/** Vertex AI counts each content apart; the sum is known when all are. */
function countedTokens({ embeddings: entries }: EmbedReply): number | undefined {
  let sum: number | undefined;
  for (const { statistics } of listOf(entries)) {
    if (typeof statistics?.tokenCount !== 'number') return undefined;
    sum = (sum ?? 0) + statistics.tokenCount;
  }
  return sum;
}
