/** The parts of the client's shapes that are read. */

/** Bytes as base64, or where they are. */
export interface Media {
  readonly mimeType?: string | undefined;
  readonly data?: string | undefined;
  readonly fileUri?: string | undefined;
}

/** A function that the model calls, and what it gave back. */
export interface FunctionPart {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly args?: unknown;
  readonly response?: unknown;
}

/** A part of a message. One of its fields says what it is; `thought` that it is reasoning. */
export interface Part {
  readonly text?: string | undefined;
  readonly thought?: boolean | undefined;
  readonly inlineData?: Media | undefined;
  readonly fileData?: Media | undefined;
  readonly functionCall?: FunctionPart | undefined;
  readonly functionResponse?: FunctionPart | undefined;
  readonly executableCode?: object | undefined;
  readonly codeExecutionResult?: object | undefined;
}

/** A message. */
export interface Content {
  readonly role?: string | undefined;
  readonly parts?: readonly Part[] | undefined;
}

/** What a request may be given for messages. */
export type Contents = string | Part | Content | readonly (string | Part | Content)[];

/** Where one call goes, when not where its client does. */
interface HttpOptions {
  readonly baseUrl?: string | undefined;
}

/** Tools on offer: functions, or one of the provider's own under its name. */
interface Tool {
  readonly functionDeclarations?:
    | readonly { readonly name?: string | undefined; readonly description?: string | undefined }[]
    | undefined;
}

/** What `models.generateContent` is given. */
export interface GenerateBody {
  readonly model?: string;
  readonly contents?: Contents;
  readonly config?:
    | {
        readonly httpOptions?: HttpOptions | undefined;
        readonly systemInstruction?: Contents | undefined;
        readonly temperature?: number | undefined;
        readonly topP?: number | undefined;
        readonly topK?: number | undefined;
        readonly candidateCount?: number | undefined;
        readonly maxOutputTokens?: number | undefined;
        readonly stopSequences?: readonly string[] | undefined;
        readonly presencePenalty?: number | undefined;
        readonly frequencyPenalty?: number | undefined;
        readonly seed?: number | undefined;
        readonly responseMimeType?: string | undefined;
        readonly responseModalities?: readonly string[] | undefined;
        readonly thinkingConfig?:
          | { readonly includeThoughts?: boolean; readonly thinkingLevel?: string }
          | undefined;
        readonly serviceTier?: string | undefined;
        readonly tools?: readonly (Tool | object)[] | undefined;
      }
    | undefined;
}

/** What the older client of Vertex AI is given: a text or parts, or the contents with what belongs to them. */
export type VertexRequest =
  | Contents
  | {
      readonly contents?: readonly Content[] | undefined;
      readonly generationConfig?: GenerateBody['config'];
      readonly systemInstruction?: Contents | undefined;
      readonly tools?: readonly object[] | undefined;
    };

/** Tokens of one modality. */
export interface ModalityCount {
  readonly modality?: string | undefined;
  readonly tokenCount?: number | undefined;
}

/** Tokens of a reply. The provider leaves out what is 0. */
export interface Usage {
  readonly promptTokenCount?: number | undefined;
  readonly promptTokensDetails?: readonly ModalityCount[] | undefined;
  /** Of the prompt. */
  readonly cachedContentTokenCount?: number | undefined;
  readonly cacheTokensDetails?: readonly ModalityCount[] | undefined;
  /** Beside the prompt. */
  readonly toolUsePromptTokenCount?: number | undefined;
  readonly toolUsePromptTokensDetails?: readonly ModalityCount[] | undefined;
  readonly candidatesTokenCount?: number | undefined;
  readonly candidatesTokensDetails?: readonly ModalityCount[] | undefined;
  /** Beside the candidates. */
  readonly thoughtsTokenCount?: number | undefined;
  readonly totalTokenCount?: number | undefined;
  /** Only of Vertex AI: how its capacity was bought. */
  readonly trafficType?: string | undefined;
}

/** What the model found by tools of the provider. */
export interface Grounding {
  readonly webSearchQueries?: readonly string[] | undefined;
  readonly groundingChunks?: readonly unknown[] | undefined;
}

/** One choice of a reply. */
export interface Candidate {
  readonly index?: number | undefined;
  readonly content?: Content | undefined;
  readonly finishReason?: string | undefined;
  readonly groundingMetadata?: Grounding | undefined;
}

/** What `models.generateContent` answers, and a chunk of its stream. */
export interface GenerateReply {
  readonly responseId?: string | undefined;
  readonly modelVersion?: string | undefined;
  readonly candidates?: readonly Candidate[] | undefined;
  readonly promptFeedback?: { readonly blockReason?: string | undefined } | undefined;
  readonly usageMetadata?: Usage | undefined;
}

/** What `models.embedContent` is given. */
export interface EmbedBody {
  readonly model?: string;
  readonly config?:
    | {
        readonly httpOptions?: HttpOptions | undefined;
        readonly outputDimensionality?: number | undefined;
      }
    | undefined;
}

/** What it answers. */
export interface EmbedReply {
  readonly embeddings?:
    | readonly {
        readonly values?: readonly number[] | undefined;
        /** Only of Vertex AI. */
        readonly statistics?: { readonly tokenCount?: number | undefined } | undefined;
      }[]
    | undefined;
  /** Of newer models. */
  readonly usageMetadata?: { readonly promptTokenCount?: number | undefined } | undefined;
}

/** What `models.countTokens` is given. */
export interface CountBody {
  readonly model?: string;
}

/** What it answers. */
export interface CountReply {
  readonly totalTokens?: number | undefined;
}

