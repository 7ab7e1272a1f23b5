/** Chats of version 2 of the API, whole and streamed. */
import {
  listOf,
  mediaPart,
  operation,
  textPart,
  toolArguments,
  type AppendText,
  type Message,
  type Operation,
  type OutputKind,
  type Part,
} from '@spanwise/core/adapter';
import type { ChatBody, ChatEvent, ChatMessage, ChatReply, Content, ToolCall } from './cohere.ts';
import { finishWord } from './finish-word.ts';
import { method } from './method.ts';
import { sampling } from './sampling.ts';
import { tokenUsage } from './usage.ts';
import { streamWithin, whole, type Said } from './whole.ts';

/** More than any reply has: an index beyond is not believed. */
const MAX_PARTS = 512;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Folded extends Mutable<Omit<ChatReply, 'message'>> {
  readonly message: Mutable<ChatMessage> & {
    readonly content: Mutable<Content>[];
    readonly toolCalls: Mutable<ToolCall>[];
  };
}

const format: Said<ChatBody, ChatReply> = {
  name: 'chat',
  method: method('v2.chat'),
  request: sampling,
  response: ({ id, finishReason, usage }) => ({
    id,
    finishReasons: [finishWord(finishReason)],
    usage: tokenUsage(usage),
  }),
  input: ({ messages, tools }) => ({
    messages: listOf(messages).map((message) => messageOf(message)),
    tools: listOf(tools).map((tool) => ({ type: 'function', name: tool.function?.name ?? '' })),
  }),
  output: ({ message, finishReason }) => {
    const read = message && messageOf(message, finishWord(finishReason));
    return { messages: read && read.parts.length > 0 ? [read] : [] };
  },
};

/** `client.v2.chat` and `.chatStream`, which the client for version 2 calls. */
export const chat: readonly Operation<never, never, never>[] = [
  whole(format),
  operation<ChatBody, ChatReply, ChatEvent>({
    ...format,
    method: method('v2.chatStream'),
    request: (body) => ({ ...sampling(body), stream: true }),
    stream: {
      within: streamWithin,
      start: () => ({ message: { content: [], toolCalls: [] } }),
      add: (reply, event, text) => addEvent(reply as Folded, event, text),
    },
  }),
];

function messageOf(message: ChatMessage, finishReason?: string): Message {
  const { role = 'assistant', content, toolPlan, toolCalls, toolCallId } = message;
  const parts: Part[] = [];
  if (toolPlan) parts.push({ type: 'reasoning', content: toolPlan });
  if (role === 'tool')
    parts.push({ type: 'tool_call_response', id: toolCallId, response: content });
  else if (typeof content === 'string') parts.push(textPart(content));
  else parts.push(...listOf(content).map((part) => partOf(part)));
  for (const { id, function: called } of listOf(toolCalls))
    parts.push({
      type: 'tool_call',
      id,
      name: called?.name ?? '',
      arguments: toolArguments(called?.arguments),
    });
  return { role, parts, ...(finishReason !== undefined && { finish_reason: finishReason }) };
}

function partOf({ type = 'text', text, thinking, imageUrl, ...rest }: Content): Part {
  if (imageUrl?.url !== undefined) return mediaPart('image', imageUrl.url);
  if (thinking !== undefined) return { type: 'reasoning', content: thinking };
  return type === 'text' ? textPart(text ?? '') : { ...rest, type: `generic:${type}` };
}

function addEvent(
  reply: Folded,
  event: ChatEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const { type, delta } = event ?? {};
  const { message } = reply;
  switch (type) {
    case 'message-start':
      reply.id = event.id;
      message.role = delta?.message?.role;
      return undefined;
    case 'content-start':
    case 'content-delta': {
      const { text: more, thinking } = (delta?.message?.content ?? {}) as Content;
      const part = text && at(message.content, event.index);
      if (part && text) {
        if (more) part.text = text(part.text, more);
        if (thinking) part.thinking = text(part.thinking, thinking);
      }
      return more ? 'text' : thinking ? 'reasoning' : undefined;
    }
    case 'tool-plan-delta':
      if (text) message.toolPlan = text(message.toolPlan, delta?.message?.toolPlan);
      return 'reasoning';
    case 'tool-call-start':
    case 'tool-call-delta': {
      const call = text && at(message.toolCalls, event.index);
      if (call && text) {
        const { id, function: called } = (delta?.message?.toolCalls ?? {}) as ToolCall;
        call.id = id ?? call.id;
        call.function = {
          name: called?.name ?? call.function?.name,
          arguments: text(call.function?.arguments, called?.arguments),
        };
      }
      return undefined;
    }
    case 'message-end':
      if (event.id !== undefined) reply.id = event.id;
      reply.finishReason = delta?.finishReason;
      reply.usage = delta?.usage;
      return undefined;
    default:
      return undefined;
  }
}

function at<T extends object>(
  list: Mutable<T>[],
  index: unknown = 0,
): Mutable<Partial<T>> | undefined {
  if (!Number.isSafeInteger(index)) return undefined;
  const place = index as number;
  return place < 0 || place >= MAX_PARTS ? undefined : (list[place] ??= {} as T);
}
