/** Instruments the `ollama` client. */
import {
  type AppendText,
  defineAdapter,
  listOf,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
  type OutputKind,
  type RequestFacts,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { messageOf } from './content.ts';
import { ollamaHeader } from './header.ts';
import type {
  ChatRequest,
  ChatResponse,
  Counters,
  EmbedRequest,
  EmbedResponse,
  GenerateRequest,
  GenerateResponse,
  OllamaMessage,
  SystemOneResponse,
} from './ollama.ts';

const NANOSECONDS = 1e9;

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };
type FoldedMessage = Mutable<Omit<OllamaMessage, 'tool_calls'>> & {
  tool_calls?: NonNullable<OllamaMessage['tool_calls']>[number][];
};
type FoldedChat = Mutable<Omit<ChatResponse, 'message'>> & {
  message: FoldedMessage;
  /** Kept while content is off, too: it tells how the reply ended. */
  callsTools?: boolean;
};

const chat = operation<ChatRequest, ChatResponse, ChatResponse>({
  name: 'chat',
  method: methodOf('chat'),
  request: requestFacts,
  response: (reply) => responseFacts(reply, callsTools(reply)),
  stream: {
    start: () => ({ message: { role: 'assistant' } }),
    add: (reply, chunk, text) => {
      const folded = reply as FoldedChat;
      addEnd(folded, chunk);
      const message = chunk?.message;
      if (message == null) return undefined;
      if (callsTools(chunk)) folded.callsTools = true;
      if (text) addMessage(folded.message, message, text);
      return kindOf(message.content, message.thinking);
    },
  },
  input: (body) => ({
    messages: listOf(body.messages).map((message) => messageOf(message)),
    tools: listOf(body.tools).map(({ type = 'function', function: tool }) => ({
      type,
      name: tool?.name ?? type,
    })),
  }),
  output: (reply) => ({
    messages: reply.message
      ? [messageOf(reply.message, finishReason(reply, callsTools(reply)))]
      : [],
  }),
});

const generate = operation<GenerateRequest, GenerateResponse, GenerateResponse>({
  name: 'text_completion',
  method: methodOf('generate'),
  request: requestFacts,
  response: (reply) => ({
    ...responseFacts(reply, false),
    imageCount: reply.image ? 1 : undefined,
  }),
  stream: {
    start: () => ({}),
    add: (reply, chunk, text) => {
      const folded = reply as Mutable<GenerateResponse>;
      addEnd(folded, chunk);
      if (chunk?.image) folded.image = text ? chunk.image : '-';
      if (text) {
        folded.response = text(folded.response, chunk?.response);
        if (chunk?.thinking) folded.thinking = text(folded.thinking, chunk.thinking);
      }
      return kindOf(chunk?.response, chunk?.thinking);
    },
  },
  input: (body) => ({
    system: body.system ? [{ type: 'text', content: body.system }] : undefined,
    messages: [messageOf({ role: 'user', content: body.prompt ?? '', images: body.images ?? [] })],
  }),
  output: (reply) => {
    const { response: content, thinking, image } = reply;
    const images = image ? [image] : [];
    return {
      messages: [
        messageOf({ role: 'assistant', content, thinking, images }, finishReason(reply, false)),
      ],
    };
  },
});

/** `embed`, and `embeddings` before it. */
const embeddings: readonly Operation<never, never, never>[] = ['embed', 'embeddings'].map((name) =>
  operation<EmbedRequest, EmbedResponse>({
    name: 'embeddings',
    method: methodOf(name),
    request: (body) => ({ model: body.model, dimensionCount: body.dimensions }),
    response: (reply) => ({
      model: reply.model,
      dimensionCount: (reply.embedding ?? reply.embeddings?.[0])?.length,
      ...counted(reply),
    }),
  }),
);

