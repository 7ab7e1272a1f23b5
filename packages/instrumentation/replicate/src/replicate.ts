/** The parts of the `replicate` client's shapes that are read. */

/** What a model is given. Each has an input of its own; these fields are those of most language models. */
export interface Input {
  readonly prompt?: unknown;
  readonly system_prompt?: unknown;
  readonly max_tokens?: number;
  readonly max_new_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly seed?: number;
  readonly frequency_penalty?: number;
  readonly presence_penalty?: number;
}

/** What a prediction is made of. */
export interface PredictionBody {
  readonly model?: string;
  readonly version?: string;
  readonly input?: Input;
}

/** A prediction, finished or not. */
export interface Prediction {
  readonly id?: string;
  readonly status?: string;
  readonly model?: string;
  readonly error?: unknown;
  readonly output?: unknown;
  readonly metrics?: {
    /** Seconds. */
    readonly predict_time?: number;
    /** Seconds, with the time in the queue. */
    readonly total_time?: number;
    /** Only of language models that tell, and not in the client's types. */
    readonly input_token_count?: number;
    readonly output_token_count?: number;
  } | null;
}

/** One event of a stream. */
export interface PredictionEvent {
  readonly event?: string;
  readonly data?: unknown;
}
