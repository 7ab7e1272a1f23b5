/** Records what is emitted, in memory, and holds it to the conventions. */
import { context, diag, logs, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import { MeterProvider, MetricReader, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { check, fromLogs, fromMetrics, fromSpans, type Finding } from '@spanwise/conformance';

class Reader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

/** Metrics that are read from the state of the whole process, so of earlier tests, too. */
const OF_THE_PROCESS = /^spanwise\.(?:telemetry|internal|rate_limit)\./;

/** One point of a metric, as tests compare it. */
export interface MetricPoint {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The sum; for a histogram also how many were recorded. */
  readonly value: number;
  readonly count: number | undefined;
}

/** What was recorded. */
export interface Recorded {
  readonly spans: () => ReadableSpan[];
  readonly metrics: () => Promise<MetricPoint[]>;
  /** What Spanwise knows since the process started. */
  readonly selfMetrics: () => Promise<MetricPoint[]>;
  readonly logs: () => ReadableLogRecord[];
  /** What the checker says, in the set of names that is given. */
  readonly findings: (nameSet?: '2026-10' | '1.41' | 'both') => Promise<Finding[]>;
  /** Everything that was recorded as one text, to look for what must not be there. */
  readonly text: () => Promise<string>;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

/** What {@link recordTelemetry} is given. */
export interface RecordOptions {
  readonly sampler?: Sampler;
  /** Signals that are not registered. */
  readonly without?: readonly ('traces' | 'metrics' | 'logs')[];
}

/** Registers providers that keep everything in memory. One at a time; `stop` takes them away. */
export function recordTelemetry(options: RecordOptions = {}): Recorded {
  const { without = [] } = options;
  const spanExporter = new InMemorySpanExporter();
  const logExporter = new InMemoryLogRecordExporter();
  const reader = new Reader();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })],
    ...(options.sampler && { sampler: options.sampler }),
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const loggerProvider = new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter: logExporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  if (!without.includes('traces')) trace.setGlobalTracerProvider(tracerProvider);
  if (!without.includes('metrics')) metrics.setGlobalMeterProvider(meterProvider);
  if (!without.includes('logs')) logs.setGlobalLoggerProvider(loggerProvider);
  const collect = async (): Promise<ResourceMetrics> => (await reader.collect()).resourceMetrics;
  const recorded: Recorded = {
    spans: () => spanExporter.getFinishedSpans(),
    metrics: async () => pointsOf(await collect()).filter(({ name }) => !OF_THE_PROCESS.test(name)),
    selfMetrics: async () =>
      pointsOf(await collect()).filter(({ name }) => OF_THE_PROCESS.test(name)),
    logs: () => logExporter.getFinishedLogRecords(),
    findings: async (nameSet = '2026-10') =>
      check(
        {
          spans: fromSpans(recorded.spans()),
          metrics: fromMetrics(await collect()),
          logs: fromLogs(recorded.logs()),
        },
        { nameSet },
      ),
    text: async () =>
      JSON.stringify([
        recorded
          .spans()
          .map(({ name, attributes, status, events, links }) => [
            name,
            attributes,
            status,
            events,
            links,
          ]),
        await recorded.metrics(),
        recorded.logs().map(({ eventName, body, attributes }) => [eventName, body, attributes]),
      ]),
    reset: () => {
      spanExporter.reset();
      logExporter.reset();
    },
    stop: async () => {
      await Promise.all([
        tracerProvider.shutdown(),
        meterProvider.shutdown(),
        loggerProvider.shutdown(),
      ]);
      context.disable();
      trace.disable();
      metrics.disable();
      logs.disable();
      diag.disable();
    },
  };
  return recorded;
}

function pointsOf(resourceMetrics: ResourceMetrics): MetricPoint[] {
  return resourceMetrics.scopeMetrics.flatMap(({ metrics: scoped }) =>
    scoped.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => {
        const histogram =
          typeof value === 'object' ? (value as { sum?: number; count: number }) : undefined;
        return {
          name: descriptor.name,
          unit: descriptor.unit,
          attributes,
          value: histogram ? (histogram.sum ?? 0) : (value as number),
          count: histogram?.count,
        };
      }),
    ),
  );
}
