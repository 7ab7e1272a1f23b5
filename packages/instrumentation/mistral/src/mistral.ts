/** The parts of the client's shapes that are read. */
import type { FailureFacts } from '@spanwise/core/adapter';

/** A request for a chat completion, of a model or of an agent. */
export interface ChatBody {
  readonly model?: string | null | undefined;
  readonly agentId?: string | undefined;
  readonly messages?: readonly ChatMessage[] | undefined;
  readonly maxTokens?: number | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly topP?: number | null | undefined;
  readonly stop?: string | readonly string[] | null | undefined;
  readonly randomSeed?: number | null | undefined;
  readonly presencePenalty?: number | null | undefined;
  readonly frequencyPenalty?: number | null | undefined;
  readonly n?: number | null | undefined;
  readonly reasoningEffort?: string | null | undefined;
  readonly serviceTier?: string | null | undefined;
  /** What the reply is to look like; a schema of Zod for the methods that parse. */
  readonly responseFormat?: object | undefined;
  readonly tools?: readonly Tool[] | null | undefined;
}

/** A tool on offer. */
export interface Tool {
  readonly type?: string | undefined;
  readonly function?: { readonly name?: string | undefined } | undefined;
}

/** A message, of a request or of a reply. */
export interface ChatMessage {
  readonly role?: string | null | undefined;
  readonly content?: string | readonly ContentChunk[] | null | undefined;
  readonly toolCalls?: readonly ToolCall[] | null | undefined;
  readonly toolCallId?: string | null | undefined;
  readonly name?: string | null | undefined;
}

/** A part of a message. The client keeps what it does not know as it came, below `raw`. */
export interface ContentChunk {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly thinking?: readonly ContentChunk[] | undefined;
  readonly imageUrl?: string | { readonly url: string } | undefined;
  readonly documentUrl?: string | undefined;
  readonly inputAudio?: unknown;
  readonly fileId?: string | undefined;
}

/** A call of a tool. Where the provider gives no id, the client says `null` as a text. */
export interface ToolCall {
  readonly id?: string | undefined;
  readonly index?: number | undefined;
  readonly function?:
    | { readonly name?: string | undefined; readonly arguments?: unknown }
    | undefined;
}

/** A chat completion. */
export interface ChatCompletion {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly choices?: readonly Choice[] | undefined;
  readonly usage?: Usage | undefined;
}

/** One of the replies. */
interface Choice {
  readonly message?: ChatMessage | undefined;
  readonly finishReason?: string | null | undefined;
}

/** Token counts: the client fills in 0 for one that is missing, and leaves fields that it does not know as they came. */
export interface Usage {
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  readonly promptAudioSeconds?: unknown;
  readonly serviceTier?: unknown;
  readonly prompt_tokens_details?: unknown;
}

/** One event of a stream. */
export interface ChatEvent {
  readonly data?: {
    readonly id?: string | undefined;
    readonly model?: string | undefined;
    readonly usage?: Usage | undefined;
    readonly choices?:
      | readonly {
          readonly index?: number | undefined;
          readonly delta?: ChatMessage | undefined;
          readonly finishReason?: string | null | undefined;
        }[]
      | undefined;
  };
}

/** A request for a text between two others. */
export interface FimBody extends ChatBody {
  readonly prompt?: string | undefined;
  readonly suffix?: string | null | undefined;
}

/** A request for embeddings. */
export interface EmbeddingBody {
  readonly model?: string | undefined;
  readonly outputDimension?: number | null | undefined;
  readonly encodingFormat?: string | null | undefined;
}

/** Embeddings. */
export interface EmbeddingReply {
  readonly model?: string | undefined;
  readonly data?: readonly { readonly embedding?: readonly number[] | undefined }[] | undefined;
  readonly usage?: Usage | undefined;
}

/** A request for a judgement. */
export interface ModerationBody {
  readonly model?: string | undefined;
}

/** A judgement for each input. */
export interface ModerationReply {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly results?:
    | readonly { readonly categories?: Readonly<Record<string, boolean>> | undefined }[]
    | undefined;
}

/** A request to read a document. */
export interface OcrBody {
  readonly model?: string | null | undefined;
  readonly document?: ContentChunk | undefined;
}

/** A document that was read. */
export interface OcrReply {
  readonly model?: string | undefined;
  readonly pages?: readonly { readonly markdown?: string | undefined }[] | undefined;
  readonly documentAnnotation?: string | null | undefined;
  readonly usageInfo?: { readonly pagesProcessed?: number | undefined } | undefined;
}

/** A request that starts a conversation, or one that continues it. */
export interface ConversationBody {
  readonly conversationId?: string | undefined;
  readonly model?: string | null | undefined;
  readonly agentId?: string | null | undefined;
  readonly instructions?: string | null | undefined;
  readonly inputs?: string | readonly Entry[] | undefined;
  readonly tools?: readonly Tool[] | null | undefined;
  readonly completionArgs?:
    | Pick<
        ChatBody,
        | 'maxTokens'
        | 'temperature'
        | 'topP'
        | 'stop'
        | 'randomSeed'
        | 'presencePenalty'
        | 'frequencyPenalty'
      >
    | null
    | undefined;
}

/** An entry of a conversation: a message, a call of a tool or its result. */
export interface Entry {
  readonly type?: string | undefined;
  readonly role?: string | undefined;
  readonly content?: string | readonly ContentChunk[] | undefined;
  readonly name?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly arguments?: unknown;
  readonly result?: string | undefined;
}

/** A reply of a conversation. */
export interface Conversation {
  readonly conversationId?: string | undefined;
  readonly outputs?: readonly Entry[] | undefined;
  readonly usage?: ConversationUsage | undefined;
  /** Not of the client: what an event of a stream tells. */
  readonly failure?: FailureFacts | undefined;
}

/** Token counts of a conversation. */
export interface ConversationUsage extends Usage {
  readonly connectorTokens?: number | null | undefined;
}

/** One event of a stream of a conversation. */
export interface ConversationEvent {
  readonly data?: {
    readonly type?: unknown;
    readonly conversationId?: string | undefined;
    readonly outputIndex?: number | undefined;
    readonly content?: string | ContentChunk | undefined;
    readonly name?: string | undefined;
    readonly toolCallId?: string | undefined;
    readonly arguments?: string | undefined;
    readonly usage?: ConversationUsage | undefined;
    readonly code?: number | undefined;
    readonly message?: string | undefined;
  };
}
