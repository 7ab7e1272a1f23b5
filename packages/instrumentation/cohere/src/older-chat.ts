/** Chats of version 1 of the API, whole and streamed. */
import {
  listOf,
  operation,
  textPart,
  type Message,
  type Operation,
  type Part,
} from '@spanwise/core/adapter';
import type { OlderChatBody, OlderChatEvent, OlderChatReply, OlderMessage } from './cohere.ts';
import { finishWord } from './finish-word.ts';
import { method } from './method.ts';
import { sampling } from './sampling.ts';
import { tokenUsage } from './usage.ts';
import { streamWithin, whole, type Said } from './whole.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const ROLES: Readonly<Record<string, string>> = {
  USER: 'user',
  CHATBOT: 'assistant',
  SYSTEM: 'system',
  TOOL: 'tool',
};

const format: Said<OlderChatBody, OlderChatReply> = {
  name: 'chat',
  method: method('chat'),
  request: (body) => ({ ...sampling(body), conversationId: body.conversationId }),
  response: ({ responseId, generationId, finishReason, meta }) => ({
    id: responseId ?? generationId,
    finishReasons: [finishWord(finishReason)],
    usage: tokenUsage(meta),
  }),
  input: ({ preamble, chatHistory, message, toolResults, tools }) => ({
    system: preamble ? [textPart(preamble)] : [],
    messages: [...listOf(chatHistory), { role: 'USER', message }, { role: 'TOOL', toolResults }]
      .map((entry) => messageOf(entry))
      .filter(({ parts }) => parts.length > 0),
    tools: listOf(tools).map(({ name = '' }) => ({ type: 'function', name })),
  }),
  output: ({ text, toolCalls, finishReason }) => {
    const read = messageOf({ role: 'CHATBOT', message: text, toolCalls }, finishWord(finishReason));
    return { messages: read.parts.length > 0 ? [read] : [] };
  },
};

/** `client.chat` and `.chatStream`. */
export const olderChat: readonly Operation<never, never, never>[] = [
  whole(format),
  operation<OlderChatBody, OlderChatReply, OlderChatEvent>({
    ...format,
    method: method('chatStream'),
    request: (body) => ({ ...format.request(body), stream: true }),
    stream: {
      within: streamWithin,
      start: () => ({}),
      add: (reply, event, text) => {
        const folded = reply as Mutable<OlderChatReply>;
        switch (event?.eventType) {
          case 'stream-start':
            folded.generationId = event.generationId;
            return undefined;
          case 'text-generation':
            if (text) folded.text = text(folded.text, event.text);
            return event.text ? 'text' : undefined;
          case 'stream-end': {
            const { responseId, generationId, meta, toolCalls } = event.response ?? {};
            if (generationId !== undefined) folded.generationId = generationId;
            Object.assign(folded, { responseId, meta, finishReason: event.finishReason });
            if (text) folded.toolCalls = toolCalls;
            return undefined;
          }
          default:
            return undefined;
        }
      },
    },
  }),
];

/** A call of a tool has no id, and its results say again what was called. */
function messageOf(entry: OlderMessage, finishReason?: string): Message {
  const { role = '', message, toolCalls, toolResults } = entry;
  const parts: Part[] = message ? [textPart(message)] : [];
  for (const { name = '', parameters } of listOf(toolCalls))
    parts.push({ type: 'tool_call', name, arguments: parameters });
  for (const response of listOf(toolResults)) parts.push({ type: 'tool_call_response', response });
  return {
    role: ROLES[role] ?? role,
    parts,
    ...(finishReason !== undefined && { finish_reason: finishReason }),
  };
}
