/** The JSON API between the viewer's server and its page: routes, queries and what they answer. */

/**
 * Every route of the API. `:name` is a part of the path, percent-encoded.
 *
 * All but `session` need the token: the cookie that `session` sets, or `Authorization: Bearer <token>`. Times are
 * milliseconds since the epoch with a fraction, durations milliseconds, unless a name says otherwise.
 */
export const ROUTES = {
  /** `POST` {@link SessionRequest}: 204 and the cookie, or 401. `DELETE`: 204, signed out. */
  session: '/api/session',
  /** `GET`: {@link Info}. */
  info: '/api/info',
  /** `GET` {@link ListQuery}: {@link Page} of {@link TraceSummary}. */
  traces: '/api/traces',
  /** `GET`: {@link Trace}. 404 when it is not (or no longer) stored. */
  trace: '/api/traces/:traceId',
  /** `GET`: the trace as one OTLP/JSON `ExportTraceServiceRequest`, as it was received. */
  traceOtlp: '/api/traces/:traceId/otlp',
  /** `GET`: {@link Span} with nothing cut. */
  span: '/api/traces/:traceId/spans/:spanId',
  /** `GET` {@link ListQuery}: {@link Page} of {@link ConversationSummary}. */
  conversations: '/api/conversations',
  /** `GET`: {@link Conversation}. `:key` is {@link ConversationSummary.key}. */
  conversation: '/api/conversations/:key',
  /** `GET` {@link GroupsQuery}: array of {@link Group}. */
  groups: '/api/groups',
  /** `GET` `?key=<filter key>&prefix=<text>`: array of {@link FilterValue}, most frequent first, at most 50. */
  values: '/api/values',
  /** `GET` `?left=<ref>&right=<ref>`: {@link Comparison}. A ref is a trace id, `<trace id>/<span id>`, or a conversation's key. */
  compare: '/api/compare',
  /** `GET`: array of {@link MetricSummary}. */
  metrics: '/api/metrics',
  /** `GET` {@link MetricQuery}: {@link Metric}. */
  metric: '/api/metrics/:name',
  /** `GET` {@link LogsQuery}: {@link Page} of {@link LogRecord}, newest first. */
  logs: '/api/logs',
  /** `GET` `?traceId=`: array of {@link LibraryFindings}; without a trace, of all that is stored. */
  findings: '/api/findings',
  /** `GET`: {@link NameDescriptions} of the conventions; does not change while the server runs. */
  names: '/api/names',
  /** `GET`: server-sent events, {@link LiveEvents}. A `ping` comment comes every 15 s. */
  live: '/api/live',
  /** `GET` {@link ListQuery}: matching traces as OTLP JSON lines, one request a line, `application/x-ndjson`. */
  export: '/api/export',
  /** `POST` `{}` as `application/json`: 204; everything stored is deleted. */
  clear: '/api/clear',
} as const;

/** What a failed request answers, with a status of 400 or more. */
export interface ApiError {
  /** A sentence for people. */
  readonly error: string;
}

/** Signing in. The page reads the token from the fragment of its address, `#token=…`, and takes it out of the address bar. */
export interface SessionRequest {
  readonly token: string;
}

/** A part of a longer list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Value of `cursor` for the next part. Absent: this was the last. */
  readonly next?: string | undefined;
  /** How many match in all. Absent when counting was cut short at 10,000. */
  readonly total?: number | undefined;
}

/** The viewer, and where to send telemetry. */
export interface Info {
  readonly version: string;
  readonly startedAt: number;
  /** Where it takes OTLP. `grpc` is absent when it was turned off. */
  readonly receivers: { readonly http: string; readonly grpc?: string | undefined };
  /** Variables that make an application send here. */
  readonly environment: Readonly<Record<string, string>>;
  readonly storage: {
    /** Absent: in memory. */
    readonly file?: string | undefined;
    readonly bytes: number;
    readonly maxBytes: number;
    /** Absent: by bytes only. */
    readonly maxAgeMillis?: number | undefined;
  };
  readonly counts: {
    readonly traces: number;
    readonly spans: number;
    readonly logs: number;
    readonly metrics: number;
  };
  /** What was not kept, by reason: `traces_evicted`, `invalid_span`, `too_large`, … */
  readonly dropped: Readonly<Record<string, number>>;
  readonly forward?:
    | {
        readonly url: string;
        readonly sent: number;
        readonly failed: number;
        readonly lastError?: string | undefined;
      }
    | undefined;
  /** Services seen, by name. */
  readonly services: readonly string[];
}

