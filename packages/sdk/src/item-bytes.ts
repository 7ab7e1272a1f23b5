/** About how many bytes a span or a log record takes: in the queue and, encoded, in a request. */
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** Ids, times, kind, status and the frames around them. */
const SPAN_BYTES = 100;
const EVENT_BYTES = 20;
const LINK_BYTES = 40;
const LOG_RECORD_BYTES = 60;
/** A name's and a value's frames. */
const ENTRY_BYTES = 8;
const NUMBER_BYTES = 9;
/** Up to here counting characters is exact enough, and an order of magnitude cheaper. */
const SHORT_LENGTH = 256;

/** About the bytes of a span. */
export function spanBytes(span: ReadableSpan): number {
  let bytes = SPAN_BYTES + span.name.length + mapBytes(span.attributes);
  for (const event of span.events) {
    bytes += EVENT_BYTES + event.name.length;
    if (event.attributes) bytes += mapBytes(event.attributes);
  }
  for (const link of span.links) {
    bytes += LINK_BYTES;
    if (link.attributes) bytes += mapBytes(link.attributes);
  }
  return bytes + textBytes(span.status.message ?? '');
}

/** About the bytes of a log record. */
export function logRecordBytes(record: ReadableLogRecord): number {
  return (
    LOG_RECORD_BYTES +
    (record.eventName?.length ?? 0) +
    mapBytes(record.attributes) +
    valueBytes(record.body)
  );
}

function mapBytes(map: object): number {
  let bytes = 0;
  // The SDK's maps are dictionaries to V8: this takes two thirds of the time of `in`, a third of that of entries().
  for (const name of Object.keys(map)) {
    bytes += ENTRY_BYTES + name.length + valueBytes((map as Record<string, unknown>)[name]);
  }
  return bytes;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value !== 'object' || value === null) return NUMBER_BYTES;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (!Array.isArray(value)) return mapBytes(value);
  let bytes = 0;
  for (const entry of value) bytes += ENTRY_BYTES + valueBytes(entry);
  return bytes;
}

function textBytes(text: string): number {
  return text.length <= SHORT_LENGTH ? text.length : Buffer.byteLength(text);
}
