/** The plain shapes of telemetry that the checker reads; OTLP and SDK objects convert to them easily. */

/** The instrumentation scope that recorded something. */
export interface CheckedScope {
  readonly name: string;
  readonly version?: string | undefined;
  readonly schemaUrl?: string | undefined;
}

/** An event of a span. */
export interface CheckedSpanEvent {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** A span that has ended. */
export interface CheckedSpan {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly status: 'unset' | 'ok' | 'error';
  readonly statusMessage?: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Absent when it is not known; then the span counts as somebody else's. */
  readonly scope?: CheckedScope | undefined;
  readonly events?: readonly CheckedSpanEvent[] | undefined;
}

/** A metric with its points. */
export interface CheckedMetric {
  readonly name: string;
  readonly unit: string;
  readonly instrument: 'histogram' | 'counter' | 'gauge' | 'updowncounter';
  /** Boundaries of its explicit buckets. Absent for what is no histogram, and for exponential ones. */
  readonly buckets?: readonly number[] | undefined;
  readonly points: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly scope?: CheckedScope | undefined;
}

/** A log record. */
export interface CheckedLog {
  /** Absent for a plain record. */
  readonly eventName?: string | undefined;
  readonly severityNumber?: number | undefined;
  readonly body?: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly scope?: CheckedScope | undefined;
}
