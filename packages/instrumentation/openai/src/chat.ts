/** Chat completions and their older form, text completions. */
import {
  type AppendText,
  listOf,
  operation,
  type Operation,
  type OutputKind,
  type ResponseFacts,
  textPart,
  type TokenUsage,
} from '@spanwise/core/adapter';
import { chatMessage, chatMessages, finishWord, toolDefinitions } from './messages.ts';
import { timedUsage } from './server-times.ts';
import { serverFacts } from './servers.ts';
import type {
  ChatBody,
  ChatChunk,
  ChatCompletion,
  ChatMessage,
  Completion,
  CompletionBody,
  CompletionUsage,
  ServerMarks,
  ToolCall,
} from './openai.ts';

/** More choices than any provider allows: an index beyond is not believed. */
const MAX_CHOICES = 128;
const MAX_TOOL_CALLS = 128;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type FoldedToolCall = Partial<Mutable<ToolCall>>;
interface Choice extends Mutable<ServerMarks> {
  message: {
    -readonly [K in Exclude<keyof ChatMessage, 'tool_calls'>]?: ChatMessage[K] | undefined;
  } & {
    tool_calls?: FoldedToolCall[];
  };
  finish_reason?: string | null | undefined;
}
type FoldedText = Mutable<ServerMarks> & {
  text?: string | undefined;
  finish_reason?: string | null;
};
interface UsageChoice {
  readonly finish_reason?: string | null;
  readonly delta?: object | null;
  readonly text?: string | null;
}
type Folded = Mutable<Omit<ChatCompletion, 'choices'>> & { choices: Choice[] };

/** `client.chat.completions.create`, which `.parse`, `.stream`, `.runTools` and `beta.chat.completions` call. */
export const chat: Operation<never, never, never> = operation<ChatBody, ChatCompletion, ChatChunk>({
  name: 'chat',
  method: 'chat.completions.create',
  request: (body) => ({
    ...sampling(body),
    apiType: 'chat_completions',
    reasoningLevel: body.reasoning_effort,
    serviceTier: body.service_tier,
    outputType: outputType(body.response_format?.type, body.modalities),
  }),
  response: (completion, body, http) => ({
    id: completion.id,
    model: completion.model,
    finishReasons: listOf(completion.choices).map((choice) => finishWord(choice.finish_reason)),
    usage: completionUsage(completion.usage) ?? timedUsage(completion.timings),
    ...serverFacts(completion, http, body.stream === true),
    ...chargedCost(completion.usage),
    serviceTier: completion.service_tier,
    systemFingerprint: completion.system_fingerprint,
  }),
  stream: {
    start: () => ({ choices: [] }),
    add: (completion, chunk, text) => addChunk(completion as Folded, chunk, text),
    includeUsage: {
      ask: (body) =>
        body.stream_options?.include_usage === undefined
          ? { ...body, stream_options: { ...body.stream_options, include_usage: true } }
          : undefined,
      isExtra: isUsageAlone,
    },
  },
  input: (body) => ({ messages: chatMessages(body.messages), tools: toolDefinitions(body.tools) }),
  output: (completion) => ({
    messages: listOf(completion.choices).flatMap((choice) =>
      choice.message ? [chatMessage(choice.message, choice.finish_reason)] : [],
    ),
  }),
});

/** `client.completions.create`. */
export const completions: Operation<never, never, never> = operation<
  CompletionBody,
  Completion,
  Completion
>({
  name: 'text_completion',
  method: 'completions.create',
  request: (body) => sampling(body),
  response: (completion, body, http) => ({
    id: completion.id,
    model: completion.model,
    finishReasons: listOf(completion.choices).map((choice) => finishWord(choice.finish_reason)),
    usage: completionUsage(completion.usage) ?? timedUsage(completion.timings),
    ...serverFacts(completion, http, body.stream === true),
    ...chargedCost(completion.usage),
    systemFingerprint: completion.system_fingerprint,
  }),
  stream: {
    start: () => ({ choices: [] }),
    add: (completion, chunk, text) => {
      const reply = completion as Mutable<Completion> & { choices: FoldedText[] };
      let kind: OutputKind | undefined;
      addHead(reply, chunk);
      for (const choice of listOf(chunk?.choices)) {
        const known = choiceAt<FoldedText>(reply.choices, choice.index, () => ({}));
        if (known === undefined) continue;
        addMarks(known, choice);
        if (choice.text) kind = 'text';
        if (text) known.text = text(known.text, choice.text);
        const reason = choice.finish_reason ?? chunk.finish_reason;
        if (reason != null) known.finish_reason = reason;
      }
      return kind;
    },
    includeUsage: {
      ask: (body) =>
        body.stream_options?.include_usage === undefined
          ? { ...body, stream_options: { ...body.stream_options, include_usage: true } }
          : undefined,
      isExtra: isUsageAlone,
    },
  },
  input: (body) => ({
    messages: [body.prompt]
      .flat()
      .filter((prompt) => typeof prompt === 'string')
      .map((prompt) => ({ role: 'user', parts: [textPart(prompt)] })),
  }),
  output: (completion) => ({
    messages: listOf(completion.choices).map((choice) => ({
      role: 'assistant',
      parts: [textPart(choice.text ?? '')],
      finish_reason: finishWord(choice.finish_reason) ?? undefined,
    })),
  }),
});

/** True for the chunk of a stream that is there for its usage: without a choice, or, from LiteLLM, with one that says nothing. */
function isUsageAlone(chunk: ChatChunk | Completion): boolean {
  return (
    chunk?.usage != null &&
    Array.isArray(chunk.choices) &&
    (chunk.choices as readonly UsageChoice[]).every(
      ({ finish_reason: reason, delta, text }) =>
        reason == null && !text && Object.keys(delta ?? {}).length === 0,
    )
  );
}

