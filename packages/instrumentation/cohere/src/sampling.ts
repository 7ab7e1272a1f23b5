/** What the chats of both versions of the API are asked with. */
import type { RequestFacts } from '@spanwise/core/adapter';
import type { Sampling } from './cohere.ts';

/** The facts of it. */
export function sampling(body: Sampling): RequestFacts {
  const format = body.responseFormat?.type;
  return {
    model: body.model,
    maxTokens: body.maxTokens,
    temperature: body.temperature,
    topP: body.p,
    topK: body.k,
    seed: body.seed,
    stopSequences: body.stopSequences,
    frequencyPenalty: body.frequencyPenalty,
    presencePenalty: body.presencePenalty,
    outputType: format === 'json_object' ? 'json' : format === 'text' ? 'text' : undefined,
  };
}
