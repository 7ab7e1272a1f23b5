/** Chat completions of models and of agents, and texts between two others, whole and streamed. */
import {
  listOf,
  operation,
  textPart,
  type AppendText,
  type Operation,
  type OutputKind,
  type RequestFacts,
} from '@spanwise/core/adapter';
import { finishWord, messageOf, toolDefinitions } from './content.ts';
import type {
  ChatBody,
  ChatCompletion,
  ChatEvent,
  ChatMessage,
  ContentChunk,
  FimBody,
  ToolCall,
  Usage,
} from './mistral.ts';
import { method } from './method.ts';
import { tokenUsage } from './usage.ts';

/** More than the provider allows: an index beyond is not believed. */
const MAX_CHOICES = 128;
const MAX_TOOL_CALLS = 128;
const MAX_CHUNKS = 512;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type FoldedContent = Mutable<ContentChunk>[];
interface FoldedChoice {
  readonly message: Mutable<ChatMessage> & {
    readonly content: FoldedContent;
    readonly toolCalls: Mutable<ToolCall>[];
  };
  finishReason?: string | null | undefined;
}
interface Folded {
  id?: string | undefined;
  model?: string | undefined;
  usage?: Usage | undefined;
  readonly choices: FoldedChoice[];
}
type Chat = Operation<ChatBody, ChatCompletion, ChatEvent>;

const format: Pick<Chat, 'request' | 'response' | 'input' | 'output'> = {
  request: (body) => ({
    model: body.model,
    agentId: body.agentId,
    maxTokens: body.maxTokens,
    temperature: body.temperature,
    topP: body.topP,
    stopSequences: body.stop,
    seed: body.randomSeed,
    presencePenalty: body.presencePenalty,
    frequencyPenalty: body.frequencyPenalty,
    choiceCount: body.n,
    reasoningLevel: body.reasoningEffort,
    serviceTier: body.serviceTier,
    outputType: outputType(body.responseFormat),
  }),
  response: ({ id, model, choices, usage }) => ({
    id,
    model,
    finishReasons: listOf(choices).map(({ finishReason }) => finishWord(finishReason)),
    usage: tokenUsage(usage),
    audioSeconds: usage?.promptAudioSeconds as number | undefined,
    serviceTier: usage?.serviceTier as string | undefined,
  }),
  input: ({ messages, tools }) => ({
    messages: listOf(messages).map((message) => messageOf(message)),
    tools: toolDefinitions(tools),
  }),
  output: ({ choices }) => ({
    messages: listOf(choices)
      .flatMap(({ message, finishReason }) => (message ? [messageOf(message, finishReason)] : []))
      .filter(({ parts }) => parts.length > 0),
  }),
};
const streamed: Pick<Chat, 'request' | 'stream'> = {
  request: (body) => ({ ...format.request(body), stream: true }),
  stream: {
    start: () => ({ choices: [] }),
    add: (reply, event, text) => addEvent(reply as Folded, event, text),
  },
};
const filled: Pick<Operation<FimBody>, 'input'> = {
  input: ({ prompt, suffix }) => ({
    messages: [
      {
        role: 'user',
        parts: [prompt, suffix].filter((given) => typeof given === 'string').map(textPart),
      },
    ],
  }),
};

const agent: Pick<Chat, 'name' | 'row'> = { name: 'invoke_agent', row: 'invoke_agent_client' };
const parsed: Pick<Chat, 'name' | 'versions'> = { name: 'chat', versions: '>=1.5 <3' };

/** All of them: each method of the client makes its request by itself. */
export const chat: readonly Operation<never, never, never>[] = [
  operation({ ...format, name: 'chat', method: method('chat.complete') }),
  operation({ ...format, ...streamed, name: 'chat', method: method('chat.stream') }),
  operation({ ...format, ...parsed, method: method('chat.parse') }),
  operation({ ...format, ...streamed, ...parsed, method: method('chat.parseStream') }),
  operation({ ...format, ...agent, method: method('agents.complete') }),
  operation({ ...format, ...streamed, ...agent, method: method('agents.stream') }),
  operation({ ...format, ...filled, name: 'text_completion', method: method('fim.complete') }),
  operation({
    ...format,
    ...streamed,
    ...filled,
    name: 'text_completion',
    method: method('fim.stream'),
  }),
];