/** How a list is asked for, as query parameters. */
export interface ListQuery {
  /** Words, `"a phrase"` and filters `key:value`, all of which must hold; see {@link FILTERS}. Default: everything. */
  readonly query?: string | undefined;
  /** Default: `newest`. */
  readonly sort?: 'newest' | 'oldest' | 'slowest' | 'expensive' | 'tokens' | 'errors' | undefined;
  /** 1 to 500. Default: 100. */
  readonly limit?: number | undefined;
  /** {@link Page.next} of the part before. */
  readonly cursor?: string | undefined;
  /** Only what started at or after this time. */
  readonly from?: number | undefined;
  /** Only what started before this time. */
  readonly to?: number | undefined;
}

/** One kind of filter. */
export interface FilterDescription {
  readonly key: string;
  readonly description: string;
  readonly example: string;
  /** `number` also takes `>`, `>=`, `<`, `<=`. */
  readonly type: 'text' | 'number' | 'choice';
  readonly choices?: readonly string[] | undefined;
}

/**
 * The filters of a query. `-` before one turns it round; `key:a,b` is either. A value with blanks stands in quotes, and
 * `*` at its end matches what begins so. Any other key with a dot is the name of an attribute: `http.route:/chat`.
 * A trace matches when all filters hold for it as a whole; filters that speak of spans may hold on different spans. A conversation matches when one of its traces does.
 */
export const FILTERS: readonly FilterDescription[] = [
  {
    key: 'model',
    description: 'A model that was asked or that answered.',
    example: 'model:gpt-4o*',
    type: 'text',
  },
  {
    key: 'provider',
    description: 'The provider of a model.',
    example: 'provider:openai',
    type: 'text',
  },
  { key: 'agent', description: 'An agent that ran.', example: 'agent:support', type: 'text' },
  { key: 'tool', description: 'A tool that was run.', example: 'tool:look_up_order', type: 'text' },
  {
    key: 'conversation',
    description: 'The conversation.',
    example: 'conversation:c-17',
    type: 'text',
  },
  { key: 'user', description: 'The user.', example: 'user:u-3', type: 'text' },
  { key: 'tenant', description: 'The tenant.', example: 'tenant:acme', type: 'text' },
  {
    key: 'service',
    description: 'The service that sent it.',
    example: 'service:support-desk',
    type: 'text',
  },
  { key: 'operation', description: 'What was done.', example: 'operation:chat', type: 'text' },
  { key: 'name', description: 'The name of a span.', example: 'name:"POST /chat"', type: 'text' },
  { key: 'trace', description: 'A trace by its id.', example: 'trace:4bf92f35*', type: 'text' },
  {
    key: 'status',
    description: 'Whether anything in it failed.',
    example: 'status:error',
    type: 'choice',
    choices: ['ok', 'error'],
  },
  { key: 'error', description: 'The type of an error.', example: 'error:429', type: 'text' },
  { key: 'finish', description: 'Why a model stopped.', example: 'finish:length', type: 'text' },
  {
    key: 'dialect',
    description: 'The conventions that it was recorded by.',
    example: 'dialect:openinference',
    type: 'text',
  },
  {
    key: 'has',
    description: 'What it has.',
    example: 'has:retry',
    type: 'choice',
    choices: ['content', 'error', 'retry', 'tool', 'stream', 'cost', 'log'],
  },
  {
    key: 'duration',
    description: 'How long it took, in ms, s or m; milliseconds without a unit.',
    example: 'duration:>2s',
    type: 'number',
  },
  {
    key: 'tokens',
    description: 'Input and output tokens together.',
    example: 'tokens:>10000',
    type: 'number',
  },
  { key: 'cost', description: 'What it cost.', example: 'cost:>0.01', type: 'number' },
  { key: 'spans', description: 'How many spans it has.', example: 'spans:>100', type: 'number' },
];

