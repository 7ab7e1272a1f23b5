/** The parts of what is said in a live session that we read. Every field is optional: what comes may be anything. */
import type {
  Content,
  Contents,
  FunctionPart,
  GenerateBody,
  Media,
  ModalityCount,
  Usage,
} from './genai.ts';

/** What a session is opened with. */
export interface LiveSetup {
  readonly model?: string | undefined;
  readonly config?: GenerateBody['config'];
}

export interface LiveUsage extends Usage {
  readonly responseTokenCount?: number | undefined;
  readonly responseTokensDetails?: readonly ModalityCount[] | undefined;
}

interface Transcription {
  readonly text?: string | undefined;
}

/** What the server says. */
export interface LiveServerMessage {
  readonly setupComplete?: { readonly sessionId?: string | undefined } | undefined;
  readonly serverContent?:
    | {
        readonly modelTurn?: Content | undefined;
        readonly turnComplete?: boolean | undefined;
        readonly turnCompleteReason?: string | undefined;
        readonly interrupted?: boolean | undefined;
        readonly inputTranscription?: Transcription | undefined;
        readonly outputTranscription?: Transcription | undefined;
      }
    | undefined;
  readonly toolCall?: { readonly functionCalls?: readonly FunctionPart[] | undefined } | undefined;
  readonly usageMetadata?: LiveUsage | undefined;
}

/** What the client is asked to send: which of its methods, and what it is given. */
export interface LiveClientMessage {
  readonly clientContent?:
    | { readonly turns?: Contents; readonly turnComplete?: boolean | undefined }
    | undefined;
  readonly realtimeInput?:
    | {
        readonly text?: string | undefined;
        readonly audio?: Media | undefined;
        readonly activityEnd?: object | undefined;
        readonly audioStreamEnd?: boolean | undefined;
      }
    | undefined;
  readonly toolResponse?:
    | { readonly functionResponses?: FunctionPart | readonly FunctionPart[] | undefined }
    | undefined;
}

export type LiveEvent = LiveServerMessage & LiveClientMessage;
