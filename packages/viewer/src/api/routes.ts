/** Every route of the API, and what all of them share. */
import type { TraceSummary } from './summary.ts';

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
