/** An app on SDK 2.x with `@spanwise/auto`. Prints what its own providers recorded. */
import { trace, metrics } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
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
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { attach } from '@spanwise/auto';
import OpenAI from 'openai';
import { talk } from './talk.mjs';

const attachment = attach({ captureContent: 'span-and-event' });
await attachment.ready;

const spans = new InMemorySpanExporter();
const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const records = new InMemoryLogRecordExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register();
const meterProvider = new MeterProvider({
  readers: [new PeriodicExportingMetricReader({ exporter: points })],
});
metrics.setGlobalMeterProvider(meterProvider);
logs.setGlobalLoggerProvider(
  new LoggerProvider({ processors: [new SimpleLogRecordProcessor(records)] }),
);

const parent = trace.getTracer('app').startSpan('app');
await talk(new OpenAI());
parent.end();
await meterProvider.forceFlush();
process.stdout.write(
  JSON.stringify({
    spans: spans.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes })),
    metrics: points
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics: scoped }) => scoped))
      .map(({ descriptor }) => descriptor.name),
    events: records
      .getFinishedLogRecords()
      .map(({ eventName, attributes }) => ({ eventName, attributes })),
    report: attachment.report(),
  }),
);
await meterProvider.shutdown();
