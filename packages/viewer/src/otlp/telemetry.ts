/** Reads the export requests of OTLP into spans, log records and metrics, and counts what is not valid. */
import type { Attributes, AttributeValue } from '../api.ts';
import {
  attributesOf,
  bigintOf,
  type Fields,
  fieldsOf,
  idOf,
  listOf,
  nanosOf,
  numberOf,
  textOf,
  valueOf,
} from './values.ts';

/** What sent something, shared by all that came in the same group. */
export interface Origin {
  readonly resource: Attributes;
  readonly scope: {
    readonly name: string;
    readonly version?: string | undefined;
    readonly schemaUrl?: string | undefined;
    readonly attributes?: Attributes | undefined;
  };
}

/** A span as it was received. */
export interface ReceivedSpan {
  readonly origin: Origin;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly traceState?: string | undefined;
  readonly name: string;
  /** The number of OTLP, 0 to 5. */
  readonly kind: number;
  readonly startNanos: bigint;
  readonly endNanos: bigint;
  /** The number of OTLP: unset, ok, error. */
  readonly status: number;
  readonly statusMessage?: string | undefined;
  readonly attributes: Attributes;
  readonly events: readonly { name: string; nanos: string; attributes: Attributes }[];
  readonly links: readonly { traceId: string; spanId: string; attributes: Attributes }[];
}

/** A log record as it was received. */
export interface ReceivedLog {
  readonly origin: Origin;
  readonly nanos: bigint;
  readonly severityNumber: number;
  readonly severityText?: string | undefined;
  readonly eventName?: string | undefined;
  readonly body?: AttributeValue | undefined;
  readonly attributes: Attributes;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
}

/** A point of a metric. */
interface ReceivedPoint {
  readonly attributes: Attributes;
  readonly startNanos: bigint;
  readonly nanos: bigint;
  /** Of a histogram, the sum of its values. */
  readonly value: number;
  readonly count?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Upper bounds of all buckets but the last, which has none. */
  readonly bounds?: readonly number[] | undefined;
  readonly buckets?: readonly number[] | undefined;
}

/** A metric with its points. */
export interface ReceivedMetric {
  readonly origin: Origin;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: 'histogram' | 'counter' | 'gauge' | 'updowncounter';
  /** True: each point has what was added since the start, not since the point before. */
  readonly isCumulative: boolean;
  readonly points: readonly ReceivedPoint[];
}

/** What a request brought. */
export interface Received<Item> {
  readonly items: readonly Item[];
  readonly rejected: number;
  /** Why the first one was rejected. Empty when none was. */
  readonly reason: string;
}

/** Reads a request of traces. */
export function readSpans(request: unknown): Received<ReceivedSpan> {
  return read(request, 'resourceSpans', 'scopeSpans', 'spans', (span, origin) => {
    const traceId = idOf(span['traceId'], 16);
    const spanId = idOf(span['spanId'], 8);
    if (traceId === undefined) return 'a trace id is not 16 bytes, or all zero';
    if (spanId === undefined) return 'a span id is not 8 bytes, or all zero';
    const status = fieldsOf(span['status']);
    const start = nanosOf(span['startTimeUnixNano']);
    const end = nanosOf(span['endTimeUnixNano']);
    return {
      origin,
      traceId,
      spanId,
      parentSpanId: idOf(span['parentSpanId'], 8),
      traceState: textOf(span['traceState']) || undefined,
      name: textOf(span['name']),
      kind: numberOf(span['kind']) ?? 0,
      startNanos: start === 0n ? end : start,
      endNanos: end < start ? start : end,
      status: numberOf(status['code']) ?? 0,
      statusMessage: textOf(status['message']) || undefined,
      attributes: attributesOf(span['attributes']),
      events: listOf(span['events'])
        .slice(0, 10_000)
        .map((event) => ({
          name: textOf(event['name']),
          nanos: String(nanosOf(event['timeUnixNano'])),
          attributes: attributesOf(event['attributes']),
        })),
      links: listOf(span['links'])
        .slice(0, 10_000)
        .flatMap((link) => {
          const linked = { traceId: idOf(link['traceId'], 16), spanId: idOf(link['spanId'], 8) };
          return linked.traceId === undefined || linked.spanId === undefined
            ? []
            : [
                {
                  traceId: linked.traceId,
                  spanId: linked.spanId,
                  attributes: attributesOf(link['attributes']),
                },
              ];
        }),
    };
  });
}

/** Reads a request of logs. */
export function readLogs(request: unknown): Received<ReceivedLog> {
  return read(request, 'resourceLogs', 'scopeLogs', 'logRecords', (record, origin) => {
    const nanos = nanosOf(record['timeUnixNano']);
    return {
      origin,
      nanos: nanos === 0n ? nanosOf(record['observedTimeUnixNano']) : nanos,
      severityNumber: numberOf(record['severityNumber']) ?? 0,
      severityText: textOf(record['severityText']) || undefined,
      eventName: textOf(record['eventName']) || undefined,
      body:
        record['body'] === undefined || record['body'] === null
          ? undefined
          : valueOf(record['body']),
      attributes: attributesOf(record['attributes']),
      traceId: idOf(record['traceId'], 16),
      spanId: idOf(record['spanId'], 8),
    };
  });
}

