/** Instruments the `@openrouter/sdk` client: OpenRouter speaks OpenAI's API, and says what a call costs. */
import {
  accessorMethod,
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Format,
} from '@spanwise/core/adapter';
import { chat, embeddings } from '@spanwise/instrumentation-openai';
import { openrouterHeader } from './header.ts';
import { wire } from './wire.ts';

interface Reasoning {
  readonly effort?: string | null;
}
interface Problem {
  readonly error?: { readonly code?: unknown; readonly message?: string } | null;
}

const chatFormat = chat as unknown as Format<object, object, object>;
const vectorFormat = embeddings as unknown as Pick<
  Format<object, object, unknown>,
  'request' | 'response'
>;

/** `client.chat.send({ chatRequest })`. */
const send = operation<{ readonly chatRequest?: object }, object, object>({
  name: 'chat',
  method: accessorMethod('OpenRouter', 'chat.send'),
  request: ({ chatRequest = {} }) => {
    // The messages are deep, and not needed.
    const facts = chatFormat.request(wire(chatRequest, 2));
    const { reasoning } = chatRequest as { reasoning?: Reasoning | null };
    return { ...facts, reasoningLevel: facts.reasoningLevel ?? reasoning?.effort };
  },
  response: (reply, body, http) => {
    const { error } = reply as Problem;
    return {
      ...chatFormat.response(wire(reply), body, http),
      failure: error && { type: String(error.code), message: error.message },
    };
  },
  stream: {
    start: () => chatFormat.stream.start({}),
    add: (reply, chunk, text) => {
      const { error } = (chunk ?? {}) as Problem;
      if (error != null) (reply as { error?: unknown }).error = error;
      return chatFormat.stream.add(reply, wire(chunk), text);
    },
  },
  input: ({ chatRequest }) => chatFormat.input(wire(chatRequest ?? {})),
  output: (reply, body) => chatFormat.output(wire(reply), body),
});

/** `client.embeddings.generate({ requestBody })`. */
const generate = operation<{ readonly requestBody?: object }, object>({
  name: 'embeddings',
  method: accessorMethod('OpenRouter', 'embeddings.generate'),
  request: ({ requestBody = {} }) => vectorFormat.request(wire(requestBody, 1)),
  response: (reply, body, http) => vectorFormat.response(wire(reply), body, http),
});

/** Instruments the `@openrouter/sdk` client. */
export const openrouter: Adapter = defineAdapter({
  provider: 'openrouter',
  module: openrouterHeader.module,
  operations: [send, generate],
  // A method taken off its resource has no receiver.
  client: (receiver) => ({
    baseURL: (receiver as { _baseURL?: URL | null } | null | undefined)?._baseURL,
  }),
  failure,
});

/** OpenRouter's codes are statuses. */
function failure(error: unknown): FailureFacts | undefined {
  const { statusCode, message } = error as { statusCode?: unknown; message?: string };
  return typeof statusCode === 'number' ? { type: String(statusCode), message } : undefined;
}