/** A value that a filter could have. */
export interface FilterValue {
  readonly value: string;
  readonly count: number;
}

/** Tokens. Every number is absent when nobody said it; none is guessed. */
export interface Usage {
  /** Cached ones included. */
  readonly inputTokens?: number | undefined;
  /** Reasoning included. */
  readonly outputTokens?: number | undefined;
  /** Part of the input. */
  readonly cacheReadTokens?: number | undefined;
  /** Part of the input. */
  readonly cacheWriteTokens?: number | undefined;
  /** Part of the output. */
  readonly reasoningTokens?: number | undefined;
}

/** Money. */
export interface Cost {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Who says so: `provider`, `table`, `genai-prices@0.1.8`, … Absent when nobody said or when several did. */
  readonly source?: string | undefined;
  /** Day of the price table. */
  readonly priceDate?: string | undefined;
  /** True: there were calls whose cost nobody knows, so it is at least this. */
  readonly isPartial?: boolean | undefined;
}

/** A piece of text that a search matched. */
export interface Snippet {
  readonly spanId: string;
  /** Of the attribute that has the text, or `name`. */
  readonly attribute: string;
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** What lists say of a trace. */
export interface TraceSummary {
  readonly traceId: string;
  /** Name of the root, or of the earliest span while no root has come. */
  readonly name: string;
  readonly service?: string | undefined;
  readonly startedAt: number;
  /** From the earliest start to the latest end. */
  readonly durationMillis: number;
  readonly spanCount: number;
  readonly errorCount: number;
  /** Calls of models. */
  readonly callCount: number;
  readonly toolCount: number;
  readonly retryCount: number;
  /** True until its root has come. */
  readonly isOpen: boolean;
  readonly models: readonly string[];
  readonly agents: readonly string[];
  readonly tools: readonly string[];
  readonly conversationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  /** Of the first call that says it. */
  readonly timeToFirstChunkMillis?: number | undefined;
  /** First words of what the user said last. Absent without content. */
  readonly question?: string | undefined;
  /** First words of what was answered last. Absent without content. */
  readonly answer?: string | undefined;
  /** Only in the answer to a query with words. */
  readonly snippet?: Snippet | undefined;
}

/** What lists say of a conversation: traces with the same conversation id, or one trace with a model call and no such id. */
export interface ConversationSummary {
  /** Stays the same when the server starts again on the same file. */
  readonly key: string;
  /** Absent when the application gave none. */
  readonly conversationId?: string | undefined;
  /** First words of what the user said first, else the name of its first trace. */
  readonly title: string;
  readonly service?: string | undefined;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly traceCount: number;
  readonly callCount: number;
  readonly toolCount: number;
  readonly errorCount: number;
  readonly models: readonly string[];
  readonly agents: readonly string[];
  readonly userId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  /** Sum of its traces. */
  readonly durationMillis: number;
  /** First words of the latest answer. */
  readonly answer?: string | undefined;
  readonly snippet?: (Snippet & { readonly traceId: string }) | undefined;
}

/** Grouping. Also takes `query`, `from` and `to` of {@link ListQuery}. */
export interface GroupsQuery extends Pick<ListQuery, 'query' | 'from' | 'to'> {
  readonly by:
    | 'conversation'
    | 'user'
    | 'tenant'
    | 'agent'
    | 'model'
    | 'provider'
    | 'service'
    | 'tool';
}

/** Traces with one value. */
export interface Group {
  /** Empty: the traces that have none. */
  readonly value: string;
  /** The filter that shows them, such as `tenant:acme`. Absent for those that have none. */
  readonly filter?: string | undefined;
  readonly traceCount: number;
  readonly errorCount: number;
  readonly callCount: number;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  readonly medianMillis: number;
  readonly p95Millis: number;
  readonly lastAt: number;
}

/** What a span did, by which it is coloured and counted. */
export type SpanCategory =
  | 'model'
  | 'agent'
  | 'tool'
  | 'retrieval'
  | 'embeddings'
  | 'workflow'
  | 'memory'
  | 'http'
  | 'database'
  | 'messaging'
  | 'other';

/** The value of an attribute. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

/** Attributes by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What recorded a span. */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
}

