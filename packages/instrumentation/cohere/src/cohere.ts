/** The parts of the client's shapes that are read. */

/** What a method below gives back: the lazy promise above takes it apart. */
export interface WithRawResponse<T> {
  readonly data?: T | undefined;
}

/** What the chats of both versions of the API are asked with. */
export interface Sampling {
  readonly model?: string | undefined;
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly p?: number | undefined;
  readonly k?: number | undefined;
  readonly seed?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly responseFormat?: { readonly type?: string | undefined } | undefined;
}

/** A request for a chat of version 2. */
export interface ChatBody extends Sampling {
  readonly messages?: readonly ChatMessage[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
}

/** A tool on offer, of version 2 or 1. */
interface Tool {
  readonly function?: { readonly name?: string | undefined } | undefined;
  readonly name?: string | undefined;
}

/** A message of version 2. */
export interface ChatMessage {
  readonly role?: string | undefined;
  readonly content?: string | readonly Content[] | undefined;
  readonly toolPlan?: string | undefined;
  readonly toolCalls?: readonly ToolCall[] | undefined;
  readonly toolCallId?: string | undefined;
}

/** A part of a message. */
export interface Content {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly thinking?: string | undefined;
  readonly imageUrl?: { readonly url?: string | undefined } | undefined;
}

/** A call of a tool. */
export interface ToolCall {
  readonly id?: string | undefined;
  readonly function?:
    | { readonly name?: string | undefined; readonly arguments?: string | undefined }
    | undefined;
}

/** A reply of version 2. */
export interface ChatReply {
  readonly id?: string | undefined;
  readonly finishReason?: string | undefined;
  readonly message?: ChatMessage | undefined;
  readonly usage?: Usage | undefined;
}

/** What was used and what is billed, which are not the same. */
export interface Usage {
  readonly billedUnits?: BilledUnits | undefined;
  readonly tokens?:
    | { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined }
    | undefined;
  readonly cachedTokens?: number | undefined;
}

/** What is billed. */
interface BilledUnits {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly searchUnits?: number | undefined;
}

/** An event of a stream of version 2. */
export interface ChatEvent {
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly index?: number | undefined;
  readonly delta?:
    | {
        readonly message?:
          | {
              readonly role?: string | undefined;
              /** A {@link Content}; a list while a message starts. */
              readonly content?: unknown;
              readonly toolPlan?: string | undefined;
              /** A {@link ToolCall}; a list while a message starts. */
              readonly toolCalls?: unknown;
            }
          | undefined;
        readonly finishReason?: string | undefined;
        readonly usage?: Usage | undefined;
      }
    | undefined;
}

/** A request for a chat of version 1. */
export interface OlderChatBody extends Sampling {
  readonly message?: string | undefined;
  readonly preamble?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly chatHistory?: readonly OlderMessage[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly toolResults?: readonly object[] | undefined;
}

/** A message of version 1. */
export interface OlderMessage {
  readonly role?: string | undefined;
  readonly message?: string | undefined;
  readonly toolCalls?: readonly OlderToolCall[] | undefined;
  readonly toolResults?: readonly object[] | undefined;
}

/** A call of a tool, of version 1. */
interface OlderToolCall {
  readonly name?: string | undefined;
  readonly parameters?: unknown;
}

/** A reply of version 1. */
export interface OlderChatReply {
  readonly text?: string | undefined;
  readonly generationId?: string | undefined;
  readonly responseId?: string | undefined;
  readonly finishReason?: string | undefined;
  readonly toolCalls?: readonly OlderToolCall[] | undefined;
  readonly meta?: Usage | undefined;
}

/** An event of a stream of version 1. The last one has the whole reply. */
export interface OlderChatEvent {
  readonly eventType?: string | undefined;
  readonly generationId?: string | undefined;
  readonly text?: string | undefined;
  readonly finishReason?: string | undefined;
  readonly response?: OlderChatReply | undefined;
}

/** A request for embeddings. */
export interface EmbedBody {
  readonly model?: string | undefined;
  readonly outputDimension?: number | undefined;
  readonly embeddingTypes?: readonly string[] | undefined;
}

/** Embeddings: a list, or lists by type. */
export interface EmbedReply {
  readonly embeddings?:
    | readonly (readonly number[])[]
    | Readonly<Partial<Record<'float' | 'int8' | 'uint8' | 'binary' | 'ubinary', Vectors>>>
    | undefined;
  readonly meta?: Usage | undefined;
}
type Vectors = readonly (readonly number[])[] | undefined;

/** A request to put documents in order. */
export interface RerankBody {
  readonly model?: string | undefined;
  readonly query?: string | undefined;
  readonly documents?: readonly unknown[] | undefined;
  readonly topN?: number | undefined;
}

/** The order of documents. */
export interface RerankReply {
  readonly id?: string | undefined;
  readonly results?:
    | readonly {
        readonly index?: number | undefined;
        readonly relevanceScore?: number | undefined;
        readonly document?: unknown;
      }[]
    | undefined;
  readonly meta?: Usage | undefined;
}
