/** The Converse API, whole and streamed. The Nova models have the same shapes in the bodies of an `InvokeModel`. */
import {
  listOf,
  type AppendText,
  type Format,
  type Operation,
  type OutputKind,
  type RequestFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import type {
  BlockDelta,
  ContentBlock,
  ConverseEvent,
  ConverseInput,
  ConverseMetadata,
  ConverseOutput,
  Usage,
} from './bedrock.ts';
import { commandOperation } from './command.ts';
import { contentParts, inputMessages, systemParts, toolDefinitions } from './content.ts';
import { finishWord } from './finish-word.ts';
import { modelFacts } from './model-facts.ts';

/** More than any reply has: an index beyond is not believed. */
const MAX_BLOCKS = 512;
const MAX_CITATIONS = 128;

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };
type FoldedBlock = Mutable<ContentBlock>;
interface Folded extends Mutable<ConverseMetadata> {
  readonly output: { readonly message: { role?: string | undefined; content: FoldedBlock[] } };
  stopReason?: string | undefined;
}

/** What a model's own words say that the API has no word for. */
interface ModelFields {
  readonly top_k?: number;
  readonly inferenceConfig?: { readonly topK?: number };
  readonly reasoning_effort?: string;
  readonly reasoningConfig?: { readonly maxReasoningEffort?: string };
  readonly output_config?: { readonly effort?: string };
}

/** How requests, replies and events of the Converse API read. */
export const converseFormat: Format<ConverseInput, ConverseOutput, ConverseEvent> = {
  request: (input) => ({ ...samplingFacts(input), ...modelFacts(input.modelId) }),
  response: ({ stopReason, usage, trace, serviceTier, performanceConfig }) => ({
    model: trace?.promptRouter?.invokedModelId,
    finishReasons: [finishWord(stopReason)],
    usage: tokenUsage(usage),
    serviceTier: serviceTier?.type,
    priceVariant: performanceConfig?.latency === 'optimized' ? 'optimized' : undefined,
  }),
  stream: {
    start: () => ({ output: { message: { content: [] } } }),
    add: (reply, event, text) => addEvent(reply as Folded, event, text),
  },
  input: ({ system, messages, toolConfig }) => ({
    system: systemParts(system),
    messages: inputMessages(messages),
    tools: toolDefinitions(toolConfig?.tools),
  }),
  output: ({ output, stopReason }) => {
    const { role = 'assistant', content } = output?.message ?? {};
    const parts = contentParts(content);
    if (parts.length === 0) return {};
    const reason = finishWord(stopReason);
    return { messages: [{ role, parts, ...(reason && { finish_reason: reason }) }] };
  },
};

/** `ConverseCommand` and `ConverseStreamCommand`. */
export const converse: readonly Operation<never, never, never>[] = [
  commandOperation<ConverseInput, ConverseOutput>('BedrockRuntimeClient', 'Converse', {
    ...converseFormat,
    name: 'chat',
    stream: undefined,
  }),
  commandOperation<ConverseInput, ConverseOutput, ConverseEvent>(
    'BedrockRuntimeClient',
    'ConverseStream',
    {
      ...converseFormat,
      name: 'chat',
      request: (input) => ({ ...converseFormat.request(input), stream: true }),
      stream: {
        ...converseFormat.stream,
        within: (result) => (result as { stream?: unknown } | undefined)?.stream,
      },
    },
  ),
];

function samplingFacts(input: ConverseInput): RequestFacts {
  const { inferenceConfig: sampling, outputConfig, guardrailConfig, serviceTier } = input;
  const own = (input.additionalModelRequestFields ?? input) as ModelFields;
  return {
    maxTokens: sampling?.maxTokens,
    temperature: sampling?.temperature,
    topP: sampling?.topP,
    topK: own.top_k ?? own.inferenceConfig?.topK,
    stopSequences: sampling?.stopSequences,
    reasoningLevel:
      outputConfig?.effort ??
      own.output_config?.effort ??
      own.reasoning_effort ??
      own.reasoningConfig?.maxReasoningEffort,
    outputType: outputConfig?.textFormat?.type?.startsWith('json') ? 'json' : undefined,
    guardrailId: guardrailConfig?.guardrailIdentifier,
    serviceTier: serviceTier?.type,
  };
}

/** Tokens that were read from a cache or written to it come beside the others; the total is all of them. */
export function tokenUsage(usage: Usage | null | undefined): TokenUsage | undefined {
  if (!usage) return undefined;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const written = (ttl: string): number | undefined =>
    listOf(usage.cacheDetails).find((detail) => detail.ttl === ttl)?.inputTokens;
  return {
    inputTokens:
      typeof inputTokens === 'number'
        ? inputTokens + (cacheReadInputTokens ?? 0) + (cacheWriteInputTokens ?? 0)
        : inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWrite5mInputTokens: written('5m'),
    cacheWrite1hInputTokens: written('1h'),
  };
}

function addEvent(
  reply: Folded,
  event: ConverseEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const { contentBlockDelta, contentBlockStart, messageStart, messageStop, metadata } = event ?? {};
  const { message } = reply.output;
  if (contentBlockDelta) {
    const { contentBlockIndex, delta } = contentBlockDelta;
    if (delta == null) return undefined;
    if (text) addDelta(message.content, contentBlockIndex, delta, text);
    return delta.text ? 'text' : delta.reasoningContent?.text ? 'reasoning' : undefined;
  }
  if (contentBlockStart) {
    const { contentBlockIndex: index, start } = contentBlockStart;
    // Copies: what is added to them is not to be seen in the event.
    if (text && isIndex(index) && start?.toolUse)
      message.content[index] = { toolUse: { ...start.toolUse } };
    else if (text && isIndex(index) && start?.toolResult)
      message.content[index] = { toolResult: { ...start.toolResult, content: [] } };
  } else if (messageStart) message.role = messageStart.role;
  else if (messageStop) reply.stopReason = messageStop.stopReason;
  else if (metadata) Object.assign(reply, metadata);
  return undefined;
}

function isIndex(index: unknown): index is number {
  return Number.isSafeInteger(index) && (index as number) >= 0 && (index as number) < MAX_BLOCKS;
}

/** Only a tool's use is announced: other blocks begin with their first piece. */
function addDelta(
  blocks: FoldedBlock[],
  index: number | undefined,
  delta: BlockDelta,
  text: AppendText,
): void {
  if (!isIndex(index)) return;
  const block = (blocks[index] ??= {});
  const { toolUse, toolResult, reasoningContent, citation } = delta;
  if (typeof delta.text === 'string') block.text = text(block.text, delta.text);
  else if (toolUse) {
    const { input } = block.toolUse ?? {};
    block.toolUse = {
      ...block.toolUse,
      input: text(typeof input === 'string' ? input : undefined, toolUse.input),
    };
  } else if (toolResult) {
    const known = listOf(block.toolResult?.content);
    if (known.length < MAX_BLOCKS)
      block.toolResult = { ...block.toolResult, content: [...known, ...listOf(toolResult)] };
  } else if (reasoningContent) {
    const { reasoningText } = block.reasoningContent ?? {};
    const joined = text(reasoningText?.text, reasoningContent.text);
    // What is encrypted has no text.
    block.reasoningContent = joined === undefined ? {} : { reasoningText: { text: joined } };
  } else if (citation !== undefined) {
    const known = listOf(block.citations);
    if (known.length < MAX_CITATIONS) block.citations = [...known, citation];
  }
}