/** One span. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent: it is a root. The parent may not be stored. */
  readonly parentSpanId?: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly category: SpanCategory;
  /** Short label for a person, such as the model of a call or the route of a request. */
  readonly label: string;
  readonly service?: string | undefined;
  /** By the clock of the machine that sent it, moved by `skewMillis`. */
  readonly startedAt: number;
  readonly durationMillis: number;
  /** How much its times were moved so that it lies within its parent, when another service's clock differs. Absent: not at all. */
  readonly skewMillis?: number | undefined;
  readonly status: 'unset' | 'ok' | 'error';
  readonly statusMessage?: string | undefined;
  /** As received; texts longer than 2,000 characters are cut in a {@link Trace}, see `cut`. */
  readonly attributes: Attributes;
  /** Names of attributes whose value is cut; the whole span has them whole. */
  readonly cut?: readonly string[] | undefined;
  /** The same in the newest names of the GenAI conventions, where they differ from what was received; texts cut alike. */
  readonly normalized?: Attributes | undefined;
  /** Conventions that it was recorded by: `gen_ai`, `gen_ai-1.41`, `openinference`, … Absent: nothing of GenAI is in it. */
  readonly dialect?: string | undefined;
  readonly resource: Attributes;
  readonly scope: Scope;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  /** Set on a call of a model. */
  readonly call?: Call | undefined;
  /** True: it lies on the critical path of its trace. */
  readonly isCritical: boolean;
  /** Time that no child covers. */
  readonly selfMillis: number;
}

/** An event of a span. */
export interface SpanEvent {
  readonly name: string;
  readonly at: number;
  readonly attributes: Attributes;
}

/** A link to another span. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
  /** True: that trace is stored. */
  readonly isStored: boolean;
}

/** A whole trace. Spans are in the order of a tree: each parent before its children, children by start. */
export interface Trace {
  readonly summary: TraceSummary;
  readonly spans: readonly Span[];
  readonly logs: readonly LogRecord[];
  /** Self time by category, longest first: where the time went. */
  readonly time: readonly {
    readonly category: SpanCategory;
    readonly millis: number;
    readonly spanCount: number;
  }[];
  /** Which agent or workflow called which agent, model or tool, how often. */
  readonly graph: AgentGraph;
  readonly conversationKey?: string | undefined;
}

/** Who called whom. */
export interface AgentGraph {
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly category: SpanCategory;
    readonly count: number;
    readonly errorCount: number;
    readonly durationMillis: number;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly count: number }[];
}

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

/** One conversation, as people read it. */
export interface Conversation {
  readonly summary: ConversationSummary;
  /** The main one first; others are of other agents, judges and the like, each by its start. */
  readonly threads: readonly Thread[];
  readonly traces: readonly TraceSummary[];
  readonly evaluations: readonly (Evaluation & {
    readonly traceId: string;
    readonly spanId?: string | undefined;
  })[];
  /** True: it is longer than what is shown; the oldest entries are left out. */
  readonly isCut: boolean;
}

/** Calls that continue each other: each has the messages of the one before in its input. */
export interface Thread {
  readonly id: string;
  readonly agent?: string | undefined;
  /** First words of its first message. */
  readonly title: string;
  /** The latest system instructions. Empty without. */
  readonly system: readonly Part[];
  readonly entries: readonly Entry[];
}

/** What stands below each other in a thread, by time. What a later call repeats of an earlier one is not repeated. */
export type Entry = MessageEntry | CallEntry | ToolEntry;

/** A message. */
export interface MessageEntry {
  readonly kind: 'message';
  /** `system`, `user`, `assistant`, `tool` or another text. */
  readonly role: string;
  readonly name?: string | undefined;
  /** Results of tools that are shown with their call are left out. */
  readonly parts: readonly Part[];
  readonly at: number;
  /** The call that brought it. */
  readonly traceId: string;
  readonly spanId: string;
  readonly direction: 'input' | 'output';
  /** Set when a call has several choices: which it is, from 0. */
  readonly choice?: number | undefined;
  readonly finishReason?: string | undefined;
}

