/** Instruments the `@huggingface/inference` client: chats of OpenAI's shape, texts and embeddings of Hugging Face's own. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type ClientFacts,
  type FailureFacts,
  type Format,
} from '@spanwise/core/adapter';
import { chat, failureInBody } from '@spanwise/instrumentation-openai';
import { textGeneration, textGenerationStream } from './generation.ts';
import { huggingfaceHeader } from './header.ts';
import type { Addressed, FeatureBody } from './huggingface.ts';

const chatOperation = chat as unknown as Format<object, object, object>;

/** Where Hugging Face's word for who runs a model is not that of the conventions. */
const PROVIDERS: Readonly<Record<string, string | undefined>> = {
  auto: undefined,
  'hf-inference': undefined,
  'fireworks-ai': 'fireworks_ai',
  together: 'together_ai',
};

const chatCompletion = { ...chat, method: { kind: 'export', name: 'chatCompletion' } } as const;

const chatCompletionStream = {
  ...chat,
  method: { kind: 'export', name: 'chatCompletionStream' },
  request: (body: object) => ({ ...chatOperation.request(body), stream: true }),
  stream: { ...chatOperation.stream, isLazy: true },
} as const;

/** `featureExtraction`: the reply is the vectors alone. */
const featureExtraction = operation<FeatureBody, readonly unknown[]>({
  name: 'embeddings',
  method: { kind: 'export', name: 'featureExtraction' },
  request: ({ model, dimensions }) => ({ model, dimensionCount: dimensions }),
  response: (vectors) => ({ dimensionCount: lengthOf(vectors) }),
});

/** Instruments the `@huggingface/inference` client. */
export const huggingface: Adapter = defineAdapter({
  provider: 'huggingface',
  module: huggingfaceHeader.module,
  operations: [
    chatCompletion,
    chatCompletionStream,
    textGeneration,
    textGenerationStream,
    featureExtraction,
  ] as unknown as Adapter['operations'],
  client,
  // The client asks the hub who runs a model before it calls it.
  isOwnRequest: ({ hostname }) => hostname !== 'huggingface.co',
  failure,
});

/** The functions have no receiver: all is in what they are called with. */
function client(_: unknown, body: unknown): ClientFacts {
  const { endpointUrl, provider } = (body ?? {}) as Addressed;
  const known = typeof provider === 'string' ? provider : 'auto';
  return { baseURL: endpointUrl, provider: known in PROVIDERS ? PROVIDERS[known] : known };
}

/** How long a vector is: of several inputs each has one, and of some models each token. */
function lengthOf(vectors: unknown): number | undefined {
  if (!Array.isArray(vectors)) return undefined;
  return Array.isArray(vectors[0]) ? lengthOf(vectors[0]) : vectors.length;
}

/** The code in the body of the reply, where it has one. */
function failure(error: unknown): FailureFacts | undefined {
  const { httpResponse, message } = error as {
    readonly httpResponse?: { readonly body?: unknown };
    readonly message?: string;
  };
  const { body } = httpResponse ?? {};
  return typeof body === 'object' ? failureInBody({ error: body, message }) : undefined;
}