/** What the methods are given that make images, or change one. */
export interface ImageBody {
  readonly model?: string;
  readonly prompt?: string | undefined;
  readonly config?:
    | {
        readonly httpOptions?: HttpOptions | undefined;
        readonly numberOfImages?: number | undefined;
      }
    | undefined;
}

/** What they answer. An entry without an image says why there is none, or rates the prompt. */
export interface ImageReply {
  readonly generatedImages?:
    | readonly {
        readonly image?:
          | {
              readonly gcsUri?: string | undefined;
              readonly imageBytes?: string | undefined;
              readonly mimeType?: string | undefined;
            }
          | undefined;
      }[]
    | undefined;
}

/** The client below all of its parts. */
export interface ApiClient {
  readonly clientOptions?: {
    readonly vertexai?: boolean | undefined;
    readonly httpOptions?: HttpOptions | undefined;
  };
}

/** A part of what goes into an interaction or comes out of one: a content, or a step that holds some. */
export interface Item {
  readonly type?: string | undefined;
  readonly role?: string | undefined;
  readonly text?: string | undefined;
  readonly content?: string | readonly Item[] | undefined;
  readonly summary?: readonly Item[] | undefined;
  readonly id?: string | undefined;
  readonly call_id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: unknown;
  readonly result?: unknown;
  readonly data?: string | undefined;
  readonly uri?: string | undefined;
  readonly mime_type?: string | undefined;
}

/** What `interactions.create` is given: a model or an agent. */
export interface InteractionBody {
  readonly model?: string | undefined;
  readonly agent?: string | undefined;
  readonly input?: string | Item | readonly Item[] | undefined;
  readonly stream?: boolean | undefined;
  readonly previous_interaction_id?: string | undefined;
  readonly system_instruction?: string | undefined;
  readonly response_mime_type?: string | undefined;
  readonly response_modalities?: readonly string[] | undefined;
  readonly service_tier?: string | undefined;
  readonly tools?: readonly Item[] | undefined;
  readonly generation_config?:
    | {
        readonly max_output_tokens?: number | undefined;
        readonly temperature?: number | undefined;
        readonly top_p?: number | undefined;
        readonly seed?: number | undefined;
        readonly stop_sequences?: readonly string[] | undefined;
        readonly thinking_level?: string | undefined;
      }
    | undefined;
}

/** Tokens of one modality, in an interaction. */
interface InteractionTokens {
  readonly modality?: string | undefined;
  readonly tokens?: number | undefined;
}

/** Tokens of an interaction. */
export interface InteractionUsage {
  readonly total_input_tokens?: number | undefined;
  readonly total_output_tokens?: number | undefined;
  readonly total_thought_tokens?: number | undefined;
  readonly total_tool_use_tokens?: number | undefined;
  readonly total_cached_tokens?: number | undefined;
  readonly total_tokens?: number | undefined;
  readonly input_tokens_by_modality?: readonly InteractionTokens[] | undefined;
  readonly output_tokens_by_modality?: readonly InteractionTokens[] | undefined;
  readonly cached_tokens_by_modality?: readonly InteractionTokens[] | undefined;
  readonly tool_use_tokens_by_modality?: readonly InteractionTokens[] | undefined;
  readonly grounding_tool_count?: readonly { readonly count?: number | undefined }[] | undefined;
}

/** What `interactions.create` and `.get` answer. */
export interface Interaction {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly status?: string | undefined;
  readonly service_tier?: string | undefined;
  readonly usage?: InteractionUsage | undefined;
  /** Up to 2.0. */
  readonly outputs?: readonly Item[] | undefined;
  /** Since then. */
  readonly steps?: readonly Item[] | undefined;
  readonly errors?:
    | readonly { readonly code?: string | undefined; readonly message?: string | undefined }[]
    | undefined;
}

/** An event of its stream. Up to 2.0 contents start and grow, since then steps. */
export interface InteractionEvent {
  readonly event_type?: string | undefined;
  readonly interaction?: Interaction | undefined;
  readonly index?: number | undefined;
  readonly content?: Item | undefined;
  readonly step?: Item | undefined;
  readonly delta?: Omit<Item, 'content'> & { readonly content?: Item | undefined };
  readonly error?:
    | { readonly code?: string | undefined; readonly message?: string | undefined }
    | undefined;
}

/** What `interactions.get` is asked for. */
export interface InteractionQuery {
  readonly id?: string | undefined;
  readonly stream?: boolean | undefined;
  readonly last_event_id?: string | undefined;
}

/** What `batches.create` and `.get` are given. */
export interface BatchBody {
  readonly name?: string | undefined;
  readonly model?: string | undefined;
  readonly src?:
    | string
    | readonly object[]
    | {
        readonly inlinedRequests?:
          | readonly object[]
          /** Of embeddings. */
          | { readonly contents?: Contents | undefined }
          | undefined;
      }
    | undefined;
}

/** What they answer. */
export interface Batch {
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly dest?:
    | {
        readonly inlinedResponses?:
          | readonly {
              readonly response?: GenerateReply | undefined;
              readonly error?: object | undefined;
            }[]
          | undefined;
        readonly inlinedEmbedContentResponses?:
          | readonly {
              /** A count of 64 bits comes as text. */
              readonly response?: { readonly tokenCount?: string | undefined } | undefined;
              readonly error?: object | undefined;
            }[]
          | undefined;
      }
    | undefined;
  /** Only of Vertex AI. */
  readonly completionStats?:
    | { readonly successfulCount?: string | undefined; readonly failedCount?: string | undefined }
    | undefined;
}

export interface CacheBody {
  readonly model?: string | undefined;
}
export interface Cache {
  readonly name?: string | undefined;
  readonly usageMetadata?: { readonly totalTokenCount?: number | undefined } | undefined;
}
