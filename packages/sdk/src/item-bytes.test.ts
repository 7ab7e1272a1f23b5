import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { AttributeValue } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { logRecordBytes, spanBytes } from './item-bytes.ts';

const long = (character: string): string => character.repeat(10_000);
const VALUES: readonly (readonly [string, AttributeValue])[] = [
  ['short texts', 'gpt-4o-mini'],
  ['long texts', long('a')],
  ['texts of several bytes a character', long('語')],
  ['numbers', 12.5],
  ['lists', Array.from({ length: 100 }, (_, index) => `entry ${index}`)],
  ['structures', [{ role: 'user', parts: [{ type: 'text', content: long('ü') }] }]],
];
describe('the estimate is close to what is encoded', () => {
  it.each(VALUES)('for spans with %s', (_name, value) => {
    const exporter = new InMemorySpanExporter();
    const tracer = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    }).getTracer('test');
    for (let count = 0; count < 50; count++) {
      const span = tracer.startSpan('chat gpt-4o-mini');
      for (let index = 0; index < 20; index++)
        span.setAttribute(`gen_ai.attribute.${index}`, value);
      span.addEvent('an event', { value: 'text' }).end();
    }
    const spans = exporter.getFinishedSpans();
    const estimate = spans.reduce((sum, span) => sum + spanBytes(span), 0);
    const ratio = estimate / ProtobufTraceSerializer.serializeRequest(spans)!.byteLength;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.5);
  });

  it.each(VALUES)('for log records with %s', (_name, value) => {
    const exporter = new InMemoryLogRecordExporter();
    const logger = new LoggerProvider({
      processors: [new SimpleLogRecordProcessor({ exporter })],
    }).getLogger('test');
    for (let count = 0; count < 50; count++)
      logger.emit({ eventName: 'an.event', body: value, attributes: { value } });
    const records = exporter.getFinishedLogRecords();
    const estimate = records.reduce((sum, record) => sum + logRecordBytes(record), 0);
    const ratio = estimate / ProtobufLogsSerializer.serializeRequest(records)!.byteLength;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.5);
  });
});
