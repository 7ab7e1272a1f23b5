/** What the SDK does around the calls of models: agents, tools, embeddings, reranking, speech. */
import {
  asObject,
  listOf,
  operation,
  textPart,
  type Message,
  type Operation,
} from '@spanwise/core/adapter';
import type {
  AgentReply,
  EmbedReply,
  MediaReply,
  RerankReply,
  TimedToolOutput,
  Told,
  ToolOutput,
  TranscribeReply,
} from './ai.ts';
import { told } from './channel.ts';
import { readFailure } from './failure.ts';
import { finishWord } from './finish-word.ts';
import { messagesOf, systemOf, toolsOf } from './messages.ts';
import { settingsOf } from './model-call.ts';

const TEXT = ['generateText', 'streamText'];
const OBJECT = ['generateObject', 'streamObject'];

/** `generateText` and its like: steps of a model and of tools, until one is the last. */
const agents = [...TEXT, ...OBJECT].map((type) =>
  operation<Told, AgentReply>({
    name: 'invoke_agent',
    ...told(type),
    // Of 7 only what is asked of the model is seen: `objects.ts`.
    versions: OBJECT.includes(type) ? '>=5 <7' : undefined,
    request: ({ event }) => ({
      ...settingsOf(event),
      agentName: event?.functionId,
      ...(OBJECT.includes(type) && { outputType: 'json' as const }),
    }),
    response: ({ finishReason }) => ({ finishReasons: [finishWord(finishReason)] }),
    input: ({ event }) => ({
      system: systemOf(event?.instructions),
      messages: messagesOf(event?.messages),
      tools: toolsOf(event?.tools),
    }),
    output: ({ text, object }) => ({
      messages: said(text ?? (object === undefined ? undefined : JSON.stringify(object))),
    }),
  }),
);

/** A tool of the application's. That it threw is what the model is told. */
const tool = operation<Told, ToolOutput | TimedToolOutput>({
  name: 'execute_tool',
  ...told('executeTool'),
  request: ({ event }) => ({
    toolName: event?.toolCall?.toolName,
    toolCallId: event?.toolCall?.toolCallId,
    toolType: 'function',
  }),
  response: (reply) => {
    const { type, error } = outputOf(reply);
    if (type !== 'tool-error') return {};
    const { name, message, constructor } = (error ?? {}) as Partial<Error>;
    return {
      failure: readFailure(error) ?? {
        type: name && name !== 'Error' ? name : (constructor?.name ?? '_OTHER'),
        message,
      },
    };
  },
  input: ({ event }) => ({ toolArguments: asObject(event?.toolCall?.input) }),
  output: (reply) => {
    const { output } = outputOf(reply);
    return { toolResult: output === undefined ? undefined : asObject(output) };
  },
});

const embeddings = ['embed', 'embedMany'].map((type) =>
  operation<Told, EmbedReply>({
    name: 'embeddings',
    ...told(type),
    request: ({ event }) => ({ model: event?.modelId, dimensionCount: event?.dimensions }),
    response: ({ embedding, embeddings: all, usage }) => ({
      dimensionCount: (embedding ?? all?.[0])?.length,
      usage: Number.isFinite(usage?.tokens) ? { inputTokens: usage?.tokens } : undefined,
    }),
  }),
);

const rerank = operation<Told, RerankReply>({
  name: 'rerank',
  ...told('rerank'),
  versions: '>=6',
  request: ({ event }) => ({
    model: event?.modelId,
    retrievalTopK: event?.topN,
    // None are told where a call keeps its content to itself.
    documentCount: event?.documents?.length || undefined,
  }),
  response: () => ({}),
  input: ({ event }) => ({ query: event?.query }),
  output: ({ ranking }) => ({
    documents: listOf(ranking).map(({ originalIndex, score, document }) => ({
      id: String(originalIndex),
      score,
      content: document,
    })),
  }),
});

const speech = operation<Told>({
  name: 'generate_content',
  ...told('generateSpeech'),
  versions: '>=7',
  request: ({ event }) => ({ model: event?.modelId, outputType: 'speech' }),
  response: () => ({}),
  input: ({ event }) => ({
    messages: event?.text ? [{ role: 'user', parts: [textPart(event.text)] }] : undefined,
  }),
});

const pictures = ['generateImage', 'generateVideo'].map((type) =>
  operation<Told, MediaReply>({
    name: 'generate_content',
    ...told(type),
    // No channel tells of them: `media.ts`.
    versions: type === 'generateVideo' ? '>=7' : undefined,
    request: ({ event }) => ({
      model: event?.modelId,
      choiceCount: event?.n,
      seed: event?.seed,
      ...(type === 'generateImage' && { outputType: 'image' as const }),
    }),
    response: ({ images, usage }) => ({
      imageCount: Array.isArray(images) ? images.length : undefined,
      usage: usage && { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    }),
    input: ({ event }) => ({
      messages: event?.text ? [{ role: 'user', parts: [textPart(event.text)] }] : undefined,
    }),
  }),
);

const transcriptions = ['transcribe', 'streamTranscribe'].map((type) =>
  operation<Told, TranscribeReply>({
    name: 'generate_content',
    ...told(type),
    versions: '>=7',
    request: ({ event }) => ({ model: event?.modelId, outputType: 'text' }),
    response: ({ durationInSeconds }) => ({ audioSeconds: durationInSeconds }),
    output: ({ text }) => ({ messages: said(text) }),
  }),
);

/** All of them. */
export const around: readonly Operation<never, never, never>[] = [
  ...agents,
  tool,
  ...embeddings,
  rerank,
  speech,
  ...pictures,
  ...transcriptions,
];

function outputOf(reply: ToolOutput | TimedToolOutput): ToolOutput {
  const timed = reply as TimedToolOutput;
  return (timed.toolExecutionMs === undefined ? reply : timed.output) ?? {};
}

function said(text: string | undefined): Message[] | undefined {
  return text ? [{ role: 'assistant', parts: [textPart(text)] }] : undefined;
}