/** Stands before the messages that a call of a model brought back; alone when it failed or has no content. */
export interface CallEntry {
  readonly kind: 'call';
  readonly call: Call;
  readonly at: number;
}

/** A tool that ran although no model's call of it is recorded. */
export interface ToolEntry {
  readonly kind: 'tool';
  readonly call: ToolCallPart;
  readonly at: number;
}

/** A piece of a message. */
export type Part =
  | {
      readonly type: 'text';
      readonly text: string;
      /** Set when the text is JSON: as a tree. */ readonly json?: AttributeValue | undefined;
    }
  | { readonly type: 'reasoning'; readonly text: string }
  | ToolCallPart
  | ToolResultPart
  | MediaPart
  | { readonly type: 'compaction'; readonly text?: string | undefined }
  /** Anything else, as it came. */
  | { readonly type: 'other'; readonly name: string; readonly value: AttributeValue };

/** A call of a tool, with what came of it. */
export interface ToolCallPart {
  readonly type: 'tool_call';
  readonly id?: string | undefined;
  readonly name: string;
  /** Parsed when it was JSON. Absent: not recorded. */
  readonly arguments?: AttributeValue | undefined;
  /** Runs at the provider, such as a web search. */
  readonly isServerSide?: boolean | undefined;
  readonly result?: { readonly value: AttributeValue } | undefined;
  readonly error?: CallError | undefined;
  /** The span of the run. Absent: it was not traced. */
  readonly run?:
    | {
        readonly traceId: string;
        readonly spanId: string;
        readonly startedAt: number;
        readonly durationMillis: number;
      }
    | undefined;
}

/** The result of a tool whose call is not in the thread. */
export interface ToolResultPart {
  readonly type: 'tool_result';
  readonly id?: string | undefined;
  readonly value: AttributeValue;
}

/** An image, a sound, a file. Never loaded from elsewhere. */
export interface MediaPart {
  readonly type: 'media';
  /** `image`, `audio`, `video`, `document` or another text. */
  readonly modality: string;
  readonly mimeType?: string | undefined;
  /** Of the file, not of its encoding. */
  readonly bytes?: number | undefined;
  readonly fingerprint?: string | undefined;
  /** Where the application says it is; shown as text, never followed. */
  readonly uri?: string | undefined;
  readonly fileId?: string | undefined;
  /** Base64. Only when it was captured and is an image of at most 1 MB. */
  readonly content?: string | undefined;
}

/** Two traces, calls or conversations side by side. */
export interface Comparison {
  readonly left: ComparisonSide;
  readonly right: ComparisonSide;
  /** Numbers and facts: parameters, versions, tokens, cost, times. */
  readonly rows: readonly ComparisonRow[];
  /** The messages aligned: what is on one side only has no other. */
  readonly messages: readonly {
    readonly left?: MessageEntry | undefined;
    readonly right?: MessageEntry | undefined;
    readonly isSame: boolean;
  }[];
}

/** One side of a comparison. */
export interface ComparisonSide {
  readonly ref: string;
  readonly kind: 'trace' | 'call' | 'conversation';
  readonly title: string;
  readonly startedAt: number;
}

/** One fact on both sides. */
export interface ComparisonRow {
  readonly group: 'model' | 'parameters' | 'versions' | 'tokens' | 'cost' | 'time' | 'outcome';
  readonly name: string;
  readonly unit?: 'ms' | 'tokens' | 'money' | undefined;
  readonly left?: string | number | undefined;
  readonly right?: string | number | undefined;
  readonly isSame: boolean;
}

/** One metric that is stored. */
export interface MetricSummary {
  readonly name: string;
  readonly description?: string | undefined;
  readonly unit: string;
  readonly type: 'histogram' | 'counter' | 'gauge' | 'updowncounter';
  /** Names of attributes by which it can be grouped. */
  readonly attributes: readonly string[];
  readonly seriesCount: number;
  /** One of the conventions. */
  readonly isStandard: boolean;
}

