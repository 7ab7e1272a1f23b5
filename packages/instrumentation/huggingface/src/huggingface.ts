/** The parts of the `@huggingface/inference` client's shapes that are read, beside those of OpenAI's API. */

/** What each function is told beside the request itself. */
export interface Addressed {
  readonly model?: string;
  /** Where the call goes, past the router. */
  readonly endpointUrl?: string;
  /** Who runs the model. */
  readonly provider?: string;
}

/** What `textGeneration` and its stream are given. */
export interface GenerationBody extends Addressed {
  readonly inputs?: string;
  readonly parameters?: {
    readonly max_new_tokens?: number;
    readonly temperature?: number;
    readonly top_p?: number;
    readonly top_k?: number;
    readonly seed?: number;
    readonly frequency_penalty?: number;
    readonly stop?: readonly string[];
    readonly stop_sequences?: readonly string[];
  };
}

/** What TGI says of how a text ended. */
export interface GenerationDetails {
  readonly finish_reason?: string;
  readonly generated_tokens?: number;
  /** Only in the last chunk of a stream. */
  readonly input_length?: number;
  readonly seed?: number | null;
}

/** What `textGeneration` answers. */
export interface Generation {
  readonly generated_text?: string | null | undefined;
  readonly details?: GenerationDetails | null;
}

/** One chunk of `textGenerationStream`: TGI's own, or that of OpenAI's completions. */
export interface GenerationChunk extends Generation {
  readonly token?: { readonly text?: string; readonly special?: boolean };
}

/** What `featureExtraction` is given. */
export interface FeatureBody extends Addressed {
  readonly inputs?: string | readonly string[];
  readonly dimensions?: number;
}