/** Scores and choices of a model, which has no words for them. */
const systemOne = operation<{ readonly model?: string }, SystemOneResponse>({
  name: 'generate_content',
  method: methodOf('systemone'),
  request: (body) => ({ model: body.model, outputType: 'json' }),
  response: ({ model, usage }) => ({
    model,
    usage: usage && { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
  }),
});

/** Instruments the `ollama` client. */
export const ollama: Adapter = defineAdapter({
  provider: 'ollama',
  module: ollamaHeader.module,
  operations: [chat, generate, ...embeddings, systemOne],
  client: (receiver) => ({
    baseURL: (receiver as { config?: { host?: string } } | null | undefined)?.config?.host,
  }),
  failure,
});

/** The default export is an object of the class. */
function methodOf(path: string): { kind: 'method'; path: string; export: string } {
  return { kind: 'method', path, export: 'Ollama' };
}

function requestFacts(body: ChatRequest | GenerateRequest): RequestFacts {
  const { options, format, think } = body;
  return {
    model: body.model,
    stream: body.stream,
    maxTokens: options?.num_predict,
    temperature: options?.temperature,
    topP: options?.top_p,
    topK: options?.top_k,
    seed: options?.seed,
    stopSequences: options?.stop,
    frequencyPenalty: options?.frequency_penalty,
    presencePenalty: options?.presence_penalty,
    reasoningLevel: typeof think === 'string' ? think : undefined,
    outputType: format ? 'json' : undefined,
  };
}

function responseFacts(reply: ChatResponse | GenerateResponse, hasCalls: boolean): ResponseFacts {
  return {
    model: reply.model,
    finishReasons: [finishReason(reply, hasCalls)],
    ...counted(reply),
  };
}

/** The server says `stop` where it calls tools, too. */
function finishReason(
  { done_reason: reason }: ChatResponse | GenerateResponse,
  hasCalls: boolean,
): string | undefined {
  return reason === 'stop' && hasCalls ? 'tool_call' : (reason ?? undefined);
}

function callsTools(reply: ChatResponse | FoldedChat): boolean {
  return (reply as FoldedChat).callsTools ?? listOf(reply.message?.tool_calls).length > 0;
}

/** Cached tokens are in the count of the prompt, and not told apart. A model that was only loaded counts nothing. */
function counted(reply: Counters): Pick<ResponseFacts, 'usage' | 'serverTimes'> {
  const { prompt_eval_count: inputTokens, eval_count: outputTokens } = reply;
  const [total, load, prompt, output] = [
    reply.total_duration,
    reply.load_duration,
    reply.prompt_eval_duration,
    reply.eval_duration,
  ].map((nanoseconds) =>
    typeof nanoseconds === 'number' ? nanoseconds / NANOSECONDS : nanoseconds,
  );
  return {
    usage:
      inputTokens === undefined && outputTokens === undefined
        ? undefined
        : { inputTokens, outputTokens },
    serverTimes: { total, load, prompt, output },
  };
}

/** Only the last chunk has counters. */
function addEnd(
  folded: Mutable<ChatResponse | GenerateResponse>,
  chunk: ChatResponse | GenerateResponse,
): void {
  if (chunk?.model !== undefined) folded.model = chunk.model;
  if (chunk?.done !== true) return;
  folded.done_reason = chunk.done_reason;
  folded.prompt_eval_count = chunk.prompt_eval_count;
  folded.eval_count = chunk.eval_count;
  folded.total_duration = chunk.total_duration;
  folded.load_duration = chunk.load_duration;
  folded.prompt_eval_duration = chunk.prompt_eval_duration;
  folded.eval_duration = chunk.eval_duration;
}

function addMessage(folded: FoldedMessage, message: OllamaMessage, text: AppendText): void {
  if (typeof message.role === 'string') folded.role = message.role;
  if (message.content) folded.content = text(folded.content, message.content);
  if (message.thinking) folded.thinking = text(folded.thinking, message.thinking);
  if (message.tool_calls) (folded.tool_calls ??= []).push(...listOf(message.tool_calls));
}

function kindOf(text: unknown, thinking: unknown): OutputKind | undefined {
  if (text) return 'text';
  return thinking ? 'reasoning' : undefined;
}

/** The server has no codes: the status. A failure in the middle of a stream has the class of its error. */
function failure(error: unknown): FailureFacts | undefined {
  const { status_code: status, message } = error as { status_code?: unknown; message?: string };
  return typeof status === 'number' ? { type: String(status), message } : undefined;
}