/** Reads a request of metrics. A metric that has no data is left out. */
export function readMetrics(request: unknown): Received<ReceivedMetric> {
  return read(request, 'resourceMetrics', 'scopeMetrics', 'metrics', (metric, origin) => {
    const name = textOf(metric['name']);
    if (name === '') return 'a metric has no name';
    for (const [field, kind] of Object.entries(KINDS)) {
      const data = metric[field];
      if (typeof data !== 'object' || data === null) continue;
      const { aggregationTemporality, isMonotonic, dataPoints } = data as Fields;
      return {
        origin,
        name,
        description: textOf(metric['description']),
        unit: textOf(metric['unit']),
        type: field === 'sum' && isMonotonic !== true ? 'updowncounter' : kind.type,
        // 1 is delta, 2 cumulative; a summary is cumulative by nature.
        isCumulative: field === 'summary' || numberOf(aggregationTemporality) === 2,
        points: listOf(dataPoints).map((point) => readPoint(point, kind.read(point))),
      };
    }
    return 'a metric has no data';
  });
}

function readPoint(point: Fields, measured: Measured): ReceivedPoint {
  return {
    attributes: attributesOf(point['attributes']),
    startNanos: nanosOf(point['startTimeUnixNano']),
    nanos: nanosOf(point['timeUnixNano']),
    ...measured,
  };
}

type Measured = Pick<ReceivedPoint, 'value' | 'count' | 'min' | 'max' | 'bounds' | 'buckets'>;

const readNumber = (point: Fields): Measured => ({
  value:
    (Object.hasOwn(point, 'asInt')
      ? Number(bigintOf(point['asInt']))
      : numberOf(point['asDouble'])) ?? 0,
});

const readSummed = (point: Fields): Measured => ({
  value: numberOf(point['sum']) ?? 0,
  count: numberOf(point['count']) ?? 0,
  min: Object.hasOwn(point, 'min') ? numberOf(point['min']) : undefined,
  max: Object.hasOwn(point, 'max') ? numberOf(point['max']) : undefined,
});

const KINDS: Readonly<
  Record<
    string,
    { readonly type: ReceivedMetric['type']; readonly read: (point: Fields) => Measured }
  >
> = {
  gauge: { type: 'gauge', read: readNumber },
  sum: { type: 'counter', read: readNumber },
  histogram: {
    type: 'histogram',
    read: (point) => ({
      ...readSummed(point),
      bounds: numbers(point['explicitBounds']),
      buckets: numbers(point['bucketCounts']),
    }),
  },
  exponentialHistogram: {
    type: 'histogram',
    read: (point) => ({ ...readSummed(point), ...explicitBuckets(point) }),
  },
  summary: { type: 'histogram', read: readSummed },
};

function numbers(list: unknown): readonly number[] {
  return Array.isArray(list) ? list.map((item) => numberOf(item) ?? 0) : [];
}

/** An exponential histogram with buckets of explicit bounds: of those below zero only the number is kept. */
function explicitBuckets(point: Fields): Pick<ReceivedPoint, 'bounds' | 'buckets'> {
  const scale = Math.min(20, Math.max(-10, numberOf(point['scale']) ?? 0));
  const base = 2 ** (2 ** -scale);
  const positive = fieldsOf(point['positive']);
  const counts = numbers(positive['bucketCounts']);
  const offset = numberOf(positive['offset']) ?? 0;
  const below = numbers(fieldsOf(point['negative'])['bucketCounts']).reduce(
    (sum, count) => sum + count,
    0,
  );
  const bounds = counts.map((_, index) => base ** (offset + index));
  return {
    bounds,
    buckets: [below + (numberOf(point['zeroCount']) ?? 0), ...counts],
  };
}

function read<Item extends object>(
  request: unknown,
  groups: string,
  scopes: string,
  items: string,
  convert: (item: Fields, origin: Origin) => Item | string,
): Received<Item> {
  const found: Item[] = [];
  let rejected = 0;
  let reason = '';
  for (const group of listOf(fieldsOf(request)[groups])) {
    const resource = attributesOf(fieldsOf(group['resource'])['attributes']);
    for (const scoped of listOf(group[scopes])) {
      const scope = fieldsOf(scoped['scope']);
      const attributes = attributesOf(scope['attributes']);
      const origin: Origin = {
        resource,
        scope: {
          name: textOf(scope['name']),
          version: textOf(scope['version']) || undefined,
          schemaUrl: textOf(scoped['schemaUrl']) || undefined,
          attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
        },
      };
      for (const item of listOf(scoped[items])) {
        const converted = convert(item, origin);
        if (typeof converted !== 'string') found.push(converted);
        else if (rejected++ === 0) reason = converted;
      }
    }
  }
  return { items: found, rejected, reason };
}
