/** Messages, whole and streamed, and how many tokens they would have. */
import {
  operation,
  type AppendText,
  type Format,
  type Operation,
  type OutputKind,
  type TokenUsage,
} from '@spanwise/core/adapter';
import { gatewayFacts } from '@spanwise/instrumentation-openai';
import type {
  Block,
  Message,
  MessageBody,
  MessageEvent,
  Options,
  TokensCount,
  Usage,
} from './anthropic.ts';
import { contentParts, inputMessages, systemParts, toolDefinitions } from './content.ts';
import { finishWord } from './finish-word.ts';
import { method } from './method.ts';

/** More than any reply has: an index beyond is not believed. */
const MAX_BLOCKS = 512;
const MAX_CITATIONS = 128;

interface Call {
  readonly body: MessageBody;
  readonly options: Options | undefined;
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };
/** A block while it is streamed; the arguments of a tool call come as pieces of JSON. */
type FoldedBlock = Mutable<Block>;
type Folded = Mutable<Message> & { readonly content: FoldedBlock[] };

const callOf = ([body, options]: readonly unknown[]): Call => ({
  body: body ?? {},
  options: options as Options | undefined,
});

/** How messages, whole and streamed, read: Amazon Bedrock carries the same. */
export const messageFormat: Format<MessageBody, Message, MessageEvent> = {
  request: (body) => ({
    model: body.model,
    stream: body.stream,
    maxTokens: body.max_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    stopSequences: body.stop_sequences,
    reasoningLevel: body.output_config?.effort,
    serviceTier: body.service_tier,
    outputType: outputType(body),
  }),
  response: ({ id, model, stop_reason, usage }) => ({
    id,
    model,
    finishReasons: [finishWord(stop_reason)],
    usage: tokenUsage(usage),
    serviceTier: usage?.service_tier,
    priceVariant: priceVariant(usage),
  }),
  stream: {
    start: () => ({ content: [] }),
    add: (message, event, text) => addEvent(message as Folded, event, text),
  },
  input: (body) => ({
    system: systemParts(body.system),
    messages: inputMessages(body.messages),
    tools: toolDefinitions(body.tools),
  }),
  output: ({ role = 'assistant', content, stop_reason, stop_details }) => {
    const parts = contentParts(content);
    const explanation = stop_details?.explanation;
    if (explanation) parts.push({ type: 'refusal', content: explanation });
    if (parts.length === 0) return {};
    const reason = finishWord(stop_reason);
    return { messages: [{ role, parts, ...(reason && { finish_reason: reason }) }] };
  },
};

/** `client.messages.create`, which `.parse`, `.stream` and the tool runner call, and its betas. */
export const messages: readonly Operation<never, never, never>[] = [
  'messages.create',
  'beta.messages.create',
  'beta.promptCaching.messages.create',
].map((path) =>
  operation<Call, Message, MessageEvent>({
    name: 'chat',
    method: method(path),
    body: callOf,
    request: ({ body, options }) => ({
      ...messageFormat.request(body),
      conversationId: options?.openTelemetry?.conversationId,
    }),
    response: (message, { body }, http) => ({
      ...gatewayFacts(http, body.stream === true),
      ...messageFormat.response(message, body),
    }),
    stream: { ...messageFormat.stream, start: ({ body }) => messageFormat.stream.start(body) },
    input: ({ body }) => messageFormat.input(body),
    output: (message, { body }) => messageFormat.output(message, body),
  }),
);

/** `client.messages.countTokens`, and its beta: no model runs. */
export const countTokens: readonly Operation<never, never, never>[] = [
  'messages.countTokens',
  'beta.messages.countTokens',
].map((path) =>
  operation<MessageBody, TokensCount>({
    name: 'count_tokens',
    method: method(path),
    request: ({ model }) => ({ model }),
    response: ({ input_tokens }) => ({ countedInputTokens: input_tokens }),
  }),
);

