/** The parts of the client's shapes that are read. All optional: compatible servers leave much out. */

/** `Usage`, and `MessageDeltaUsage`, whose counts are totals, too. */
export interface Usage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_creation?: {
    readonly ephemeral_5m_input_tokens?: number | null;
    readonly ephemeral_1h_input_tokens?: number | null;
  } | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  readonly server_tool_use?: { readonly web_search_requests?: number | null } | null;
  readonly service_tier?: string | null;
  readonly speed?: string | null;
  readonly inference_geo?: string | null;
}

/** Where an image or a document is; `content` is a text or blocks. */
export interface Source {
  readonly type?: string;
  readonly data?: string;
  readonly media_type?: string;
  readonly url?: string;
  readonly file_id?: string;
  readonly content?: unknown;
}

/** `ContentBlock` and `ContentBlockParam`: the kinds differ by `type`. */
export interface Block {
  readonly type?: string;
  readonly text?: string;
  /** A list on what came back; on what is sent also a setting. */
  readonly citations?: unknown;
  readonly thinking?: string;
  readonly id?: string;
  readonly name?: string;
  readonly server_name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly content?: unknown;
  readonly source?: Source | string;
  readonly file_id?: string;
}

/** `MessageParam`. */
export interface MessageParam {
  readonly role?: string;
  readonly content?: string | readonly Block[] | null;
}

/** A tool on offer. */
interface Tool {
  readonly type?: string | null;
  readonly name?: string;
  readonly mcp_server_name?: string;
}

/** `MessageCreateParams`, and `MessageCountTokensParams`. */
export interface MessageBody {
  readonly model?: string;
  readonly max_tokens?: number;
  readonly messages?: readonly MessageParam[];
  readonly system?: string | readonly Block[] | null;
  readonly tools?: readonly Tool[] | null;
  readonly stream?: boolean | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly top_k?: number | null;
  readonly stop_sequences?: readonly string[] | null;
  readonly service_tier?: string | null;
  readonly output_config?: {
    readonly effort?: string | null;
    readonly format?: { readonly type?: string } | null;
  } | null;
  /** Where the beta had it first. */
  readonly output_format?: { readonly type?: string } | null;
}

/** What a call may say beside its body. */
export interface Options {
  readonly openTelemetry?: { readonly conversationId?: string | null | undefined } | undefined;
}

/** Why a message was refused. */
interface StopDetails {
  readonly type?: string;
  readonly explanation?: string | null;
}

/** `Message`. */
export interface Message {
  readonly id?: string;
  readonly model?: string;
  readonly role?: string;
  readonly content?: readonly Block[] | null;
  readonly stop_reason?: string | null;
  readonly stop_details?: StopDetails | null;
  readonly usage?: Usage | null;
}

/** `RawMessageStreamEvent`: the kinds differ by `type`. */
export interface MessageEvent {
  readonly type?: string;
  readonly index?: number;
  readonly message?: Message;
  readonly content_block?: Block;
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly thinking?: string;
    readonly partial_json?: string;
    readonly citation?: unknown;
    readonly content?: string | null;
    readonly stop_reason?: string | null;
    readonly stop_details?: StopDetails | null;
  };
  readonly usage?: Usage | null;
}

/** `MessageTokensCount`. */
export interface TokensCount {
  readonly input_tokens?: number;
}

/** `CompletionCreateParams`, up to 0.x. */
export interface CompletionBody {
  readonly model?: string;
  readonly prompt?: string;
  readonly max_tokens_to_sample?: number;
  readonly stop_sequences?: readonly string[] | null;
  readonly stream?: boolean | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly top_k?: number | null;
}

/** `Completion`, also as a chunk. */
export interface Completion {
  readonly id?: string;
  readonly model?: string;
  readonly completion?: string;
  readonly stop_reason?: string | null;
}

/** `MessageBatchCreateParams`. */
export interface BatchBody {
  readonly requests?: readonly ({ readonly params?: { readonly model?: string } } | undefined)[];
}

/** `MessageBatch`. */
export interface Batch {
  readonly id?: string;
  readonly processing_status?: string;
  readonly request_counts?: {
    readonly processing?: number;
    readonly succeeded?: number;
    readonly errored?: number;
    readonly canceled?: number;
    readonly expired?: number;
  };
}

/** `MessageBatchIndividualResponse`. */
export interface BatchResult {
  readonly result?: {
    readonly type?: string;
    readonly message?: { readonly model?: string; readonly usage?: Usage | null };
  };
}