function sampling(body: Omit<ChatBody, 'messages'>): object {
  return {
    model: body.model,
    stream: body.stream,
    maxTokens: body.max_completion_tokens ?? body.max_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    choiceCount: body.n,
    seed: body.seed,
    stopSequences: body.stop,
    frequencyPenalty: body.frequency_penalty,
    presencePenalty: body.presence_penalty,
  };
}

/** The word of the conventions for what was asked for. */
export function outputType(
  format: string | undefined,
  modalities?: readonly string[] | null,
): 'text' | 'json' | 'speech' | undefined {
  if (format?.startsWith('json')) return 'json';
  if (modalities?.includes('audio')) return 'speech';
  return format === 'text' ? 'text' : undefined;
}

function completionUsage(usage: CompletionUsage | null | undefined): TokenUsage | undefined {
  if (!usage) return undefined;
  const { prompt_tokens_details: input, completion_tokens_details: output } = usage;
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    cacheReadInputTokens: input?.cached_tokens ?? usage.prompt_cache_hit_tokens,
    cacheWriteInputTokens: input?.cache_write_tokens,
    reasoningOutputTokens: output?.reasoning_tokens,
    modalities: {
      audio: { input: input?.audio_tokens ?? undefined, output: output?.audio_tokens ?? undefined },
    },
  };
}

/** OpenRouter's usage accounting (2026-11). With a key of one's own it is a fee beside what the upstream provider charges. */
function chargedCost(usage: CompletionUsage | null | undefined): Pick<ResponseFacts, 'cost'> {
  return typeof usage?.cost === 'number' && usage.is_byok !== true
    ? { cost: { amount: usage.cost, currency: 'USD', provider: 'openrouter' } }
    : {};
}

/** What every chunk repeats: the last word counts, and usage comes once, at the end. */
function addHead(
  reply: Mutable<Omit<ChatCompletion, 'choices'>>,
  chunk: ChatChunk | Completion,
): void {
  if (chunk?.id !== undefined) reply.id = chunk.id;
  if (chunk?.model !== undefined) reply.model = chunk.model;
  const usage = chunk?.usage ?? (chunk as ChatChunk)?.x_groq?.usage;
  if (usage != null) reply.usage = usage;
  if (chunk?.time_info != null) reply.time_info = chunk.time_info;
  if (chunk?.timings != null) reply.timings = chunk.timings;
  if (chunk?.system_fingerprint != null) reply.system_fingerprint = chunk.system_fingerprint;
}

function addChunk(
  reply: Folded,
  chunk: ChatChunk,
  text: AppendText | undefined,
): OutputKind | undefined {
  addHead(reply, chunk);
  if (chunk?.service_tier != null) reply.service_tier = chunk.service_tier;
  const choices = chunk?.choices;
  // A plain loop: this runs for every chunk, and a list of its own would cost more than all the rest.
  if (!Array.isArray(choices)) return undefined;
  let kind: OutputKind | undefined;
  for (const choice of choices as NonNullable<ChatChunk['choices']>) {
    const known = choice == null ? undefined : choiceAt(reply.choices, choice.index, createChoice);
    if (known === undefined) continue;
    addMarks(known, choice);
    if (choice.finish_reason != null) known.finish_reason = choice.finish_reason;
    const { delta } = choice;
    if (delta == null) continue;
    if (delta.content) kind = 'text';
    else if (delta.reasoning_content || delta.reasoning) kind ??= 'reasoning';
    // While content is off nothing is kept of what was said: the finish reason tells how it ended.
    if (text) addDelta(known.message, delta, text);
  }
  return kind;
}

function addMarks(known: Mutable<ServerMarks>, choice: ServerMarks): void {
  const { matched_stop: stop, avg_decoded_tokens_per_iter: average } = choice;
  if (stop !== undefined) known.matched_stop = stop;
  if (average !== undefined) known.avg_decoded_tokens_per_iter = average;
}

function createChoice(): Choice {
  return { message: { role: 'assistant' } };
}

type Delta = NonNullable<NonNullable<ChatChunk['choices']>[number]['delta']>;

function addDelta(message: Choice['message'], delta: Delta, text: AppendText): void {
  if (typeof delta.role === 'string') message.role = delta.role;
  if (delta.content != null)
    message.content = text(message.content as string | undefined, delta.content);
  if (delta.refusal != null) message.refusal = text(message.refusal, delta.refusal);
  const reasoning = delta.reasoning_content ?? delta.reasoning;
  if (reasoning != null) message.reasoning_content = text(message.reasoning_content, reasoning);
  for (const call of listOf(delta.tool_calls)) {
    const known = choiceAt<FoldedToolCall>(
      (message.tool_calls ??= []),
      call.index,
      () => ({}),
      MAX_TOOL_CALLS,
    );
    if (known === undefined) continue;
    if (call.id !== undefined) known.id = call.id;
    known.function = {
      name: call.function?.name ?? known.function?.name ?? '',
      arguments: text(known.function?.arguments, call.function?.arguments) ?? '',
    };
  }
}

function choiceAt<T>(
  list: T[],
  index: unknown,
  create: () => T,
  limit: number = MAX_CHOICES,
): T | undefined {
  const at = index ?? 0;
  if (!Number.isSafeInteger(at) || (at as number) < 0 || (at as number) >= limit) return undefined;
  while (list.length <= (at as number)) list.push(create());
  return list[at as number];
}
