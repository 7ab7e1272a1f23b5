/** How the events of a realtime session read (OpenAI's reference of realtime events and the client's types, 2026-11). */
import {
  type AppendText,
  listOf,
  type Message,
  type ModalityTokens,
  operation,
  type OutputKind,
  type ResponseFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import { rateLimit, readItems, readOutput, readTools } from '@spanwise/instrumentation-openai';
import type { SessionFormat, SessionStep, Turn, TurnOutcome } from '@spanwise/session';
import type {
  RealtimeEvent,
  RealtimeItem,
  RealtimeLimit,
  RealtimeResponse,
  RealtimeSession,
  RealtimeUsage,
} from './events.ts';

/** What is known of a session: the model that it is opened with, and what the server says that it is. */
export interface RealtimeSetup {
  readonly model?: string | undefined;
  readonly told?: RealtimeSession | undefined;
}
type RealtimeTurn = Turn<RealtimeSetup, RealtimeEvent>;
/** What is kept of a turn that was never done. */
interface Folded extends RealtimeResponse {
  text?: string | undefined;
}

const OUTCOMES: Readonly<Record<string, TurnOutcome>> = {
  cancelled: 'cancelled',
  failed: 'failed',
};
const FINISH_REASONS: Readonly<Record<string, string>> = {
  completed: 'stop',
  failed: 'error',
  max_output_tokens: 'length',
};
/** What chunks hold: the names of today, and those of the beta. */
const KINDS: Readonly<Record<string, OutputKind>> = {
  'response.output_text.delta': 'text',
  'response.text.delta': 'text',
  'response.output_audio_transcript.delta': 'text',
  'response.audio_transcript.delta': 'text',
  'response.output_audio.delta': 'audio',
  'response.audio.delta': 'audio',
};
const MODALITIES = ['text', 'audio', 'image'] as const;

/** How the sessions of `OpenAIRealtimeWS` and `OpenAIRealtimeWebSocket` read, of today's interface and of the beta. */
export const realtime: SessionFormat<RealtimeSetup, RealtimeEvent> = {
  request: ({ model }) => ({ model }),
  turn: /* @__PURE__ */ operation<RealtimeTurn, RealtimeResponse, RealtimeEvent>({
    name: 'chat',
    method: 'send',
    request: ({ session: { model, told }, event: { response = {} } }) => {
      const { max_output_tokens: maxTokens, modalities, output_modalities: output } = response;
      return {
        model,
        // Without a limit it says so in a word.
        maxTokens: typeof maxTokens === 'number' ? maxTokens : undefined,
        temperature: response.temperature ?? told?.temperature,
        reasoningLevel: told?.reasoning?.effort,
        conversationId: response.conversation_id,
        promptName: told?.prompt?.id,
        promptVersion: told?.prompt?.version,
        outputType: outputType(output ?? modalities),
      };
    },
    response: responseFacts,
    stream: { start: () => ({}), add: addEvent },
    output: (reply, { session: { told }, input }) => ({
      input: {
        system: told?.instructions ? [{ type: 'text', content: told.instructions }] : undefined,
        messages: input,
        tools: readTools(told?.tools),
      },
      messages: outputMessages(reply),
    }),
  }),
  sent: (event) => {
    if (event.type === 'response.create') return { asks: true };
    const { item } = event;
    return item && event.type === 'conversation.item.create'
      ? { says: () => readItems([spoken(item)]).filter(({ parts }) => parts.length > 0) }
      : undefined;
  },
  received,
};

function received(event: RealtimeEvent): SessionStep<RealtimeSetup> | undefined {
  const { type, response, response_id: turn } = event;
  switch (type) {
    case 'session.created':
    case 'session.updated':
      return {
        setup: { told: event.session },
        facts: { sessionId: event.session?.id, model: event.session?.model },
      };
    case 'conversation.created':
      return { facts: { conversationId: event.conversation?.id } };
    case 'input_audio_buffer.speech_stopped':
      return { asks: true };
    case 'conversation.item.input_audio_transcription.completed':
      return { says: () => heard(event.transcript) };
    case 'response.created':
      return { turn: response?.id, starts: true };
    case 'response.done':
      return {
        turn: response?.id,
        ends: OUTCOMES[response?.status ?? ''] ?? 'completed',
        reply: response,
        error:
          response?.status === 'failed'
            ? (response.status_details?.error ?? { code: 'failed' })
            : undefined,
      };
    case 'rate_limits.updated':
      return { http: { headers: headersOf(event.rate_limits) } };
    case 'error':
      return { error: event.error, asks: false };
    default:
      return typeof turn === 'string' ? { turn, isChunk: type?.endsWith('.delta') } : undefined;
  }
}

function addEvent(
  reply: RealtimeResponse,
  event: RealtimeEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const kind = KINDS[event.type ?? ''];
  const folded = reply as Folded;
  if (kind === 'text' && text) folded.text = text(folded.text, event.delta);
  return kind;
}

function responseFacts(reply: RealtimeResponse, { session }: RealtimeTurn): ResponseFacts {
  const { id, status, conversation_id: conversationId, usage } = reply;
  const reason = finishReason(reply);
  return {
    id,
    model: session.told?.model,
    conversationId,
    finishReasons: status === undefined ? undefined : [reason],
    usage: usage && tokenUsage(usage),
    toolNames: calls(reply).map(({ name }) => name ?? ''),
  };
}

function calls({ output }: RealtimeResponse): readonly RealtimeItem[] {
  return listOf(output).filter(({ type }) => type === 'function_call');
}

function finishReason(reply: RealtimeResponse): string | undefined {
  const { status, status_details: details } = reply;
  if (status === 'completed' && calls(reply).length > 0) return 'tool_call';
  const reason = status === 'incomplete' ? details?.reason : status;
  return reason === undefined ? undefined : (FINISH_REASONS[reason] ?? reason);
}

function tokenUsage({ input_token_details: input, ...usage }: RealtimeUsage): TokenUsage {
  const { output_token_details: output } = usage;
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadInputTokens: input?.cached_tokens,
    modalities: Object.fromEntries(
      MODALITIES.map((modality): [string, ModalityTokens] => {
        const count = `${modality}_tokens` as const;
        return [
          modality,
          {
            input: input?.[count],
            output: output?.[count],
            cacheRead: input?.cached_tokens_details?.[count],
          },
        ];
      }),
    ),
  };
}

