/** Where signals go: OTLP, the terminal, nowhere. */
import { setTimeout } from 'node:timers/promises';
import type { MetricReader, PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import {
  ExportHealth,
  ExportQueue,
  otlpAddress,
  otlpVariables,
  refuseOtlpOptions,
  withoutCredentials,
  type OtlpAddress,
  type OtlpEnvironment,
  type OtlpOptions,
  type Outcome,
  type QueueLimits,
  type SignalName,
} from '@spanwise/otlp';
import { untraced } from '@spanwise/core';
import { consoleProcessor } from './console-processor.ts';
import { logRecordBytes, spanBytes } from './item-bytes.ts';
import { OtlpSender, type Sendable } from './otlp-sender.ts';
import { grpcMetadata, loadExporter, type ExporterConstructor, type Sdk } from './door.ts';
import type { SdkEnvironment, SdkSettings, TemporalityPreference } from './settings.ts';

/** What a destination may use to connect. */
interface Connecting {
  readonly sdk: Sdk;
  readonly environment: SdkEnvironment;
  readonly settings: Pick<
    SdkSettings,
    'maxQueueBytes' | 'maxRequestBytes' | 'shutdownTimeoutMillis'
  >;
}

/** How one signal reaches its destination. */
export interface Connection {
  readonly spanProcessor?: SpanProcessor;
  readonly metricReader?: MetricReader;
  readonly logRecordProcessor?: LogRecordProcessor;
  /** What the report says. No secrets. */
  readonly protocol: string;
  readonly endpoint?: string | undefined;
  /** How its exports go. */
  readonly health?: ExportHealth;
}

/** Where signals go. */
export interface Destination {
  readonly name: string;
  /** Connects one signal; `undefined` when the destination does not take it. */
  readonly connect: (signal: SignalName, connecting: Connecting) => Connection | undefined;
}

const TRANSPORTS = { grpc: 'grpc', 'http/protobuf': 'proto', 'http/json': 'http' } as const;
/** A request of estimated bytes may be larger when it is encoded; what is larger than the limit then is cut again. */
const BATCH_SHARE = 0.9;
/** Data points of one request: a histogram with many attributes takes about a kilobyte. */
const MAX_DATA_POINTS = 2000;
const FIRST_METRIC_RETRY_MILLIS = 1000;
/** `ExportResultCode.SUCCESS`. */
const SUCCESS = 0;
const PACKAGES = { traces: 'trace', metrics: 'metrics', logs: 'logs' } as const;

/**
 * Sends signals to an OTLP receiver, such as a Collector.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function otlp(options: OtlpOptions = {}): Destination {
  refuseOtlpOptions(options, 'otlp()');
  return {
    name: 'otlp',
    connect: (signal, connecting) => connectOtlp(signal, options, connecting),
  };
}

/** Prints a readable tree of each trace in this process's terminal. Takes traces alone. */
export function console(): Destination {
  return {
    name: 'console',
    connect: (signal) =>
      signal === 'traces' ? { spanProcessor: consoleProcessor(), protocol: 'terminal' } : undefined,
  };
}

/** Sends nothing anywhere; for processors and readers of your own. */
export function none(): Destination {
  return { name: 'none', connect: () => undefined };
}

function connectOtlp(
  signal: SignalName,
  options: OtlpOptions,
  { sdk, environment, settings }: Connecting,
): Connection {
  const otlpEnvironment = environment.otlp[signal];
  const address = otlpAddress(signal, options, otlpEnvironment);
  const endpoint = withoutCredentials(address.url);
  const health = new ExportHealth(`${signal} to ${endpoint}`);
  const timeoutMillis = options.timeoutMillis ?? otlpEnvironment.timeoutMillis;
  const { maxQueueBytes: maxBytes, maxRequestBytes, shutdownTimeoutMillis } = settings;
  const createSender = (exportTimeoutMillis: number): OtlpSender =>
    new OtlpSender(() => createExporter(signal, address, options, otlpEnvironment), {
      maxRequestBytes,
      timeoutMillis: Math.min(timeoutMillis, exportTimeoutMillis),
    });
  const queue = <Item>(
    sender: OtlpSender,
    sizeOf: (item: Item) => number,
    limits: Pick<QueueLimits, 'delayMillis' | 'maxItems' | 'maxBatchItems'>,
  ): ExportQueue<Item> =>
    new ExportQueue(
      (items, withinMillis) => untraced(() => sender.send(items as Sendable, withinMillis)),
      sizeOf,
      {
        ...limits,
        maxBytes,
        maxBatchBytes: Math.min(maxRequestBytes * BATCH_SHARE, maxBytes / 2),
        flushTimeoutMillis: shutdownTimeoutMillis,
      },
      health,
    );
  const shown = { protocol: address.protocol, endpoint, health };
  switch (signal) {
    case 'traces': {
      const sender = createSender(environment.spanTimeoutMillis);
      const spans = queue<ReadableSpan>(sender, spanBytes, {
        delayMillis: environment.spanDelayMillis,
        maxItems: environment.spanQueueSize,
        maxBatchItems: environment.spanBatchSize,
      });
      return {
        ...shown,
        spanProcessor: {
          onStart: () => {},
          onEnd: (span) => {
            // Bit 1: sampled.
            if (span.spanContext().traceFlags & 1) spans.add(span);
          },
          forceFlush: () => spans.flush(),
          shutdown: () => spans.shutdown().then(() => sender.shutdown()),
        },
      };
    }
    case 'metrics': {
      // Within the reader's time: it starts the next export then.
      const exportMillis = Math.min(
        environment.metricTimeoutMillis,
        environment.metricIntervalMillis,
      );
      return {
        ...shown,
        metricReader: new sdk.metrics.PeriodicExportingMetricReader({
          exporter: metricExporter(
            createSender(exportMillis),
            Math.min(timeoutMillis, exportMillis),
            health,
            environment.temporality,
            sdk.metrics,
          ),
          exportIntervalMillis: environment.metricIntervalMillis,
          exportTimeoutMillis: exportMillis,
          maxExportBatchSize: MAX_DATA_POINTS,
        }),
      };
    }
    case 'logs': {
      const sender = createSender(environment.logTimeoutMillis);
      const records = queue<ReadableLogRecord>(sender, logRecordBytes, {
        delayMillis: environment.logDelayMillis,
        maxItems: environment.logQueueSize,
        maxBatchItems: environment.logBatchSize,
      });
      return {
        ...shown,
        logRecordProcessor: {
          onEmit: (record) => records.add(record),
          forceFlush: () => records.flush(),
          shutdown: () => records.shutdown().then(() => sender.shutdown()),
        },
      };
    }
  }
}

function createExporter(
  signal: SignalName,
  { protocol, url }: OtlpAddress,
  options: OtlpOptions,
  environment: OtlpEnvironment,
): object {
  const Exporter: ExporterConstructor = loadExporter(PACKAGES[signal], TRANSPORTS[protocol]);
  const { headers } = options;
  return withoutReadVariables(
    signal,
    () =>
      new Exporter({
        url,
        compression: options.compression ?? environment.compression,
        timeoutMillis: options.timeoutMillis ?? environment.timeoutMillis,
        ...(headers !== undefined &&
          (protocol === 'grpc' ? { metadata: grpcMetadata(headers) } : { headers })),
      }),
  );
}

/** The exporters would read again what was read here, and print an address that they cannot use with its secrets. */
function withoutReadVariables<T>(signal: SignalName, create: () => T): T {
  const { env } = process;
  const hidden = otlpVariables(signal).flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  for (const [name] of hidden) delete env[name];
  try {
    return create();
  } finally {
    for (const [name, value] of hidden) env[name] = value;
  }
}

/**
 * Sums since the start lose nothing when one export fails: the next has them again. So nothing is queued, and a
 * request is repeated only within its own time.
 */
function metricExporter(
  sender: OtlpSender,
  timeoutMillis: number,
  health: ExportHealth,
  preference: TemporalityPreference,
  { AggregationTemporality }: Sdk['metrics'],
): PushMetricExporter {
  const attempt = async (
    metrics: ResourceMetrics,
    untilMillis: number,
    waitMillis: number,
  ): Promise<Outcome> => {
    const outcome = await sender.send(metrics, untilMillis - Date.now());
    const pauseMillis = outcome.retryAfterMillis ?? waitMillis;
    const isAnybodyThere = health.hasAnswered || outcome.result !== 'unreachable';
    if (!outcome.isRetryable || !isAnybodyThere || Date.now() + pauseMillis >= untilMillis)
      return outcome;
    await setTimeout(pauseMillis, undefined, { ref: false });
    return attempt(metrics, untilMillis, waitMillis * 2);
  };
  const send = async (metrics: ResourceMetrics, done: () => void): Promise<void> => {
    const outcome = await attempt(metrics, Date.now() + timeoutMillis, FIRST_METRIC_RETRY_MILLIS);
    let points = 0;
    for (const { metrics: ofScope } of metrics.scopeMetrics) {
      for (const { descriptor, dataPoints } of ofScope) {
        points += dataPoints.length;
        if (dataPoints.some(({ attributes }) => attributes['otel.metric.overflow'] === true))
          health.overflowed(descriptor.name);
      }
    }
    health.ended(outcome, points, false);
    done();
  };
  return {
    // The reader would say again, with the error's words, what was said by then.
    export: (metrics, done) => void send(metrics, () => done({ code: SUCCESS })),
    forceFlush: async () => {},
    shutdown: async () => sender.shutdown(),
    // How values add up must be known before the first export, so it is not the exporter's to say.
    selectAggregationTemporality: (instrument) =>
      DELTA_INSTRUMENTS[preference].has(instrument)
        ? AggregationTemporality.DELTA
        : AggregationTemporality.CUMULATIVE,
  };
}

/** Which instruments report the difference to the last export (specification of OTLP's metric exporter). */
const DELTA_INSTRUMENTS: Readonly<Record<TemporalityPreference, ReadonlySet<string>>> = {
  cumulative: new Set(),
  delta: new Set(['COUNTER', 'OBSERVABLE_COUNTER', 'GAUGE', 'OBSERVABLE_GAUGE', 'HISTOGRAM']),
  lowmemory: new Set(['COUNTER', 'HISTOGRAM']),
};
