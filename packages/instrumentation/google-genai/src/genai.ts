/** The parts of the client's shapes that are read. */

/** Bytes as base64, or where they are. */
export interface Media {
  readonly mimeType?: string | undefined;
  readonly data?: string | undefined;
  readonly fileUri?: string | undefined;
}

/** A function that the model calls, and what it gave back. */
interface FunctionPart {
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
