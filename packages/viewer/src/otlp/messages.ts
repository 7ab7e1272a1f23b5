/** The messages of OTLP 1.x, as fields with their numbers, and how they are decoded and encoded. */
import protobuf from 'protobufjs/light.js';

/** Signal of OTLP, as in the paths of OTLP/HTTP. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** All signals. */
export const SIGNALS: readonly Signal[] = ['traces', 'metrics', 'logs'];

// By message: `name number type`, with `[]` for what is repeated. After opentelemetry-proto 1.x; names are those of OTLP/JSON.
const MESSAGES: Readonly<Record<string, string>> = {
  AnyValue:
    'stringValue 1 string, boolValue 2 bool, intValue 3 int64, doubleValue 4 double, arrayValue 5 ArrayValue, kvlistValue 6 KeyValueList, bytesValue 7 bytes',
  ArrayValue: 'values 1 AnyValue[]',
  KeyValueList: 'values 1 KeyValue[]',
  KeyValue: 'key 1 string, value 2 AnyValue',
  Resource: 'attributes 1 KeyValue[]',
  Scope: 'name 1 string, version 2 string, attributes 3 KeyValue[]',

  TracesRequest: 'resourceSpans 1 ResourceSpans[]',
  ResourceSpans: 'resource 1 Resource, scopeSpans 2 ScopeSpans[], schemaUrl 3 string',
  ScopeSpans: 'scope 1 Scope, spans 2 Span[], schemaUrl 3 string',
  Span: 'traceId 1 bytes, spanId 2 bytes, traceState 3 string, parentSpanId 4 bytes, name 5 string, kind 6 int32, startTimeUnixNano 7 fixed64, endTimeUnixNano 8 fixed64, attributes 9 KeyValue[], droppedAttributesCount 10 uint32, events 11 Event[], droppedEventsCount 12 uint32, links 13 Link[], droppedLinksCount 14 uint32, status 15 Status, flags 16 fixed32',
  Event: 'timeUnixNano 1 fixed64, name 2 string, attributes 3 KeyValue[]',
  Link: 'traceId 1 bytes, spanId 2 bytes, traceState 3 string, attributes 4 KeyValue[]',
  Status: 'message 2 string, code 3 int32',

  LogsRequest: 'resourceLogs 1 ResourceLogs[]',
  ResourceLogs: 'resource 1 Resource, scopeLogs 2 ScopeLogs[], schemaUrl 3 string',
  ScopeLogs: 'scope 1 Scope, logRecords 2 LogRecord[], schemaUrl 3 string',
  LogRecord:
    'timeUnixNano 1 fixed64, severityNumber 2 int32, severityText 3 string, body 5 AnyValue, attributes 6 KeyValue[], flags 8 fixed32, traceId 9 bytes, spanId 10 bytes, observedTimeUnixNano 11 fixed64, eventName 12 string',

  MetricsRequest: 'resourceMetrics 1 ResourceMetrics[]',
  ResourceMetrics: 'resource 1 Resource, scopeMetrics 2 ScopeMetrics[], schemaUrl 3 string',
  ScopeMetrics: 'scope 1 Scope, metrics 2 Metric[], schemaUrl 3 string',
  Metric:
    'name 1 string, description 2 string, unit 3 string, gauge 5 Gauge, sum 7 Sum, histogram 9 Histogram, exponentialHistogram 10 ExponentialHistogram, summary 11 Summary',
  Gauge: 'dataPoints 1 NumberDataPoint[]',
  Sum: 'dataPoints 1 NumberDataPoint[], aggregationTemporality 2 int32, isMonotonic 3 bool',
  Histogram: 'dataPoints 1 HistogramDataPoint[], aggregationTemporality 2 int32',
  ExponentialHistogram:
    'dataPoints 1 ExponentialHistogramDataPoint[], aggregationTemporality 2 int32',
  Summary: 'dataPoints 1 SummaryDataPoint[]',
  NumberDataPoint:
    'startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, asDouble 4 double, asInt 6 sfixed64, attributes 7 KeyValue[]',
  HistogramDataPoint:
    'startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, bucketCounts 6 fixed64[], explicitBounds 7 double[], attributes 9 KeyValue[], min 11 double, max 12 double',
  ExponentialHistogramDataPoint:
    'attributes 1 KeyValue[], startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, scale 6 sint32, zeroCount 7 fixed64, positive 8 Buckets, negative 9 Buckets, min 12 double, max 13 double, zeroThreshold 14 double',
  Buckets: 'offset 1 sint32, bucketCounts 2 uint64[]',
  SummaryDataPoint:
    'startTimeUnixNano 2 fixed64, timeUnixNano 3 fixed64, count 4 fixed64, sum 5 double, attributes 7 KeyValue[]',

  // The three answers are alike; `rejectedSpans`, `rejectedDataPoints`, `rejectedLogRecords` have the same number.
  Response: 'partialSuccess 1 PartialSuccess',
  PartialSuccess: 'rejected 1 int64, errorMessage 2 string',
  RpcStatus: 'code 1 int32, message 2 string',
};

const REQUESTS = {
  traces: 'TracesRequest',
  metrics: 'MetricsRequest',
  logs: 'LogsRequest',
} as const;

/** Decodes and encodes. Made once by whoever needs it: the classes of messages are built then. */
export interface OtlpMessages {
  /** Reads an export request; throws when the bytes are none. Fields that were not sent are not the object's own. */
  readonly decode: (signal: Signal, bytes: Uint8Array) => unknown;
  /** Writes the answer to an export request. */
  readonly encodeResponse: (rejected: number, message: string) => Uint8Array;
  /** Writes a `google.rpc.Status`, the body of an error. */
  readonly encodeStatus: (code: number, message: string) => Uint8Array;
}

/** Builds the messages. */
export function createOtlpMessages(): OtlpMessages {
  const root = new protobuf.Root();
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const type = new protobuf.Type(name);
    for (const field of fields.split(', ')) {
      const [key, number, of] = field.split(' ') as [string, string, string];
      const isRepeated = of.endsWith('[]');
      type.add(
        new protobuf.Field(
          key,
          Number(number),
          isRepeated ? of.slice(0, -2) : of,
          isRepeated ? 'repeated' : undefined,
        ),
      );
    }
    root.add(type);
  }
  const write = (type: string, value: object): Uint8Array => {
    const message = root.lookupType(type);
    return message.encode(message.create(value)).finish();
  };
  return {
    decode: (signal, bytes) => root.lookupType(REQUESTS[signal]).decode(bytes),
    encodeResponse: (rejected, errorMessage) =>
      write(
        'Response',
        rejected === 0 && errorMessage === '' ? {} : { partialSuccess: { rejected, errorMessage } },
      ),
    encodeStatus: (code, message) => write('RpcStatus', { code, message }),
  };
}
