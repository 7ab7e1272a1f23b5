/** The shapes of the tables that are printed from the registry. */
import type { CallMetricName } from './metrics.gen.ts';
import type { OperationKey, OperationName } from './operations.gen.ts';

/** How strongly the conventions ask for an attribute. */
export type RequirementLevel = 'required' | 'conditionally_required' | 'recommended' | 'opt_in';

/** How one operation is recorded. */
export interface OperationSpec {
  /** Value of the attribute that says which operation a span is. */
  readonly name: OperationName;
  /** That attribute: `gen_ai.operation.name`, or `spanwise.vector.operation` where that is no operation of a model. */
  readonly operationAttribute: string;
  /** Upstream's id of the kind of span; it is not on the wire. */
  readonly spanType: string;
  readonly kind: 'client' | 'internal';
  /** True when the span may be `internal` although `kind` is `client`: the work is done in this process. */
  readonly inProcess: boolean;
  /**
   * The span's name is the operation, a space and the first of these attributes that is present; the operation alone
   * when none is. A database's own word for the operation, `db.operation.name`, stands in its place.
   */
  readonly nameAttributes: readonly string[];
  /** All attributes of the span that hold for every provider, by how strongly they are asked for. */
  readonly attributes: Readonly<Record<string, RequirementLevel>>;
  /** Attributes that must be given when the span starts, so that a sampler sees them. */
  readonly samplingAttributes: readonly string[];
  /** Newest name of the metric of its duration. Absent when there is none. */
  readonly durationMetric: CallMetricName | undefined;
  /** Attributes of that metric, those that are recorded only when asked left out. */
  readonly durationAttributes: readonly string[];
  /** True when the token metrics and the time to the first chunk apply. */
  readonly inference: boolean;
  /** True when the counters of tokens apply: for inference, and for what brings the usage of many requests at once. */
  readonly countsTokens: boolean;
}

/** The table of operations. */
export type OperationTable = Readonly<Record<OperationKey, OperationSpec>>;

/** One metric. */
export interface MetricSpec {
  readonly name: string;
  readonly instrument: 'histogram' | 'counter' | 'gauge' | 'updowncounter';
  /** Unit in UCUM. */
  readonly unit: string;
  readonly valueType: 'int' | 'double';
  readonly description: string;
  /** Boundaries of the explicit buckets. Absent when it has none. */
  readonly buckets?: readonly number[] | undefined;
  /** Attributes that a point may have. */
  readonly attributes: readonly string[];
  /** Attributes that a point may have when the user asked for them. */
  readonly optInAttributes: readonly string[];
}

/** One event: a log record with this name. */
export interface EventSpec {
  readonly name: string;
  /** Severity number of the record. Absent when upstream leaves it open. */
  readonly severityNumber: number | undefined;
}

/** A dated set of names. */
export type NameSetId = '2026-10' | '1.41';

/** The single token histogram of an older set. */
export interface TokenUsageSpec {
  readonly metric: MetricSpec;
  /** The attribute that tells the direction, and its two values. */
  readonly attribute: string;
  readonly input: string;
  readonly output: string;
  /** Newest names of the metrics that it stands for. */
  readonly replaces: readonly string[];
}

/** How the newest names are written under a set. */
export interface NameSet {
  readonly id: NameSetId;
  /** Schema URL of the scopes that use this set alone; a scope that emits two sets has none. */
  readonly schemaUrl: string;
  /** Newest name to the set's name; a name that is not here is the same in the set or not in it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Newest name to the set's name, as above. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Absent when the set has the newest token metrics. */
  readonly tokenUsage: TokenUsageSpec | undefined;
  /** True when each output message must have a `finish_reason`. */
  readonly messageFinishReason: boolean;
}
