/** Instruments the `@google-cloud/vertexai` client, the older one of Vertex AI. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type MethodTarget,
  type Operation,
} from '@spanwise/core/adapter';
import { failure } from './failure.ts';
import type {
  Content,
  Contents,
  CountReply,
  GenerateBody,
  GenerateReply,
  VertexRequest,
} from './genai.ts';
import { generated } from './generate.ts';
import { googleVertexaiHeader } from './header.ts';
import { modelName } from './model-name.ts';

type Config = GenerateBody['config'];

/** A model or a chat of it: what the calls that it makes have in common. */
interface Receiver {
  readonly model?: string;
  /** A chat has the path of its model, under another name in the oldest. */
  readonly resourcePath?: string;
  readonly publisherModelEndpoint?: string;
  readonly location?: string;
  readonly apiEndpoint?: string;
  readonly generationConfig?: Config;
  readonly systemInstruction?: Contents;
  readonly tools?: readonly object[];
  readonly historyInternal?: readonly Content[];
}

/** Each is there a second time, for what is in preview. A chat does not go through its model. */
const MODELS = ['GenerativeModel', 'GenerativeModelPreview'];
const CHATS = ['ChatSession', 'ChatSessionPreview'];

/** Instruments the `@google-cloud/vertexai` client. */
export const googleVertexai: Adapter = defineAdapter({
  provider: 'gcp.vertex_ai',
  module: googleVertexaiHeader.module,
  operations: [
    ...MODELS.flatMap((name) => [
      generateOperation(method(name, 'generateContent')),
      streamOperation(method(name, 'generateContentStream')),
      countOperation(method(name, 'countTokens')),
    ]),
    ...CHATS.flatMap((name) => [
      generateOperation(method(name, 'sendMessage')),
      streamOperation(method(name, 'sendMessageStream')),
    ]),
  ],
  client: (receiver) => {
    const { location, apiEndpoint } = (receiver ?? {}) as Receiver;
    const host = apiEndpoint ?? (location && `${location}-aiplatform.googleapis.com`);
    return { baseURL: host && `https://${host}` };
  },
  failure,
});

function method(name: string, path: string): MethodTarget {
  return { kind: 'method', export: name, path, calledAs: `${name}.${path}` };
}

function generateOperation(target: MethodTarget): Operation<never, never, never> {
  return operation<GenerateBody, { readonly response?: GenerateReply }>({
    name: 'generate_content',
    method: target,
    body: bodyOf,
    request: generated.request,
    response: ({ response = {} }, body) => generated.response(response, body),
    input: generated.input,
    output: ({ response = {} }, body) => generated.output(response, body),
  });
}

function streamOperation(target: MethodTarget): Operation<never, never, never> {
  return operation<GenerateBody, GenerateReply, GenerateReply>({
    ...generated,
    name: 'generate_content',
    method: target,
    body: bodyOf,
    request: (body) => ({ ...generated.request(body), stream: true }),
    stream: {
      ...generated.stream,
      within: (result) => (result as { readonly stream?: unknown } | null | undefined)?.stream,
      // A chat waits for it to keep the history.
      beside: { property: 'response', isFollowed: target.path === 'sendMessageStream' },
    },
  });
}

function countOperation(target: MethodTarget): Operation<never, never, never> {
  return operation<GenerateBody, CountReply>({
    name: 'count_tokens',
    method: target,
    body: bodyOf,
    request: ({ model }) => ({ model: modelName(model) }),
    response: ({ totalTokens }) => ({ countedInputTokens: totalTokens }),
  });
}

/** The request in the shape of the newer client. */
function bodyOf([given]: readonly unknown[], receiver: unknown): GenerateBody {
  const { model, resourcePath, publisherModelEndpoint, ...common } = (receiver ?? {}) as Receiver;
  const request = given as VertexRequest;
  const own =
    typeof request === 'object' && 'contents' in request ? request : { contents: request };
  const { generationConfig, systemInstruction, tools } = { ...common, ...defined(own) };
  return {
    model: model ?? resourcePath ?? publisherModelEndpoint,
    // Whether the history is read is decided when content is.
    get contents(): Contents {
      return (common.historyInternal ?? []).concat((own.contents ?? []) as Content[]);
    },
    config: { ...generationConfig, systemInstruction, tools },
  } as GenerateBody;
}

function defined(request: object): Partial<Exclude<VertexRequest, Contents>> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