/** How a metric is asked for. */
export interface MetricQuery {
  /** Attributes to group by, separated by commas. Default: none, one series. */
  readonly by?: string | undefined;
  /** Default: the earliest stored. */
  readonly from?: number | undefined;
  /** Default: the latest stored. */
  readonly to?: number | undefined;
  /** Width of a point. Default: such that there are about 100 points. */
  readonly stepMillis?: number | undefined;
}

/** A metric over time. */
export interface Metric extends MetricSummary {
  readonly from: number;
  readonly to: number;
  readonly stepMillis: number;
  readonly series: readonly MetricSeries[];
}

/** One series. */
export interface MetricSeries {
  /** The attributes it was grouped by. */
  readonly attributes: Attributes;
  readonly points: readonly MetricPoint[];
  /** Over the whole range. */
  readonly whole: MetricPoint;
}

/** What was measured within one step. Counters and histograms are what was added in it, gauges the latest value. */
export interface MetricPoint {
  /** Start of the step. */
  readonly at: number;
  /** Sum of what was added; of a gauge its value; of a histogram the sum of the values. */
  readonly value: number;
  /** Of histograms. */
  readonly count?: number | undefined;
  /** Of histograms, read from the buckets; absent when nothing was measured. */
  readonly p50?: number | undefined;
  readonly p90?: number | undefined;
  readonly p99?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** How log records are asked for: words and `key:value` filters over `service`, `severity`, `event`, `trace`, `span`, or an attribute's name. */
export interface LogsQuery extends Pick<ListQuery, 'query' | 'limit' | 'cursor' | 'from' | 'to'> {
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** Lowest severity. */
  readonly severity?: Severity | undefined;
}

/** How bad it is. */
export type Severity = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** A log record. */
export interface LogRecord {
  readonly id: string;
  readonly at: number;
  readonly severity?: Severity | undefined;
  /** As the application wrote it. */
  readonly severityText?: string | undefined;
  readonly eventName?: string | undefined;
  readonly body?: AttributeValue | undefined;
  readonly attributes: Attributes;
  readonly service?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** True: the trace is stored. */
  readonly hasTrace: boolean;
  readonly scope: Scope;
}

/** What is missing or outdated in what one library sent. */
export interface LibraryFindings {
  /** The instrumentation scope. */
  readonly library: Scope;
  /** Conventions that it writes. */
  readonly dialects: readonly string[];
  readonly spanCount: number;
  readonly findings: readonly ViewerFinding[];
}

/** One thing that is not as the conventions say. */
export interface ViewerFinding {
  readonly rule: string;
  readonly level: 'violation' | 'improvement' | 'information';
  readonly message: string;
  readonly fix: string;
  readonly signal: 'span' | 'metric' | 'log';
  /** Of the span, the metric or the event. */
  readonly name: string;
  readonly attribute?: string | undefined;
  /** How often it was found. */
  readonly count: number;
  /** One place to look at. */
  readonly example?: { readonly traceId: string; readonly spanId: string } | undefined;
}

/** What the conventions say of attributes and metrics, by name. */
export type NameDescriptions = Readonly<
  Record<
    string,
    {
      readonly description: string;
      readonly type?: string | undefined;
      readonly unit?: string | undefined;
      readonly examples?: readonly string[] | undefined;
      /** The newest name. Only on names that are outdated. */
      readonly replacedBy?: string | undefined;
    }
  >
>;

/** The events of {@link ROUTES.live}, by their name; `data` is JSON. */
export interface LiveEvents {
  /** First, and again after the server has started anew: lists should be loaded again. */
  readonly hello: { readonly startedAt: number };
  /** Traces that are new or have changed, at most once in 250 ms. More than 100 in one go: `traces` is empty, and lists should be loaded again. */
  readonly traces: {
    readonly traces: readonly TraceSummary[];
    readonly conversationKeys: readonly string[];
  };
  /** Traces that were dropped to make room. */
  readonly evicted: { readonly traceIds: readonly string[] };
  /** Log records and metrics came; `counts` of {@link Info}. */
  readonly counts: Info['counts'];
  /** Everything was deleted. */
  readonly cleared: Readonly<Record<string, never>>;
}
