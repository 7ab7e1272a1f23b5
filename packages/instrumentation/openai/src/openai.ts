/** The parts of the `openai` client's shapes that are read. All optional: compatible servers leave much out. */

/** What every reply and chunk may hold of a problem. */
interface Problem {
  readonly code?: string | null;
  readonly type?: string | null;
  readonly message?: string | null;
}

/** Seconds, as Groq and Cerebras tell them. */
export interface Times {
  readonly queue_time?: number | null;
  readonly prompt_time?: number | null;
  readonly completion_time?: number | null;
  readonly total_time?: number | null;
}

/** Where the servers that speak this API tell how long they took. */
export interface Timed {
  /** Of Cerebras. */
  readonly time_info?: Times | null;
  /** Of llama.cpp: milliseconds, and the tokens that they were spent on; those from its cache are counted apart. */
  readonly timings?: {
    readonly cache_n?: number;
    readonly prompt_n?: number;
    readonly prompt_ms?: number;
    readonly predicted_n?: number;
    readonly predicted_ms?: number;
  } | null;
}

/** By what else a reply shows which server made it. */
export interface Identified extends Timed {
  readonly usage?: object | null;
  readonly system_fingerprint?: string | null;
  /** Of SGLang. */
  readonly metadata?: unknown;
  /** Of vLLM. */
  readonly kv_transfer_params?: unknown;
  readonly choices?: readonly ServerMarks[] | null;
}

/** By what a choice, also of a chunk, shows which server made it. `null` is a mark, too. */
export interface ServerMarks {
  /** Of SGLang. */
  readonly matched_stop?: unknown;
  /** Of TensorRT-LLM. */
  readonly avg_decoded_tokens_per_iter?: unknown;
}

/** `CompletionUsage`, with what DeepSeek and Groq add. */
export interface CompletionUsage extends Times {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
    readonly audio_tokens?: number | null;
  } | null;
  readonly completion_tokens_details?: {
    readonly reasoning_tokens?: number | null;
    readonly audio_tokens?: number | null;
  } | null;
  readonly prompt_cache_hit_tokens?: number | null;
  /** What OpenRouter charges, in USD; Perplexity has an object here. */
  readonly cost?: unknown;
  /** True when the upstream provider charges as well. */
  readonly is_byok?: unknown;
}

/** A part of a chat message's content. */
export interface ContentPart {
  readonly type?: string;
  readonly text?: string;
  readonly refusal?: string;
  readonly image_url?: { readonly url?: string } | string | null;
  readonly input_audio?: { readonly data?: string; readonly format?: string };
  /** Of Together. */
  readonly video_url?: { readonly url?: string };
  readonly audio_url?: { readonly url?: string };
  readonly file?: { readonly file_id?: string; readonly file_data?: string };
  readonly file_id?: string | null;
  readonly file_data?: string;
}

/** A tool call of a chat message. */
export interface ToolCall {
  readonly id?: string | null;
  readonly type?: string;
  readonly function?: { readonly name?: string | null; readonly arguments?: string | null };
  readonly custom?: { readonly name?: string; readonly input?: string };
}

/** A message of a chat, sent or received. */
export interface ChatMessage {
  readonly role?: string;
  readonly name?: string;
  readonly content?: string | readonly ContentPart[] | null;
  readonly refusal?: string | null;
  /** What DeepSeek and vLLM, and OpenRouter, call the model's reasoning. */
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly tool_calls?: readonly ToolCall[] | null;
  readonly tool_call_id?: string;
}

/** A tool on offer. */
export interface Tool {
  readonly type?: string;
  readonly name?: string;
  readonly function?: { readonly name?: string };
  readonly custom?: { readonly name?: string };
}

/** `ChatCompletionCreateParams`. */
export interface ChatBody {
  readonly model?: string;
  readonly messages?: readonly ChatMessage[];
  readonly stream?: boolean | null;
  readonly stream_options?: { readonly include_usage?: boolean | null } | null;
  readonly top_k?: number | null;
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly n?: number | null;
  readonly seed?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly frequency_penalty?: number | null;
  readonly presence_penalty?: number | null;
  readonly reasoning_effort?: string | null;
  readonly service_tier?: string | null;
  readonly response_format?: { readonly type?: string } | null;
  readonly modalities?: readonly string[] | null;
  readonly tools?: readonly Tool[] | null;
}

/** `ChatCompletion`. */
export interface ChatCompletion extends Timed {
  readonly id?: string;
  readonly model?: string;
  readonly choices?: readonly (ServerMarks & {
    readonly message?: ChatMessage;
    readonly finish_reason?: string | null;
  })[];
  readonly usage?: CompletionUsage | null;
  readonly service_tier?: string | null;
  readonly system_fingerprint?: string | null;
}

/** `ChatCompletionChunk`. */
export interface ChatChunk extends Timed {
  readonly id?: string;
  readonly model?: string;
  readonly choices?:
    | readonly (ServerMarks & {
        readonly index?: number;
        readonly delta?:
          | (Omit<ChatMessage, 'role' | 'tool_calls' | 'content'> & {
              readonly role?: string | null;
              readonly content?: string | null;
              readonly tool_calls?:
                | readonly (ToolCall & { readonly index?: number | null })[]
                | null;
            })
          | null;
        readonly finish_reason?: string | null;
      })[]
    | null;
  readonly usage?: CompletionUsage | null;
  /** Of Groq: the usage of a stream. */
  readonly x_groq?: { readonly usage?: CompletionUsage | null } | null;
  readonly service_tier?: string | null;
  readonly system_fingerprint?: string | null;
}