function outputType(modalities: readonly string[] | undefined): 'speech' | 'text' | undefined {
  return modalities && (modalities.includes('audio') ? 'speech' : 'text');
}

function outputMessages(reply: RealtimeResponse): Message[] {
  const { text } = reply as Folded;
  if (text !== undefined) return [{ role: 'assistant', parts: [{ type: 'text', content: text }] }];
  return readOutput(listOf(reply.output).map(spoken), finishReason(reply));
}

/** An item in words: of audio its transcript, where there is one. */
function spoken(item: RealtimeItem): RealtimeItem {
  if (!Array.isArray(item.content)) return item;
  const content = item.content.flatMap((part) => {
    if (part.type?.endsWith('audio') !== true) return [part];
    return part.transcript ? [{ type: 'text', text: part.transcript }] : [];
  });
  return { ...item, content };
}

function heard(transcript: string | undefined): Message[] {
  return transcript ? [{ role: 'user', parts: [{ type: 'text', content: transcript }] }] : [];
}

/** Limits in the form that replies over HTTP have. */
function headersOf(limits: readonly RealtimeLimit[] | undefined): Record<string, string> {
  return Object.fromEntries(
    listOf(limits).flatMap(({ name = '', limit, remaining, reset_seconds: reset }) => {
      const names = rateLimit(name);
      return [
        [names.limit, limit],
        [names.remaining, remaining],
        [names.reset, reset],
      ]
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, String(value)]);
    }),
  ) as Record<string, string>;
}
