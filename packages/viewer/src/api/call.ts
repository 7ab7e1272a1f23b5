/** What is known of one call of a model. */
import type { Cost, Usage } from './summary.ts';
import type { AttributeValue, Attributes } from './trace.ts';

/** What is known of one call of a model. Absent: nobody said. */
export interface Call {
  readonly traceId: string;
  readonly spanId: string;
  readonly operation: string;
  readonly provider?: string | undefined;
  readonly requestModel?: string | undefined;
  readonly responseModel?: string | undefined;
  readonly responseId?: string | undefined;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string | undefined;
  readonly startedAt: number;
  readonly durationMillis: number;
  /** Temperature, top_p, seed and the like, by their names in the conventions less `gen_ai.request.`. */
  readonly parameters: Attributes;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  readonly finishReasons: readonly string[];
  readonly error?: CallError | undefined;
  readonly stream?: StreamTimes | undefined;
  readonly retries?:
    | {
        readonly count: number;
        readonly waitMillis?: number | undefined;
        readonly afterMillis?: number | undefined;
      }
    | undefined;
  readonly rateLimits: readonly RateLimit[];
  /** Host and port of the provider. */
  readonly server?: string | undefined;
  /** Tools that the model could call. */
  readonly tools: readonly ToolDefinition[];
  /** Asked format of the answer: `text`, `json`, `image`, `speech`. */
  readonly outputType?: string | undefined;
  readonly versions: Readonly<Record<string, string>>;
  readonly prompt?:
    | { readonly name?: string | undefined; readonly version?: string | undefined }
    | undefined;
  readonly evaluations: readonly Evaluation[];
  /** True: messages were recorded. False: the application records no content. */
  readonly hasContent: boolean;
  /** How many values were cut, and left out, before they were sent. */
  readonly truncated?: number | undefined;
}

/** An error. */
export interface CallError {
  /** Low-cardinality, such as `429` or `TimeoutError`. */
  readonly type: string;
  readonly message?: string | undefined;
}

/** When the parts of a stream came, from the start of the call. Absent: nobody said. */
export interface StreamTimes {
  readonly firstChunkMillis?: number | undefined;
  readonly firstTextMillis?: number | undefined;
  readonly firstReasoningMillis?: number | undefined;
  readonly longestGapMillis?: number | undefined;
  readonly chunkCount?: number | undefined;
  readonly outputTokensPerSecond?: number | undefined;
  /** `completed`, `cancelled`, `aborted`, `failed`, `abandoned`. */
  readonly outcome?: string | undefined;
}

/** A limit of the provider, as its reply says. */
export interface RateLimit {
  readonly kind: 'requests' | 'tokens' | 'input_tokens' | 'output_tokens';
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  readonly resetMillis?: number | undefined;
}

/** A tool that a model could call. */
export interface ToolDefinition {
  readonly name: string;
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  /** JSON Schema. */
  readonly parameters?: AttributeValue | undefined;
}

/** A judgement on an answer. */
export interface Evaluation {
  readonly name: string;
  readonly score?: number | undefined;
  readonly label?: string | undefined;
  readonly explanation?: string | undefined;
}
