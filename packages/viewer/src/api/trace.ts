/** A trace and its spans. */
import type { Call } from './call.ts';
import type { LogRecord } from './log-record.ts';
import type { TraceSummary } from './summary.ts';

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