/** Tokens that were read from a cache or written to it come beside the others; the total is all of them. */
export function tokenUsage(usage: Usage | null | undefined): TokenUsage | undefined {
  if (!usage) return undefined;
  const { input_tokens: input, cache_creation: written } = usage;
  const { cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite } = usage;
  return {
    inputTokens: typeof input === 'number' ? input + (cacheRead ?? 0) + (cacheWrite ?? 0) : input,
    outputTokens: usage.output_tokens,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite,
    cacheWrite5mInputTokens: written?.ephemeral_5m_input_tokens,
    cacheWrite1hInputTokens: written?.ephemeral_1h_input_tokens,
    reasoningOutputTokens: usage.output_tokens_details?.thinking_tokens,
    webSearches: usage.server_tool_use?.web_search_requests,
  };
}

function outputType({
  output_config: config,
  output_format: format,
}: MessageBody): 'json' | undefined {
  const type: unknown = (config?.format ?? format)?.type;
  return typeof type === 'string' && type.startsWith('json') ? 'json' : undefined;
}

/** Faster inference, and inference in one country, cost more (Anthropic's pricing, 2026-11). */
export function priceVariant(usage: Usage | null | undefined): string | undefined {
  const { speed, inference_geo: place } = usage ?? {};
  if (speed != null && speed !== 'standard') return speed;
  return place == null || place === 'global' || place === 'not_available' ? undefined : place;
}

function addEvent(
  message: Folded,
  event: MessageEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  switch (event?.type) {
    case 'content_block_delta':
      if (text) addDelta(message.content, event, text);
      return kindOf(event.delta?.type);
    case 'content_block_start':
      // A copy: helpers of the client go on to write into the block of the event.
      if (text && isIndex(event.index)) message.content[event.index] = { ...event.content_block };
      return undefined;
    case 'message_start':
      if (event.message) {
        const { id, model, role, stop_reason, usage } = event.message;
        Object.assign(message, { id, model, role, stop_reason });
        // The output's count is what it was by then; of a stream that is left there, nobody says the last.
        message.usage = usage && { ...usage, output_tokens: null };
      }
      return undefined;
    case 'message_delta':
      if (event.delta?.stop_reason != null) message.stop_reason = event.delta.stop_reason;
      if (text && event.delta?.stop_details) message.stop_details = event.delta.stop_details;
      message.usage = addUsage(message.usage, event.usage);
      return undefined;
    default:
      return undefined;
  }
}

/** Later counts are totals, in the place of earlier ones. What is not repeated stays. */
function addUsage(known: Usage | null | undefined, more: Usage | null | undefined): typeof known {
  if (!more) return known;
  const usage: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(more)) if (value != null) usage[name] = value;
  const total = more.cache_creation_input_tokens;
  // A split of another total than the last would price it wrongly.
  if (total != null && total !== known?.cache_creation_input_tokens && !more.cache_creation)
    delete usage['cache_creation'];
  return usage;
}

function isIndex(index: unknown): index is number {
  return Number.isSafeInteger(index) && (index as number) >= 0 && (index as number) < MAX_BLOCKS;
}

function kindOf(type: string | undefined): OutputKind | undefined {
  if (type === 'text_delta') return 'text';
  return type === 'thinking_delta' ? 'reasoning' : undefined;
}

/** Signatures are not kept. */
function addDelta(blocks: FoldedBlock[], event: MessageEvent, text: AppendText): void {
  const { index, delta } = event;
  const block = isIndex(index) ? blocks[index] : undefined;
  if (block === undefined || delta == null) return;
  switch (delta.type) {
    case 'text_delta':
      block.text = text(block.text, delta.text);
      break;
    case 'thinking_delta':
      block.thinking = text(block.thinking, delta.thinking);
      break;
    case 'input_json_delta':
      // It starts as an empty object.
      block.input =
        text(typeof block.input === 'string' ? block.input : undefined, delta.partial_json) ??
        block.input;
      break;
    case 'citations_delta': {
      const citations = (block.citations as readonly unknown[] | undefined) ?? [];
      if (citations.length < MAX_CITATIONS) block.citations = [...citations, delta.citation];
      break;
    }
    case 'compaction_delta':
      block.content = text(
        typeof block.content === 'string' ? block.content : undefined,
        delta.content,
      );
      break;
    default:
  }
}