/** A format without a type is a schema of Zod. */
function outputType(asked: object | undefined): RequestFacts['outputType'] {
  if (asked === undefined) return undefined;
  const { type } = asked as { readonly type?: unknown };
  return type === 'text' ? 'text' : 'json';
}

function addEvent(
  reply: Folded,
  event: ChatEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const { id, model, usage, choices } = event?.data ?? {};
  if (id !== undefined) reply.id = id;
  if (model !== undefined) reply.model = model;
  // It comes once, at the end.
  if (usage != null) reply.usage = usage;
  if (!Array.isArray(choices)) return undefined;
  let kind: OutputKind | undefined;
  for (const choice of choices) {
    const known = choice == null ? undefined : choiceAt(reply.choices, choice.index);
    if (known === undefined) continue;
    if (choice.finishReason != null) known.finishReason = choice.finishReason;
    const { delta } = choice;
    if (delta == null) continue;
    kind = kindOf(delta.content) ?? kind;
    if (text) addDelta(known.message, delta, text);
  }
  return kind;
}

function choiceAt(list: FoldedChoice[], index: unknown = 0): FoldedChoice | undefined {
  if (!Number.isSafeInteger(index)) return undefined;
  const at = index as number;
  if (at < 0 || at >= MAX_CHOICES) return undefined;
  while (list.length <= at)
    list.push({ message: { role: 'assistant', content: [], toolCalls: [] } });
  return list[at];
}

function kindOf(content: ChatMessage['content']): OutputKind | undefined {
  if (typeof content === 'string') return content === '' ? undefined : 'text';
  if (!Array.isArray(content)) return undefined;
  const chunks = content as readonly (ContentChunk | null)[];
  if (chunks.some((chunk) => chunk?.text)) return 'text';
  return chunks.some((chunk) => chunk?.thinking) ? 'reasoning' : undefined;
}

function addDelta(message: FoldedChoice['message'], delta: ChatMessage, text: AppendText): void {
  if (typeof delta.role === 'string') message.role = delta.role;
  const { content } = delta;
  if (typeof content === 'string') addText(message.content, 'text', content, text);
  else for (const chunk of listOf(content)) addChunk(message.content, chunk, text);
  for (const { id, index = 0, function: called } of listOf(delta.toolCalls)) {
    if (!Number.isSafeInteger(index) || index < 0 || index >= MAX_TOOL_CALLS) continue;
    const known: Mutable<ToolCall> = (message.toolCalls[index] ??= {});
    if (id !== undefined && id !== 'null') known.id = id;
    const { name, arguments: given } = called ?? {};
    const before = known.function;
    known.function = {
      name: name || before?.name,
      arguments:
        typeof given === 'string' ? text(before?.arguments as string | undefined, given) : given,
    };
  }
}

function addChunk(known: FoldedContent, chunk: ContentChunk, text: AppendText): void {
  const { type = 'text', thinking } = chunk;
  if (type === 'text') addText(known, 'text', chunk.text ?? '', text);
  else if (Array.isArray(thinking))
    for (const thought of listOf(thinking as readonly ContentChunk[]))
      addText(known, 'thinking', thought.text ?? '', text);
  else if (known.length < MAX_CHUNKS) known.push(chunk);
}

/** Texts of one kind that follow each other are one. */
function addText(
  known: FoldedContent,
  type: 'text' | 'thinking',
  more: string,
  text: AppendText,
): void {
  if (more === '') return;
  const last = known.at(-1);
  const isSame = last?.type === type;
  if (!isSame && known.length >= MAX_CHUNKS) return;
  const before = isSame ? (type === 'text' ? last.text : last.thinking?.[0]?.text) : undefined;
  const joined = text(before, more);
  const chunk = type === 'text' ? { type, text: joined } : { type, thinking: [{ text: joined }] };
  if (isSame) known[known.length - 1] = chunk;
  else known.push(chunk);
}
