/** Telemetry of a real SDK, and of the shapes of the 2.x line, goes through the checker. */
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  TracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import { expect, it } from 'vitest';
import { CALL_METRICS } from '@spanwise/semconv';
import { check } from './check.ts';
import { fromLogs, fromMetrics, fromSpans } from './from-sdk.ts';

it('converts spans of the SDK', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const span = provider.getTracer('@spanwise/core', '0.1.0').startSpan('chat gpt-5-mini', {
    kind: SpanKind.CLIENT,
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5-mini' },
  });
  span.addEvent('gen_ai.choice');
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'Too many requests' });
  span.end();
  const spans = fromSpans(exporter.getFinishedSpans());
  expect(spans).toMatchObject([
    {
      name: 'chat gpt-5-mini',
      kind: 'client',
      status: 'error',
      statusMessage: 'Too many requests',
      scope: { name: '@spanwise/core', version: '0.1.0' },
      events: [{ name: 'gen_ai.choice' }],
    },
  ]);
  expect(check({ spans }).map(({ rule }) => rule)).toEqual([
    'event-deprecated',
    'span-missing-required',
    'span-error-type-missing',
  ]);
});

it('converts metrics of the SDK', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('@spanwise/core');
  const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai' };
  const { name, unit, buckets } = CALL_METRICS['gen_ai.client.inference.duration'];
  meter
    .createHistogram(name, { unit, advice: { explicitBucketBoundaries: [...(buckets ?? [])] } })
    .record(1, attributes);
  meter
    .createCounter('gen_ai.client.inference.usage.input_tokens', { unit: '{token}' })
    .add(3, { ...attributes, 'gen_ai.token.modality': 'text' });
  meter.createUpDownCounter('app.open').add(1);
  meter.createGauge('gen_ai.client.inference.usage.output_tokens', { unit: '{token}' }).record(3, {
    ...attributes,
    'gen_ai.token.modality': 'text',
  });
  await reader.forceFlush();
  const metrics = fromMetrics(exporter.getMetrics());
  expect(metrics.map((metric) => [metric.instrument, metric.buckets])).toEqual([
    ['histogram', buckets],
    ['counter', undefined],
    ['updowncounter', undefined],
    ['gauge', undefined],
  ]);
  expect(check({ metrics }).map(({ rule }) => rule)).toEqual(['metric-instrument']);
  expect(fromMetrics(exporter.getMetrics()[0]!)).toEqual(metrics);
  await provider.shutdown();
});

it('converts log records of the SDK', () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  provider.getLogger('@spanwise/core').emit({
    eventName: 'gen_ai.evaluation.result',
    severityNumber: 9,
    attributes: { 'gen_ai.evaluation.name': 'relevance', 'gen_ai.evaluation.score.value': 1 },
  });
  const logs = fromLogs(exporter.getFinishedLogRecords());
  expect(logs).toMatchObject([
    { eventName: 'gen_ai.evaluation.result', severityNumber: 9, scope: { name: '@spanwise/core' } },
  ]);
  expect(check({ logs })).toEqual([]);
});

it('counts a span without a scope as somebody else’s', () => {
  const [span] = fromSpans([
    { name: 'chat', kind: 2, status: { code: 1 }, attributes: { 'gen_ai.operation.name': 'chat' } },
  ]);
  expect(span).toMatchObject({ kind: 'client', status: 'ok', scope: undefined });
  expect(check({ spans: [span!] }).find(({ rule }) => rule === 'span-status-ok')?.level).toBe(
    'improvement',
  );
});