/** `CompletionCreateParams`. */
export interface CompletionBody extends Omit<ChatBody, 'messages'> {
  readonly prompt?: unknown;
}

/** `Completion`, also as a chunk. */
export interface Completion extends Timed {
  readonly id?: string;
  readonly model?: string;
  readonly choices?:
    | readonly (ServerMarks & {
        readonly index?: number;
        readonly text?: string | null;
        readonly finish_reason?: string | null;
      })[]
    | null;
  /** Of a chunk of Together's, whose choices have none. */
  readonly finish_reason?: string | null;
  readonly usage?: CompletionUsage | null;
  readonly system_fingerprint?: string | null;
}

/** `ResponseUsage`. */
interface ResponseUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly input_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
  } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
}

/** An item of a response's input or output. */
export interface ResponseItem {
  /** Absent or `null` for a message and for a reference to an item. */
  readonly type?: string | null;
  readonly id?: string | null;
  readonly role?: string;
  readonly content?: string | readonly ContentPart[] | null;
  readonly name?: string | null;
  readonly arguments?: unknown;
  readonly call_id?: string | null;
  /** What a search of the web did; other tools have other shapes. */
  readonly action?: unknown;
  readonly output?: unknown;
  readonly summary?: readonly ContentPart[];
  /** The made image, as base64. */
  readonly result?: string | null;
}

/** `ResponseCreateParams`. */
export interface ResponseBody {
  readonly model?: string;
  readonly instructions?: string | null;
  readonly input?: string | readonly ResponseItem[];
  readonly stream?: boolean | null;
  readonly max_output_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly reasoning?: { readonly effort?: string | null } | null;
  readonly previous_response_id?: string | null;
  readonly conversation?: string | { readonly id?: string } | null;
  readonly prompt?: { readonly id?: string; readonly version?: string | null } | null;
  readonly service_tier?: string | null;
  readonly text?: { readonly format?: { readonly type?: string } };
  readonly tools?: readonly Tool[];
}

/** `Response`. */
export interface ResponseReply extends Pick<Timed, 'timings'> {
  readonly id?: string;
  readonly model?: string;
  readonly status?: string;
  readonly error?: Problem | null;
  readonly incomplete_details?: { readonly reason?: string } | null;
  readonly output?: readonly ResponseItem[];
  readonly usage?: ResponseUsage | null;
  readonly service_tier?: string | null;
  readonly conversation?: { readonly id?: string } | null;
}

/** `ResponseStreamEvent`. */
export interface ResponseEvent extends Pick<Timed, 'timings'> {
  readonly type?: string;
  readonly response?: ResponseReply;
  readonly delta?: unknown;
  readonly code?: string | null;
  readonly message?: string;
}

/** What `responses.retrieve` is called with. */
export interface RetrieveBody {
  readonly id: string;
  readonly query: { readonly stream?: boolean; readonly starting_after?: number };
}

/** `EmbeddingCreateParams`. */
export interface EmbeddingBody {
  readonly model?: string;
  readonly dimensions?: number;
  readonly encoding_format?: string;
}

/** `CreateEmbeddingResponse`. */
export interface EmbeddingReply {
  readonly model?: string;
  readonly data?: readonly { readonly embedding?: unknown }[];
  readonly usage?: { readonly prompt_tokens?: number } | null;
}

/** What the calls of images take. */
export interface ImageBody {
  readonly model?: string | null;
  readonly prompt?: string;
  readonly n?: number | null;
  readonly stream?: boolean | null;
}

/** Usage that tells image, text and audio apart. */
export interface MediaUsage {
  readonly type?: string;
  readonly seconds?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly input_tokens_details?: {
    readonly image_tokens?: number;
    readonly text_tokens?: number;
  };
  readonly input_token_details?: { readonly audio_tokens?: number; readonly text_tokens?: number };
}

/** `ImagesResponse`. */
export interface ImageReply {
  readonly data?: readonly { readonly b64_json?: string; readonly url?: string }[];
  readonly usage?: MediaUsage | null;
}

/** `ImageGenStreamEvent` and `ImageEditStreamEvent`. */
export interface ImageEvent {
  readonly type?: string;
  readonly b64_json?: string;
  readonly usage?: MediaUsage | null;
}

/** What the calls of audio take. */
export interface AudioBody {
  readonly model?: string;
  readonly input?: string;
  readonly stream?: boolean | null;
  readonly temperature?: number;
}

/** `Transcription`; a text where a text format was asked for. */
export interface AudioReply {
  readonly text?: string;
  readonly duration?: number;
  readonly usage?: MediaUsage | null;
}

/** `TranscriptionStreamEvent`. */
export interface AudioEvent extends AudioReply {
  readonly type?: string;
}

/** `ModerationCreateResponse`. */
export interface ModerationReply {
  readonly id?: string;
  readonly model?: string;
  readonly results?: readonly { readonly flagged?: boolean }[];
}

/** `Batch`. */
export interface Batch {
  readonly id?: string;
  readonly status?: string;
  readonly request_counts?: {
    readonly total?: number;
    readonly completed?: number;
    readonly failed?: number;
  };
  /** From openai 6 on. */
  readonly model?: string;
  /** Of all requests together, of batches made after 2025-09-07. */
  readonly usage?: {
    readonly input_tokens?: number;
    readonly output_tokens?: number;
    readonly input_tokens_details?: { readonly cached_tokens?: number };
    readonly output_tokens_details?: { readonly reasoning_tokens?: number };
  };
}
