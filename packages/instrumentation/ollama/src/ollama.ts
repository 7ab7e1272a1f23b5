/** The parts of the `ollama` client's shapes that are read. All optional: what a model does not do is left out. */

/** An image: bytes, base64, or the name of a file that the client reads. */
type Image = Uint8Array | string;

/** A call of a tool. */
interface ToolCall {
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: unknown };
}

/** `Message`, sent or received. */
export interface OllamaMessage {
  readonly role?: string;
  readonly content?: string | null | undefined;
  readonly thinking?: string | null | undefined;
  readonly images?: readonly Image[] | null;
  readonly tool_calls?: readonly ToolCall[] | null;
  readonly tool_call_id?: string;
}

/** What chats and texts are asked with alike. */
interface Request {
  readonly model?: string;
  readonly stream?: boolean;
  /** `json`, or a schema. */
  readonly format?: string | object;
  /** Whether to think, or how much. */
  readonly think?: boolean | string;
  readonly options?: {
    readonly num_predict?: number;
    readonly temperature?: number;
    readonly top_p?: number;
    readonly top_k?: number;
    readonly seed?: number;
    readonly stop?: readonly string[];
    readonly frequency_penalty?: number;
    readonly presence_penalty?: number;
  };
}

/** `ChatRequest`. */
export interface ChatRequest extends Request {
  readonly messages?: readonly OllamaMessage[];
  readonly tools?: readonly {
    readonly type?: string;
    readonly function?: { readonly name?: string };
  }[];
}

/** `GenerateRequest`. */
export interface GenerateRequest extends Request {
  readonly prompt?: string;
  readonly system?: string;
  readonly images?: readonly Image[];
}

/** What replies count, in tokens and in nanoseconds. */
export interface Counters {
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
  readonly total_duration?: number;
  readonly load_duration?: number;
  readonly prompt_eval_duration?: number;
  readonly eval_duration?: number;
}

/** What a chat and a text end with. */
interface Reply extends Counters {
  readonly model?: string;
  readonly done?: boolean;
  readonly done_reason?: string | null;
}

/** `ChatResponse`, also as a chunk. */
export interface ChatResponse extends Reply {
  readonly message?: OllamaMessage | null;
}

/** `GenerateResponse`, also as a chunk. */
export interface GenerateResponse extends Reply {
  readonly response?: string | null;
  readonly thinking?: string | null;
  /** Of a model that makes images: base64. */
  readonly image?: string;
}

/** `EmbedRequest`, and the older `EmbeddingsRequest`. */
export interface EmbedRequest {
  readonly model?: string;
  readonly dimensions?: number;
}

/** `EmbedResponse`, and the older `EmbeddingsResponse`. */
export interface EmbedResponse extends Counters {
  readonly model?: string;
  readonly embeddings?: readonly (readonly number[])[] | null;
  readonly embedding?: readonly number[] | null;
}

/** `SystemOneResponse`. */
export interface SystemOneResponse {
  readonly model?: string;
  readonly usage?: { readonly input_tokens?: number; readonly output_tokens?: number };
}
