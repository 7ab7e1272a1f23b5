/** OTLP's messages for logs, as far as they are written: opentelemetry-proto 1.x, `logs.proto` and `common.proto`. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type protobuf from 'protobufjs';
import type { LineRecord } from './read-line.ts';

const require: NodeJS.Require = createRequire(
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
  (import.meta.url as string | undefined) ?? join(process.cwd(), 'bundle.cjs'),
);
// The part of it that needs no parser for schema files.
const { Root } = require('protobufjs/light.js') as typeof protobuf;

const repeated = 'repeated';
const root = Root.fromJSON({
  nested: {
    AnyValue: {
      oneofs: {
        value: {
          oneof: [
            'stringValue',
            'boolValue',
            'intValue',
            'doubleValue',
            'arrayValue',
            'kvlistValue',
          ],
        },
      },
      fields: {
        stringValue: { type: 'string', id: 1 },
        boolValue: { type: 'bool', id: 2 },
        intValue: { type: 'int64', id: 3 },
        doubleValue: { type: 'double', id: 4 },
        arrayValue: { type: 'ArrayValue', id: 5 },
        kvlistValue: { type: 'KeyValueList', id: 6 },
      },
    },
    ArrayValue: { fields: { values: { rule: repeated, type: 'AnyValue', id: 1 } } },
    KeyValueList: { fields: { values: { rule: repeated, type: 'KeyValue', id: 1 } } },
    KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
    LogRecord: {
      fields: {
        timeUnixNano: { type: 'fixed64', id: 1 },
        severityNumber: { type: 'int32', id: 2 },
        severityText: { type: 'string', id: 3 },
        body: { type: 'AnyValue', id: 5 },
        attributes: { rule: repeated, type: 'KeyValue', id: 6 },
        flags: { type: 'fixed32', id: 8 },
        traceId: { type: 'bytes', id: 9 },
        spanId: { type: 'bytes', id: 10 },
        observedTimeUnixNano: { type: 'fixed64', id: 11 },
        eventName: { type: 'string', id: 12 },
      },
    },
    Resource: { fields: { attributes: { rule: repeated, type: 'KeyValue', id: 1 } } },
    Scope: { fields: { name: { type: 'string', id: 1 }, version: { type: 'string', id: 2 } } },
    // Records are encoded when their line comes; a message inside another is its bytes.
    ScopeLogs: {
      fields: {
        scope: { type: 'Scope', id: 1 },
        logRecords: { rule: repeated, type: 'bytes', id: 2 },
      },
    },
    ResourceLogs: {
      fields: {
        resource: { type: 'Resource', id: 1 },
        scopeLogs: { rule: repeated, type: 'ScopeLogs', id: 2 },
      },
    },
    Request: { fields: { resourceLogs: { rule: repeated, type: 'ResourceLogs', id: 1 } } },
  },
});
const LogRecordType = root.lookupType('LogRecord');
const RequestType = root.lookupType('Request');

/** A value of an attribute or body. Empty: null. */
interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
}

/** An attribute. */
export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** 64 bits in two halves: nanoseconds do not fit into a number. */
interface Bits64 {
  readonly low: number;
  readonly high: number;
  readonly unsigned: true;
}

/** A log record, before it is encoded. */
interface LogRecord {
  readonly timeUnixNano?: Bits64 | undefined;
  readonly observedTimeUnixNano: Bits64;
  readonly severityNumber?: number | undefined;
  readonly severityText?: string | undefined;
  readonly body?: AnyValue | undefined;
  readonly attributes: readonly KeyValue[];
  readonly flags?: number | undefined;
  readonly traceId?: Uint8Array | undefined;
  readonly spanId?: Uint8Array | undefined;
  readonly eventName?: string | undefined;
}

/** Encodes what a line says, with when it came. */
export function encodeRecord(line: LineRecord, observedMillis: number): Uint8Array {
  const { timeMillis, body, attributes, traceId, spanId, ...rest } = line;
  const record: LogRecord = {
    ...rest,
    timeUnixNano: timeMillis === undefined ? undefined : nanoseconds(timeMillis),
    observedTimeUnixNano: nanoseconds(observedMillis),
    body: body === undefined ? undefined : anyValue(body),
    attributes: keyValues(attributes),
    traceId: traceId === undefined ? undefined : Buffer.from(traceId, 'hex'),
    spanId: spanId === undefined ? undefined : Buffer.from(spanId, 'hex'),
  };
  return LogRecordType.encode(record).finish();
}

/** Encodes a request of encoded records. */
export function encodeRequest(
  resource: readonly KeyValue[],
  scope: { readonly name: string; readonly version: string },
  logRecords: readonly Uint8Array[],
): Uint8Array {
  return RequestType.encode({
    resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ scope, logRecords }] }],
  }).finish();
}

/** Objects that are deeper are written as JSON: a receiver need not follow for ever. */
const MAX_DEPTH = 16;

/** A value of JSON as one of OTLP. */
function anyValue(value: unknown, depth = 0): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
    default:
      if (value === null || typeof value !== 'object') return {};
      if (depth >= MAX_DEPTH) return { stringValue: JSON.stringify(value) };
      return Array.isArray(value)
        ? { arrayValue: { values: value.map((entry) => anyValue(entry, depth + 1)) } }
        : { kvlistValue: { values: keyValues(value, depth + 1) } };
  }
}

/** The entries of an object as attributes. */
export function keyValues(map: object, depth = 0): KeyValue[] {
  return Object.entries(map).map(([key, value]) => ({ key, value: anyValue(value, depth) }));
}

/** 32 bits. */
const HALF = 0x1_0000_0000;

/** Milliseconds since 1970 as nanoseconds. */
function nanoseconds(millis: number): Bits64 {
  // In two halves, each of which a number holds.
  const micros = Math.round(millis * 1000);
  const lower = (micros % HALF) * 1000;
  return {
    low: (lower % HALF) | 0,
    high: (Math.floor(micros / HALF) * 1000 + Math.floor(lower / HALF)) | 0,
    unsigned: true,
  };
}
