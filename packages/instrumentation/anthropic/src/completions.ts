/** Text completions, which the client had up to 0.x. */
import { operation, textPart, type Operation } from '@spanwise/core/adapter';
import type { Completion, CompletionBody } from './anthropic.ts';
import { finishWord } from './finish-word.ts';
import { method } from './method.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };

/** `client.completions.create`. The provider reports no usage. */
export const completions: Operation<never, never, never> = operation<
  CompletionBody,
  Completion,
  Completion
>({
  name: 'text_completion',
  method: method('completions.create'),
  versions: '<1',
  request: (body) => ({
    model: body.model,
    stream: body.stream,
    maxTokens: body.max_tokens_to_sample,
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    stopSequences: body.stop_sequences,
  }),
  response: ({ id, model, stop_reason }) => ({
    id,
    model,
    finishReasons: [finishWord(stop_reason)],
  }),
  stream: {
    start: () => ({}),
    add: (reply, chunk, text) => {
      const folded = reply as Mutable<Completion>;
      if (chunk?.id != null) folded.id = chunk.id;
      if (chunk?.model != null) folded.model = chunk.model;
      if (chunk?.stop_reason != null) folded.stop_reason = chunk.stop_reason;
      if (text) folded.completion = text(folded.completion, chunk?.completion);
      return chunk?.completion ? 'text' : undefined;
    },
  },
  input: ({ prompt }) =>
    prompt ? { messages: [{ role: 'user', parts: [textPart(prompt)] }] } : {},
  output: ({ completion, stop_reason }) =>
    completion
      ? {
          messages: [
            {
              role: 'assistant',
              parts: [textPart(completion)],
              finish_reason: finishWord(stop_reason) ?? undefined,
            },
          ],
        }
      : {},
});
