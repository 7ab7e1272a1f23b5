/** Instruments the `replicate` client: predictions that are made, waited for and streamed. */
import {
  defineAdapter,
  operation,
  textPart,
  type Adapter,
  type InputContent,
  type OutputContent,
  type RequestFacts,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { replicateHeader } from './header.ts';
import type { Input, Prediction, PredictionBody, PredictionEvent } from './replicate.ts';

const FINISHED: ReadonlySet<unknown> = new Set(['succeeded', 'failed', 'canceled']);

/** `client.predictions.create`, which `client.run` calls: with `wait` the reply is the finished prediction. */
const create = operation<PredictionBody, Prediction>({
  name: 'generate_content',
  // Made anew for each client.
  method: { kind: 'assigned', path: 'predictions.create', below: 1 },
  request: ({ model, version, input }) => ({ model: model ?? version, ...facts(input) }),
  response: predictionFacts,
  input: ({ input }) => inputContent(input),
  output: outputContent,
});

/** `client.wait`, which `client.run` calls of a prediction that is not finished: no other model runs. */
const wait = operation<Prediction, Prediction>({
  name: 'fetch_response',
  method: 'wait',
  when: ({ status }) => !FINISHED.has(status),
  request: ({ id }) => ({ responseId: id }),
  response: predictionFacts,
  output: outputContent,
});

interface StreamBody {
  readonly reference: unknown;
  readonly input: Input | undefined;
}
interface Streamed {
  text?: string | undefined;
  outcome?: string | undefined;
}

/** `client.stream`, whose events are the output alone. */
const stream = operation<StreamBody, Streamed, PredictionEvent>({
  name: 'generate_content',
  method: 'stream',
  body: ([reference, options]) => ({ reference, input: (options as PredictionBody)?.input }),
  request: ({ reference, input }) => ({
    model: typeof reference === 'string' ? reference : undefined,
    stream: true,
    ...facts(input),
  }),
  response: ({ outcome }) => ({ status: outcome }),
  stream: {
    isLazy: true,
    start: () => ({}),
    add: (reply, chunk, text) => {
      const { event, data } = chunk ?? {};
      if (event === 'done') reply.outcome = 'done';
      if (event !== 'output' || typeof data !== 'string') return undefined;
      if (text) reply.text = text(reply.text, data);
      return data === '' ? undefined : 'text';
    },
  },
  input: ({ input }) => inputContent(input),
  output: ({ text }) => outputContent({ output: text }),
});

/** Instruments the `replicate` client. */
export const replicate: Adapter = defineAdapter({
  provider: 'replicate',
  module: replicateHeader.module,
  operations: [create, wait, stream],
  // The object that has `create` knows nothing of its client: its request tells where it goes.
  client: (receiver) => ({ baseURL: (receiver as { baseUrl?: string } | undefined)?.baseUrl }),
  isOwnRequest: () => true,
});

function facts(input: Input | undefined): RequestFacts {
  return {
    maxTokens: input?.max_tokens ?? input?.max_new_tokens,
    temperature: input?.temperature,
    topP: input?.top_p,
    topK: input?.top_k,
    seed: input?.seed,
    frequencyPenalty: input?.frequency_penalty,
    presencePenalty: input?.presence_penalty,
  };
}

function predictionFacts({ id, model, status, error, metrics }: Prediction): ResponseFacts {
  return {
    id,
    model,
    status,
    failure: status === 'failed' ? { type: 'failed', message: String(error) } : undefined,
    usage: metrics && {
      inputTokens: metrics.input_token_count,
      outputTokens: metrics.output_token_count,
    },
    serverTimes: metrics && { output: metrics.predict_time, total: metrics.total_time },
  };
}

function inputContent(input: Input | undefined): InputContent {
  const { prompt, system_prompt: system } = input ?? {};
  return {
    ...(typeof system === 'string' && { system: [textPart(system)] }),
    messages: typeof prompt === 'string' ? [{ role: 'user', parts: [textPart(prompt)] }] : [],
  };
}

/** A text comes whole or in pieces; what else a model makes is left out. */
function outputContent({ output }: Pick<Prediction, 'output'>): OutputContent {
  const pieces: readonly unknown[] = Array.isArray(output) ? output : [output];
  const isText = pieces.length > 0 && pieces.every((piece) => typeof piece === 'string');
  return {
    messages: isText ? [{ role: 'assistant', parts: [textPart(pieces.join(''))] }] : [],
  };
}
