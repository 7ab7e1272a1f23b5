/** Instruments the `@openrouter/sdk` client: OpenRouter speaks OpenAI's API, and says what a call costs. */
import {
  accessorMethod,
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Format,
  type Operation,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { chat, embeddings, images, responses } from '@spanwise/instrumentation-openai';
import { openrouterHeader } from './header.ts';
import { rerank } from './rerank.ts';
import { wire } from './wire.ts';

interface Reasoning {
  readonly effort?: string | null;
}
interface Problem {
  readonly error?: { readonly code?: unknown; readonly message?: string } | null;
}

type AnyFormat = Format<object, object, object>;

const chatFormat = chat as unknown as AnyFormat;
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
  response: (reply, body, http) => ({
    ...vectorFormat.response(wire(reply), body, http),
    cost: charged(reply).cost,
  }),
});

/** `client.responses.send({ responsesRequest })`, and its beta, which is all that 1.0 has. */
const respond = ['responses.send', 'beta.responses.send'].map((path) =>
  respelled<'responsesRequest'>(responses[0] as unknown as AnyFormat, {
    name: 'chat',
    path,
    versions: path.startsWith('beta') ? undefined : '>=1.2.6',
    field: 'responsesRequest',
    charges: (reply) => ({ cost: charged(reply).cost }),
  }),
);

/** `client.images.generate({ imageGenerationRequest })`. */
const draw = respelled<'imageGenerationRequest'>(images[0] as unknown as AnyFormat, {
  name: 'generate_content',
  path: 'images.generate',
  field: 'imageGenerationRequest',
  // The names of its tokens are those of a chat.
  charges: charged,
});

interface Spelling<Field extends string> {
  readonly name: 'chat' | 'generate_content';
  readonly path: string;
  readonly versions?: string | undefined;
  /** What of the argument is the request. */
  readonly field: Field;
  readonly charges: (reply: object) => ResponseFacts;
}

/** An operation of OpenAI's API in the spelling of this client. */
function respelled<Field extends string>(
  format: AnyFormat,
  { name, path, versions, field, charges }: Spelling<Field>,
): Operation<never, never, never> {
  type Body = Readonly<Record<Field, object | undefined>>;
  const requestOf = (body: Body, depth?: number): object => wire(body[field] ?? {}, depth);
  return operation<Body, object, object>({
    name,
    method: accessorMethod('OpenRouter', path),
    versions,
    // What was said is deep, and not needed.
    request: (body) => format.request(requestOf(body, 3)),
    response: (reply, body, http) => ({
      ...format.response(wire(reply), requestOf(body, 1), http),
      ...charges(reply),
    }),
    stream: {
      start: () => format.stream.start({}),
      add: (reply, chunk, text) => format.stream.add(reply, wire(chunk), text),
    },
    input: (body) => format.input(requestOf(body)),
    output: (reply, body) => format.output(wire(reply), requestOf(body, 1)),
  });
}

/** What a reply says that it used and cost, by the names of a chat's usage. */
function charged(reply: object): Pick<ResponseFacts, 'usage' | 'cost'> {
  const { usage } = reply as { readonly usage?: unknown };
  const facts = chatFormat.response(wire({ usage }), {});
  return { usage: facts.usage, cost: facts.cost };
}

/** Instruments the `@openrouter/sdk` client. */
export const openrouter: Adapter = defineAdapter({
  provider: 'openrouter',
  module: openrouterHeader.module,
  operations: [send, generate, ...respond, draw, rerank],
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
