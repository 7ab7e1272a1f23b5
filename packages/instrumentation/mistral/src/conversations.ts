/** Conversations, with an agent or with a model, whole and streamed: what they run is an agent of the provider's. */
import {
  listOf,
  operation,
  textPart,
  toolArguments,
  type AppendText,
  type Message,
  type Operation,
  type OutputKind,
  type Part,
  type TokenUsage,
} from '@spanwise/core/adapter';
import { contentParts, toolDefinitions } from './content.ts';
import type {
  Conversation,
  ConversationBody,
  ConversationEvent,
  ConversationUsage,
  Entry,
} from './mistral.ts';
import { method } from './method.ts';

/** More than any reply has: an index beyond is not believed. */
const MAX_ENTRIES = 512;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Folded extends Mutable<Omit<Conversation, 'outputs'>> {
  readonly outputs: Mutable<Entry>[];
}
type Said = Omit<Operation<ConversationBody, Conversation, ConversationEvent>, 'method'>;

const format: Said = {
  name: 'invoke_agent',
  row: 'invoke_agent_client',
  versions: '>=1.7.1 <3',
  // What continues a conversation stands beside its id, under a name by method.
  body: ([given]) => {
    const { conversationId, ...rest } = (given ?? {}) as ConversationBody;
    const named = Object.entries(rest).find(([name]) => /^conversation\w+Request$/.test(name));
    return { ...((named?.[1] ?? rest) as ConversationBody), conversationId };
  },
  request: ({ model, agentId, conversationId, completionArgs }) => ({
    model,
    agentId,
    conversationId,
    maxTokens: completionArgs?.maxTokens,
    temperature: completionArgs?.temperature,
    topP: completionArgs?.topP,
    stopSequences: completionArgs?.stop,
    seed: completionArgs?.randomSeed,
    presencePenalty: completionArgs?.presencePenalty,
    frequencyPenalty: completionArgs?.frequencyPenalty,
  }),
  response: ({ conversationId, usage, failure }) => ({
    conversationId,
    usage: usageOf(usage),
    failure,
  }),
  input: ({ instructions, inputs, tools }) => ({
    system: instructions ? [textPart(instructions)] : [],
    messages:
      typeof inputs === 'string'
        ? [{ role: 'user', parts: [textPart(inputs)] }]
        : listOf(inputs).map((entry) => messageOf(entry)),
    tools: toolDefinitions(tools),
  }),
  output: ({ outputs }) => {
    const parts = listOf(outputs).flatMap((entry) => partsOf(entry));
    return { messages: parts.length > 0 ? [{ role: 'assistant', parts }] : [] };
  },
};

/** `client.beta.conversations`: those that run a model. */
export const conversations: readonly Operation<never, never, never>[] = [
  'start',
  'append',
  'restart',
].flatMap((name) => [
  operation({ ...format, method: method(`beta.conversations.${name}`) }),
  operation<ConversationBody, Conversation, ConversationEvent>({
    ...format,
    method: method(`beta.conversations.${name}Stream`),
    request: (body) => ({ ...format.request(body), stream: true }),
    stream: {
      start: () => ({ outputs: [] }),
      add: (reply, event, text) => addEvent(reply as Folded, event, text),
    },
  }),
]);

/** What connectors gave to the model comes beside the prompt; the total holds it. */
function usageOf(usage: ConversationUsage | undefined): TokenUsage | undefined {
  if (!usage || usage.totalTokens === 0) return undefined;
  const { promptTokens: prompt, completionTokens, connectorTokens } = usage;
  return {
    inputTokens: typeof prompt === 'number' ? prompt + (connectorTokens ?? 0) : prompt,
    outputTokens: completionTokens,
  };
}

function messageOf(entry: Entry): Message {
  const isResult = entry.type === 'function.result';
  return { role: isResult ? 'tool' : (entry.role ?? 'assistant'), parts: partsOf(entry) };
}

function partsOf({ type, toolCallId: id, content, result, ...entry }: Entry): Part[] {
  const { name = '', arguments: given } = entry;
  switch (type) {
    case 'function.call':
      return [{ type: 'tool_call', id, name, arguments: toolArguments(given) }];
    case 'function.result':
      return [{ type: 'tool_call_response', id, response: result }];
    case 'tool.execution':
      return [
        { type: 'server_tool_call', name, server_tool_call: { type: name, arguments: given } },
      ];
    case 'agent.handoff':
      return [];
    default:
      return contentParts(content);
  }
}

function addEvent(
  reply: Folded,
  event: ConversationEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const { data } = event ?? {};
  switch (data?.type) {
    case 'conversation.response.started':
      reply.conversationId = data.conversationId;
      return undefined;
    case 'conversation.response.done':
      reply.usage = data.usage;
      return undefined;
    case 'conversation.response.error':
      reply.failure = { type: String(data.code), message: data.message };
      return undefined;
    case 'message.output.delta': {
      const { content } = data;
      const more = typeof content === 'string' ? content : content?.text;
      const entry = text && entryAt(reply, data.outputIndex);
      if (entry && text) {
        entry.type = 'message.output';
        entry.content = text(entry.content as string | undefined, more);
      }
      return more ? 'text' : undefined;
    }
    case 'function.call.delta': {
      const entry = text && entryAt(reply, data.outputIndex);
      if (entry && text) {
        entry.type = 'function.call';
        entry.name = data.name ?? entry.name;
        entry.toolCallId = data.toolCallId ?? entry.toolCallId;
        entry.arguments = text(entry.arguments as string | undefined, data.arguments);
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function entryAt({ outputs }: Folded, index: unknown = 0): Mutable<Entry> | undefined {
  if (!Number.isSafeInteger(index)) return undefined;
  const at = index as number;
  return at < 0 || at >= MAX_ENTRIES ? undefined : (outputs[at] ??= {});
}
