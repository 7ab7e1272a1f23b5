/** The parts of realtime events that we read. Every field is optional: what comes may be anything. */

interface RealtimeContent {
  readonly type?: string;
  readonly text?: string;
  readonly transcript?: string | null;
}

export interface RealtimeItem {
  readonly type?: string | null;
  readonly name?: string | null;
  readonly content?: readonly RealtimeContent[] | null;
}

/** What the server says that the session is. */
export interface RealtimeSession {
  readonly type?: string;
  readonly id?: string;
  readonly model?: string;
  readonly instructions?: string;
  readonly tools?: readonly object[];
  readonly temperature?: number;
  readonly reasoning?: { readonly effort?: string | null } | null;
  readonly prompt?: { readonly id?: string; readonly version?: string | null } | null;
}

interface Modalities {
  readonly text_tokens?: number;
  readonly audio_tokens?: number;
  readonly image_tokens?: number;
}

export interface RealtimeUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly input_token_details?: Modalities & {
    readonly cached_tokens?: number;
    readonly cached_tokens_details?: Modalities;
  };
  readonly output_token_details?: Modalities;
}

export interface RealtimeError {
  readonly type?: string | null;
  readonly code?: string | null;
  readonly message?: string;
}

/** A turn, as it is made and as it is done. */
export interface RealtimeResponse {
  readonly id?: string;
  readonly conversation_id?: string | null;
  readonly status?: string;
  readonly status_details?: {
    readonly reason?: string;
    readonly error?: RealtimeError | null;
  } | null;
  readonly output?: readonly RealtimeItem[];
  readonly usage?: RealtimeUsage | null;
  readonly max_output_tokens?: number | 'inf' | null;
  readonly temperature?: number;
  readonly output_modalities?: readonly string[];
  /** Its name up to the beta. */
  readonly modalities?: readonly string[];
}

export interface RealtimeLimit {
  readonly name?: string;
  readonly limit?: number;
  readonly remaining?: number;
  readonly reset_seconds?: number;
}

/** Any event, of either side. */
export interface RealtimeEvent {
  readonly type?: string;
  readonly session?: RealtimeSession;
  readonly conversation?: { readonly id?: string };
  readonly response?: RealtimeResponse;
  readonly response_id?: string;
  readonly delta?: string;
  readonly item?: RealtimeItem;
  readonly transcript?: string;
  readonly rate_limits?: readonly RealtimeLimit[];
  readonly error?: RealtimeError;
}
