/** The parts of the SDK's shapes that are read. 7 publishes them; those of 5 and 6 are put together of its spans. */

/** What the SDK tells of one thing that it does. */
export interface Told {
  /** Its word for what it does: `generateText`, `languageModelCall`, `executeTool`. */
  readonly type?: string;
  readonly event?: Event | null;
}

/** What is known when it begins. */
export interface Event {
  /** The provider and the kind of its model, such as `openai.chat`. */
  readonly provider?: string;
  readonly modelId?: string;
  /** The application's name for the call. */
  readonly functionId?: string;
  readonly maxOutputTokens?: number;
  readonly temperature?: number | null;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  /** How much a model is to think; `provider-default` where the call does not say. */
  readonly reasoning?: string;
  readonly instructions?: string | SdkMessage | readonly SdkMessage[];
  readonly messages?: readonly SdkMessage[];
  /** The tools of an agent by name, or those of a call of a model as a list. */
  readonly tools?: Readonly<Record<string, SdkTool>> | readonly SdkTool[];
  readonly toolCall?: {
    readonly toolCallId?: string;
    readonly toolName?: string;
    readonly input?: unknown;
  } | null;
  /** How the text is to be read, in 7. */
  readonly output?: { readonly name?: string } | null;
  readonly dimensions?: number;
  readonly query?: string;
  readonly topN?: number;
  readonly documents?: readonly unknown[];
  /** What is to be said, or shown. */
  readonly text?: string;
  /** How many images are asked for. */
  readonly n?: number;
}

/** A tool on offer. */
export interface SdkTool {
  readonly type?: string;
  readonly name?: string;
  readonly description?: string;
}

/** A message of a prompt. */
export interface SdkMessage {
  readonly role?: string;
  readonly content?: string | readonly SdkPart[];
}

/** A part of a message, or of what a model gave. */
export interface SdkPart {
  readonly type?: string;
  readonly text?: string;
  readonly mediaType?: string;
  readonly data?: unknown;
  readonly image?: unknown;
  readonly toolCallId?: string;
  readonly toolName?: string;
  /** A value in what an application sends, JSON in what a model gives. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly result?: unknown;
}

/** What a model gave, whole. */
export interface ModelReply {
  readonly content?: readonly SdkPart[];
  readonly finishReason?: FinishReason | null;
  readonly usage?: SdkUsage | null;
  readonly response?: ReplyFacts | null;
  /** The same, where 5 and 6 make an object. */
  readonly responseData?: ReplyFacts | null;
  readonly providerMetadata?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
  /** The chunks, where they are streamed: then there is nothing else. */
  readonly stream?: unknown;
  /** What a stream said that failed. */
  readonly error?: unknown;
}

/** Which reply it is. */
interface ReplyFacts {
  readonly id?: string;
  readonly modelId?: string;
}

/** A word in 5, from 6 on with that of the provider. */
export type FinishReason = string | { readonly unified?: string; readonly raw?: string };

/** Tokens: sums in 5, sums and their parts from 6 on. */
interface SdkUsage {
  readonly inputTokens?: number | InputTokens | null;
  readonly outputTokens?: number | OutputTokens | null;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

/** The tokens of an input. */
export interface InputTokens {
  readonly total?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** The tokens of an output. */
export interface OutputTokens {
  readonly total?: number;
  readonly reasoning?: number;
}

/** A chunk of what a model streams. */
export interface StreamPart extends ReplyFacts {
  readonly type?: string;
  readonly delta?: string;
  readonly finishReason?: FinishReason;
  readonly usage?: SdkUsage;
  readonly providerMetadata?: ModelReply['providerMetadata'];
  readonly error?: unknown;
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly input?: string;
}

/** What an agent gave. */
export interface AgentReply {
  readonly text?: string;
  readonly object?: unknown;
  readonly finishReason?: string;
}

/** What a tool gave or threw. */
export interface ToolOutput {
  readonly type?: string;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** The same in 7, with the time that it took. */
export interface TimedToolOutput {
  readonly output?: ToolOutput | null;
  readonly toolExecutionMs?: number;
}

/** Vectors. The number of tokens is not a number where the provider did not say. */
export interface EmbedReply {
  readonly embedding?: readonly number[];
  readonly embeddings?: readonly (readonly number[])[];
  readonly usage?: { readonly tokens?: number } | null;
}

/** Documents in a new order. */
export interface RerankReply {
  readonly ranking?: readonly {
    readonly originalIndex?: number;
    readonly score?: number;
    readonly document?: unknown;
  }[];
}

/** Text of speech. */
export interface TranscribeReply {
  readonly text?: string;
  readonly durationInSeconds?: number;
}

/** An image or a video that was made. */
interface GeneratedFile {
  readonly mediaType?: string;
}

/** What is made of images or videos. */
export interface MediaReply {
  readonly images?: readonly GeneratedFile[];
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number } | null;
}
