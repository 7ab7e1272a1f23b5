/** Texts that are continued, whole and streamed. */
import {
  operation,
  textPart,
  type Format,
  type Operation,
  type RequestFacts,
} from '@spanwise/core/adapter';
import { completions } from '@spanwise/instrumentation-openai';
import type {
  Generation,
  GenerationBody,
  GenerationChunk,
  GenerationDetails,
} from './huggingface.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const WORDS: Readonly<Record<string, string>> = { eos_token: 'stop', stop_sequence: 'stop' };
const completion = completions as unknown as Format<object, object, object>;

/** What of it is alike, whole and streamed. */
const format = {
  name: 'text_completion',
  request: ({ model, parameters = {} }: GenerationBody): RequestFacts => ({
    model,
    maxTokens: parameters.max_new_tokens,
    temperature: parameters.temperature,
    topP: parameters.top_p,
    topK: parameters.top_k,
    seed: parameters.seed,
    frequencyPenalty: parameters.frequency_penalty,
    stopSequences: parameters.stop ?? parameters.stop_sequences,
  }),
  input: ({ inputs }: GenerationBody) => ({
    messages: inputs === undefined ? [] : [{ role: 'user', parts: [textPart(inputs)] }],
  }),
} as const;

/** `textGeneration`, whose reply has tokens only where TGI was asked for details. */
export const textGeneration: Operation<never, never, never> = operation<GenerationBody, Generation>(
  {
    ...format,
    method: { kind: 'export', name: 'textGeneration' },
    response: ({ details }) => detailFacts(details),
    output: ({ generated_text: text, details }) => ({
      messages: text == null ? [] : [generated(text, details)],
    }),
  },
);

interface Folded extends Mutable<Generation> {
  /** What chunks of OpenAI's form add up to. */
  readonly completion: object;
}

/** `textGenerationStream`, which gives whichever chunks the server sends: TGI's own, or those of OpenAI's completions. */
export const textGenerationStream: Operation<never, never, never> = operation<
  GenerationBody,
  Folded,
  GenerationChunk
>({
  ...format,
  method: { kind: 'export', name: 'textGenerationStream' },
  request: (body) => ({ ...format.request(body), stream: true }),
  response: ({ completion: folded, details }, body) =>
    details ? detailFacts(details) : completion.response(folded, body),
  stream: {
    isLazy: true,
    start: (body) => ({ completion: completion.stream.start(body) }),
    add: (reply, chunk, text) => {
      const { token, details, generated_text: whole } = chunk ?? {};
      if (token === undefined) return completion.stream.add(reply.completion, chunk, text);
      if (details != null) reply.details = details;
      // The last chunk has it all once more.
      if (text) reply.generated_text = whole ?? text(reply.generated_text, token.text);
      return token.text && token.special !== true ? 'text' : undefined;
    },
  },
  output: ({ completion: folded, generated_text: text, details }, body) =>
    text == null ? completion.output(folded, body) : { messages: [generated(text, details)] },
});

function detailFacts(details: GenerationDetails | null | undefined): object {
  if (!details) return {};
  return {
    finishReasons: [finishWord(details.finish_reason)],
    usage: { inputTokens: details.input_length, outputTokens: details.generated_tokens },
  };
}

function generated(text: string, details: GenerationDetails | null | undefined) {
  return {
    role: 'assistant',
    parts: [textPart(text)],
    finish_reason: finishWord(details?.finish_reason),
  };
}

function finishWord(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : (WORDS[reason] ?? reason);
}
