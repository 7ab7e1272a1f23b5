/** Reads requests of OTLP logs, by the messages of opentelemetry-proto, independently of what writes them. */
import protobuf from 'protobufjs';

const { root } = protobuf.parse(`syntax = "proto3";
message ExportLogsServiceRequest { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; }
message LogRecord {
  fixed64 time_unix_nano = 1; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5;
  repeated KeyValue attributes = 6; uint32 dropped_attributes_count = 7; fixed32 flags = 8;
  bytes trace_id = 9; bytes span_id = 10; fixed64 observed_time_unix_nano = 11; string event_name = 12;
}
message KeyValue { string key = 1; AnyValue value = 2; }
message KeyValueList { repeated KeyValue values = 1; }
message ArrayValue { repeated AnyValue values = 1; }
message AnyValue { oneof value {
  string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
  ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
} }`);
const type = root.lookupType('ExportLogsServiceRequest');

/** A log record as it arrived. Ids are hexadecimal, numbers of 64 bits texts. */
export interface ArrivedRecord {
  readonly time?: string | undefined;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly eventName: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly Value[] };
  readonly kvlistValue?: { readonly values: readonly Pair[] };
}
interface Pair {
  readonly key: string;
  readonly value: Value;
}
interface Request {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly Pair[] };
    readonly scopeLogs: readonly {
      readonly scope: { readonly name: string };
      readonly logRecords: readonly {
        readonly timeUnixNano: string;
        readonly severityNumber: number;
        readonly severityText: string;
        readonly body: Value | null;
        readonly attributes: readonly Pair[];
        readonly flags: number;
        readonly traceId: string;
        readonly spanId: string;
        readonly eventName: string;
      }[];
    }[];
  }[];
}

/** The records of a request. */
export function recordsOf(body: Uint8Array): ArrivedRecord[] {
  const request = type.toObject(type.decode(body), {
    longs: String,
    bytes: String,
    defaults: true,
    arrays: true,
  }) as unknown as Request;
  return request.resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ scope, logRecords }) =>
      logRecords.map((record) => ({
        time: record.timeUnixNano === '0' ? undefined : record.timeUnixNano,
        severityNumber: record.severityNumber,
        severityText: record.severityText,
        body: record.body === null ? undefined : plain(record.body),
        attributes: mapOf(record.attributes),
        traceId: hexOf(record.traceId),
        spanId: hexOf(record.spanId),
        flags: record.flags,
        eventName: record.eventName,
        resource: mapOf(resource.attributes),
        scope: scope.name,
      })),
    ),
  );
}

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

function mapOf(pairs: readonly Pair[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: Value): unknown {
  if (value.arrayValue) return value.arrayValue.values.map(plain);
  if (value.kvlistValue) return mapOf(value.kvlistValue.values);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? null;
}
