/** A conversation, as people read it. */
import type { Call, CallError, Evaluation } from './call.ts';
import type { ConversationSummary, TraceSummary } from './summary.ts';
import type { AttributeValue } from './trace.ts';

/** One conversation, as people read it. */
export interface Conversation {
  readonly summary: ConversationSummary;
  /** The main one first; others are of other agents, judges and the like, each by its start. */
  readonly threads: readonly Thread[];
  readonly traces: readonly TraceSummary[];
  readonly evaluations: readonly (Evaluation & {
    readonly traceId: string;
    readonly spanId?: string | undefined;
  })[];
  /** True: it is longer than what is shown; the oldest entries are left out. */
  readonly isCut: boolean;
}

/** Calls that continue each other: each has the messages of the one before in its input. */
export interface Thread {
  readonly id: string;
  readonly agent?: string | undefined;
  /** First words of its first message. */
  readonly title: string;
  /** The latest system instructions. Empty without. */
  readonly system: readonly Part[];
  readonly entries: readonly Entry[];
}

/** What stands below each other in a thread, by time. What a later call repeats of an earlier one is not repeated. */
export type Entry = MessageEntry | CallEntry | ToolEntry;

/** A message. */
export interface MessageEntry {
  readonly kind: 'message';
  /** `system`, `user`, `assistant`, `tool` or another text. */
  readonly role: string;
  readonly name?: string | undefined;
  /** Results of tools that are shown with their call are left out. */
  readonly parts: readonly Part[];
  readonly at: number;
  /** The call that brought it. */
  readonly traceId: string;
  readonly spanId: string;
  readonly direction: 'input' | 'output';
  /** Set when a call has several choices: which it is, from 0. */
  readonly choice?: number | undefined;
  readonly finishReason?: string | undefined;
}

/** Stands before the messages that a call of a model brought back; alone when it failed or has no content. */
export interface CallEntry {
  readonly kind: 'call';
  readonly call: Call;
  readonly at: number;
}

/** A tool that ran although no model's call of it is recorded. */
export interface ToolEntry {
  readonly kind: 'tool';
  readonly call: ToolCallPart;
  readonly at: number;
}

/** A piece of a message. */
export type Part =
  | {
      readonly type: 'text';
      readonly text: string;
      /** Set when the text is JSON: as a tree. */ readonly json?: AttributeValue | undefined;
    }
  | { readonly type: 'reasoning'; readonly text: string }
  | ToolCallPart
  | ToolResultPart
  | MediaPart
  | { readonly type: 'compaction'; readonly text?: string | undefined }
  /** Anything else, as it came. */
  | { readonly type: 'other'; readonly name: string; readonly value: AttributeValue };

/** A call of a tool, with what came of it. */
export interface ToolCallPart {
  readonly type: 'tool_call';
  readonly id?: string | undefined;
  readonly name: string;
  /** Parsed when it was JSON. Absent: not recorded. */
  readonly arguments?: AttributeValue | undefined;
  /** Runs at the provider, such as a web search. */
  readonly isServerSide?: boolean | undefined;
  readonly result?: { readonly value: AttributeValue } | undefined;
  readonly error?: CallError | undefined;
  /** The span of the run. Absent: it was not traced. */
  readonly run?:
    | {
        readonly traceId: string;
        readonly spanId: string;
        readonly startedAt: number;
        readonly durationMillis: number;
      }
    | undefined;
}

/** The result of a tool whose call is not in the thread. */
export interface ToolResultPart {
  readonly type: 'tool_result';
  readonly id?: string | undefined;
  readonly value: AttributeValue;
}

/** An image, a sound, a file. Never loaded from elsewhere. */
export interface MediaPart {
  readonly type: 'media';
  /** `image`, `audio`, `video`, `document` or another text. */
  readonly modality: string;
  readonly mimeType?: string | undefined;
  /** Of the file, not of its encoding. */
  readonly bytes?: number | undefined;
  readonly fingerprint?: string | undefined;
  /** Where the application says it is; shown as text, never followed. */
  readonly uri?: string | undefined;
  readonly fileId?: string | undefined;
  /** Base64. Only when it was captured and is an image of at most 1 MB. */
  readonly content?: string | undefined;
}
