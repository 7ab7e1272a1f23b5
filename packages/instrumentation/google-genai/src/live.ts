/** How what is said in a live session reads (Google's reference of the Live API and the client's types, 2026-11). */
import {
  type AppendText,
  listOf,
  type Message,
  operation,
  type OutputKind,
  type Part,
  type ResponseFacts,
  textPart,
} from '@spanwise/core/adapter';
import type { SessionFormat, SessionStep, Turn } from '@spanwise/session';
import { inputMessages, messageOf, systemParts, toolDefinitions } from './content.ts';
import { finishWord } from './finish-word.ts';
import type { FunctionPart } from './genai.ts';
import { generated } from './generate.ts';
import type { LiveEvent, LiveServerMessage, LiveSetup, LiveUsage } from './live-events.ts';
import { modelName } from './model-name.ts';
import { tokenUsage } from './usage.ts';

/** A session has one turn at a time, and no name for it. */
const TURN = 'turn';
/** More functions than a turn calls. */
const MAX_CALLS = 128;

type LiveTurn = Turn<LiveSetup, LiveEvent>;
interface Folded {
  text?: string | undefined;
  thoughts?: string | undefined;
  usage?: LiveUsage | undefined;
  reason?: string | undefined;
  isInterrupted?: boolean;
  isComplete?: boolean;
  /** True while nothing came after the calls. */
  endsInCalls?: boolean;
  readonly calls: FunctionPart[];
}
/** A piece of what the user says: the pieces of one sentence come one after the other. */
interface Heard extends Message {
  readonly isHeard: true;
}

/** How the sessions of `ai.live.connect` read, of the Gemini API and of Vertex AI. */
export const live: SessionFormat<LiveSetup, LiveEvent> = {
  request: ({ model }) => ({ model: modelName(model) }),
  turn: operation<LiveTurn, Folded, LiveServerMessage>({
    name: 'generate_content',
    method: 'live.connect',
    request: ({ session }) => generated.request(session as Parameters<typeof generated.request>[0]),
    response: responseFacts,
    stream: { start: () => ({ calls: [] }), add: addMessage },
    output: (reply, { session: { config }, input }) => ({
      input: {
        system: systemParts(config?.systemInstruction),
        messages: whole(input),
        tools: toolDefinitions(config?.tools),
      },
      messages: outputMessages(reply),
    }),
  }),
  sent: ({ clientContent, realtimeInput: input, toolResponse }) => {
    if (clientContent)
      return {
        // Without a word it is the end of what is said.
        asks: clientContent.turnComplete !== false,
        says: () => inputMessages(clientContent.turns),
      };
    if (toolResponse)
      return {
        turn: TURN,
        says: () => [
          messageOf({
            parts: listOf([toolResponse.functionResponses].flat()).map((functionResponse) => ({
              functionResponse,
            })),
          }),
        ],
      };
    if (input?.text !== undefined) {
      const { text } = input;
      return { asks: true, says: () => [{ role: 'user', parts: [textPart(text)] }] };
    }
    return input?.activityEnd || input?.audioStreamEnd ? { asks: true } : undefined;
  },
  received,
};

function received(message: LiveServerMessage): SessionStep<LiveSetup> | undefined {
  const { setupComplete, serverContent: content, toolCall, usageMetadata } = message;
  if (setupComplete) return { facts: { sessionId: setupComplete.sessionId } };
  const heard = content?.inputTranscription?.text;
  const isOutput = Boolean(content?.modelTurn ?? content?.outputTranscription ?? toolCall);
  if (!content && !toolCall && !usageMetadata) return undefined;
  return {
    turn: TURN,
    starts: isOutput,
    isChunk: true,
    // Where the server tells what it hears, the last of it is the end of what is asked.
    ...(heard && !isOutput && { asksIfIdle: true }),
    says: heard
      ? () => [{ role: 'user', parts: [textPart(heard)], isHeard: true } satisfies Heard as Message]
      : undefined,
    isCut: content?.interrupted,
    ends: content?.turnComplete ? 'completed' : undefined,
  };
}

function addMessage(
  reply: Folded,
  { serverContent: content, toolCall, usageMetadata }: LiveServerMessage,
  text: AppendText | undefined,
): OutputKind | undefined {
  if (usageMetadata) reply.usage = usageMetadata;
  if (content?.interrupted) reply.isInterrupted = true;
  if (content?.turnComplete) reply.isComplete = true;
  if (content?.turnCompleteReason) reply.reason = content.turnCompleteReason;
  for (const call of listOf(toolCall?.functionCalls))
    if (reply.calls.length < MAX_CALLS) reply.calls.push(text ? call : { name: call.name });
  if (toolCall) reply.endsInCalls = true;
  let kind: OutputKind | undefined;
  for (const part of listOf(content?.modelTurn?.parts)) {
    if (part.inlineData) kind ??= 'audio';
    if (typeof part.text !== 'string') continue;
    kind ??= part.thought ? 'reasoning' : 'text';
    if (text && part.thought) reply.thoughts = text(reply.thoughts, part.text);
    else if (text) reply.text = text(reply.text, part.text);
  }
  const spoken = content?.outputTranscription?.text;
  if (spoken) {
    kind ??= 'text';
    if (text) reply.text = text(reply.text, spoken);
  }
  if (kind !== undefined) reply.endsInCalls = false;
  return kind;
}

function responseFacts(reply: Folded): ResponseFacts {
  const { usage, calls } = reply;
  return {
    finishReasons: [finishReason(reply)],
    usage: tokenUsage(
      usage && {
        ...usage,
        candidatesTokenCount: usage.responseTokenCount ?? usage.candidatesTokenCount,
        candidatesTokensDetails: usage.responseTokensDetails ?? usage.candidatesTokensDetails,
      },
      true,
    ),
    toolNames: calls.length > 0 ? calls.map(({ name }) => name ?? '') : undefined,
  };
}

function finishReason(reply: Folded): string | undefined {
  const { isInterrupted, isComplete, endsInCalls, reason } = reply;
  if (isInterrupted) return 'cancelled';
  return isComplete ? finishWord(reason ?? 'STOP', endsInCalls === true) : undefined;
}

function outputMessages(reply: Folded): Message[] {
  const { thoughts, text, calls } = reply;
  const message = messageOf(
    {
      role: 'model',
      parts: [
        ...(thoughts ? [{ text: thoughts, thought: true }] : []),
        ...calls.map((functionCall) => ({ functionCall })),
        ...(text ? [{ text }] : []),
      ],
    },
    finishReason(reply),
  );
  return message.parts.length > 0 ? [message] : [];
}

/** What was heard in pieces is one message. */
function whole(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  let last: { readonly role: string; readonly parts: Part[] } | undefined;
  for (const message of messages) {
    if (!('isHeard' in message)) {
      last = undefined;
      joined.push(message);
      continue;
    }
    const [part] = message.parts;
    const piece = part?.type === 'text' ? (part as { content: string }).content : '';
    const before = last?.parts[0] as { content: string } | undefined;
    if (last === undefined) joined.push((last = { role: 'user', parts: [textPart(piece)] }));
    else last.parts[0] = textPart(`${before?.content ?? ''}${piece}`);
  }
  return joined;
}
