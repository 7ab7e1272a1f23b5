/** Converts what the OpenTelemetry SDK hands to an exporter, of the 2.x and the 3.x line, into what the checker reads. */
import type { CheckedLog, CheckedMetric, CheckedScope, CheckedSpan } from './checked.ts';

interface SdkScope {
  readonly name: string;
  readonly version?: string | undefined;
  readonly schemaUrl?: string | undefined;
}

/** What is read of the SDK's `ReadableSpan`. */
export interface SdkSpan {
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message?: string | undefined };
  readonly attributes: Attributes;
  readonly instrumentationScope?: SdkScope | undefined;
  readonly events?: readonly {
    readonly name: string;
    readonly attributes?: Attributes | undefined;
  }[];
}

/** What is read of the SDK's `ResourceMetrics`. */
export interface SdkMetrics {
  readonly scopeMetrics: readonly {
    readonly scope: SdkScope;
    readonly metrics: readonly {
      readonly descriptor: { readonly name: string; readonly unit: string };
      readonly dataPointType: number;
      readonly isMonotonic?: boolean | undefined;
      readonly dataPoints: readonly { readonly attributes: Attributes; readonly value: unknown }[];
    }[];
  }[];
}

/** What is read of the SDK's `ReadableLogRecord`. */
export interface SdkLogRecord {
  readonly eventName?: string | undefined;
  readonly severityNumber?: number | undefined;
  readonly body?: unknown;
  readonly attributes: Attributes;
  readonly instrumentationScope?: SdkScope | undefined;
}

type Attributes = Readonly<Record<string, unknown>>;

// The API's SpanKind and SpanStatusCode, in the order of their numbers.
const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;

/** Converts spans. */
export function fromSpans(spans: readonly SdkSpan[]): CheckedSpan[] {
  return spans.map((span) => ({
    name: span.name,
    kind: KINDS[span.kind] ?? 'internal',
    status: STATUSES[span.status.code] ?? 'unset',
    statusMessage: span.status.message,
    attributes: span.attributes,
    scope: scope(span.instrumentationScope),
    events: span.events?.map(({ name, attributes }) => ({
      name,
      attributes: attributes,
    })),
  }));
}

/** Converts metrics of one export or of several. */
export function fromMetrics(exported: SdkMetrics | readonly SdkMetrics[]): CheckedMetric[] {
  const all = 'scopeMetrics' in exported ? [exported] : exported;
  return all.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((group) =>
      group.metrics.map(({ descriptor, dataPointType, isMonotonic, dataPoints }) => ({
        name: descriptor.name,
        unit: descriptor.unit,
        instrument: instrument(dataPointType, isMonotonic),
        buckets: boundaries(dataPoints[0]?.value),
        points: dataPoints.map(({ attributes }) => ({ attributes: attributes })),
        scope: scope(group.scope),
      })),
    ),
  );
}

/** Converts log records. */
export function fromLogs(records: readonly SdkLogRecord[]): CheckedLog[] {
  return records.map((record) => ({
    eventName: record.eventName,
    severityNumber: record.severityNumber,
    body: record.body,
    attributes: record.attributes,
    scope: scope(record.instrumentationScope),
  }));
}

// The SDK's DataPointType: 0 and 1 are histograms, 2 a gauge, 3 a sum. 3.x hides the kind of the instrument itself.
function instrument(type: number, isMonotonic = false): CheckedMetric['instrument'] {
  if (type < 2) return 'histogram';
  if (type === 2) return 'gauge';
  return isMonotonic ? 'counter' : 'updowncounter';
}

function boundaries(value: unknown): readonly number[] | undefined {
  if (!isObject(value) || !('buckets' in value) || !isObject(value.buckets)) return undefined;
  const { buckets } = value;
  return 'boundaries' in buckets && Array.isArray(buckets.boundaries)
    ? buckets.boundaries
    : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function scope(given: SdkScope | undefined): CheckedScope | undefined {
  return given && { name: given.name, version: given.version, schemaUrl: given.schemaUrl };
}
