/** Where signals go: OTLP, the terminal, nowhere. */
import { setTimeout } from 'node:timers/promises';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { MetricReader, PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { ConfigError } from '@spanwise/core';
import { consoleProcessor } from './console-processor.ts';
import { ExportHealth } from './export-health.ts';
import { ExportQueue, type QueueLimits } from './export-queue.ts';
import { logRecordBytes, spanBytes } from './item-bytes.ts';
import { OtlpSender, type Outcome, type Sendable } from './otlp-sender.ts';
import { grpcMetadata, loadExporter, type ExporterConstructor, type Sdk } from './door.ts';
import { OTLP_PROTOCOLS, otlpVariables, type OtlpEnvironment } from './otlp-settings.ts';
import type { SdkEnvironment, SdkSettings, TemporalityPreference } from './settings.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

/** One of the three kinds of telemetry. */
export type SignalName = 'traces' | 'metrics' | 'logs';

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

/** The protocols of OTLP. */
export type OtlpProtocol = 'grpc' | 'http/protobuf' | 'http/json';

/** What {@link otlp} is given. What is left out is read from `OTEL_EXPORTER_OTLP_*`, also TLS, timeouts and compression. */
export interface OtlpOptions {
  /** The base address, such as `http://localhost:4318`; over HTTP `/v1/traces` and its siblings are added. Default: `OTEL_EXPORTER_OTLP_[SIGNAL_]ENDPOINT`, else localhost. */
  readonly endpoint?: string | undefined;
  /** Default: gRPC when no endpoint is set or its port is 4317, else `http/protobuf`. */
  readonly protocol?: OtlpProtocol | undefined;
  /** Sent with every request. Never printed. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default: `none`. */
  readonly compression?: 'gzip' | 'none' | undefined;
  /** How long one request may take, in milliseconds. Default 10000. */
  readonly timeoutMillis?: number | undefined;
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

/** What each option of {@link otlp} must be. Headers are secret: their values are never printed. */
const OTLP_OPTIONS: Readonly<
  Record<keyof OtlpOptions, { readonly isAccepted: (value: unknown) => boolean; fix: string }>
> = {
  endpoint: {
    isAccepted: (value) =>
      typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    fix: 'Write an address with its scheme, such as "http://localhost:4318".',
  },
  protocol: {
    isAccepted: (value) => OTLP_PROTOCOLS.includes(value as OtlpProtocol),
    fix: `Use one of ${OTLP_PROTOCOLS.join(', ')}.`,
  },
  headers: {
    isAccepted: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(value).every(
        ([name, text]) =>
          /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === 'string' && /^[ -~]*$/.test(text),
      ),
    fix: 'Use an object of texts in printable ASCII, such as { "x-api-key": "…" }.',
  },
  compression: {
    isAccepted: (value) => value === 'gzip' || value === 'none',
    fix: 'Use "gzip" or "none".',
  },
  timeoutMillis: {
    isAccepted: (value) => Number.isSafeInteger(value) && (value as number) > 0,
    fix: 'Use a whole number from 1 on.',
  },
};

/**
 * Sends signals to an OTLP receiver, such as a Collector.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function otlp(options: OtlpOptions = {}): Destination {
  refuseUnknownOptions(options, Object.keys(OTLP_OPTIONS));
  for (const [name, { isAccepted, fix }] of Object.entries(OTLP_OPTIONS)) {
    const value = options[name as keyof OtlpOptions];
    if (value === undefined || isAccepted(value)) continue;
    throw new ConfigError({
      code: 'OTLP_OPTION_NOT_ACCEPTED',
      message: `option "${name}" of otlp() is not accepted`,
      fix,
    });
  }
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

interface OtlpAddress {
  readonly protocol: OtlpProtocol;
  /** What the exporter is given. */
  readonly url: string;
}

/** Where and how a signal is sent, by option, else by the environment, else by the defaults of the specification. */
function otlpAddress(
  signal: SignalName,
  options: OtlpOptions,
  environment: OtlpEnvironment,
): OtlpAddress {
  const given = options.endpoint ?? environment.endpoint ?? environment.baseEndpoint;
  const protocol =
    options.protocol ??
    environment.protocol ??
    (given === undefined || /:4317(?:\/|$)/.test(given) ? 'grpc' : 'http/protobuf');
  if (protocol === 'grpc') return { protocol, url: given ?? 'http://localhost:4317' };
  // The address of one signal is taken as it is; a base address gets the signal's path.
  if (options.endpoint === undefined && environment.endpoint !== undefined)
    return { protocol, url: environment.endpoint };
  const base = given ?? 'http://localhost:4318';
  const url = new URL(/^https?:/.test(base) ? base : `http://${base}`);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${signal}`;
  return { protocol, url: url.href };
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
  /** Our own requests are no calls of the application, and do not belong to the one that runs. */
  const quietly = <T>(fn: () => T): T => context.with(sdk.core.suppressTracing(ROOT_CONTEXT), fn);
  const queue = <Item>(
    sender: OtlpSender,
    sizeOf: (item: Item) => number,
    limits: Pick<QueueLimits, 'delayMillis' | 'maxItems' | 'maxBatchItems'>,
  ): ExportQueue<Item> =>
    new ExportQueue(
      (items, withinMillis) => quietly(() => sender.send(items as Sendable, withinMillis)),
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

function withoutCredentials(address: string): string {
  // gRPC takes an address without a scheme, which has no room for credentials.
  if (!/^https?:/.test(address)) return address;
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
