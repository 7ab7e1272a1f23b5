/** Where signals go: OTLP, the terminal, nowhere. */
import type { MetricReader, PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { LogRecordExporter, LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { ConfigError } from '@spanwise/core';
import { consoleProcessor } from './console-processor.ts';
import { grpcMetadata, loadExporter, type ExporterConstructor, type Sdk } from './door.ts';
import { OTLP_PROTOCOLS, otlpVariables, type OtlpEnvironment } from './otlp-settings.ts';
import type { SdkEnvironment, TemporalityPreference } from './settings.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

/** One of the three kinds of telemetry. */
export type SignalName = 'traces' | 'metrics' | 'logs';

/** What a destination may use to connect. */
interface Connecting {
  readonly sdk: Sdk;
  readonly environment: SdkEnvironment;
}

/** How one signal reaches its destination. */
export interface Connection {
  readonly spanProcessor?: SpanProcessor;
  readonly metricReader?: MetricReader;
  readonly logRecordProcessor?: LogRecordProcessor;
  /** What the report says. No secrets. */
  readonly protocol: string;
  readonly endpoint?: string | undefined;
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
  /** How long one request may take, its retries included, in milliseconds. Default 10000. */
  readonly timeoutMillis?: number | undefined;
}

const TRANSPORTS = { grpc: 'grpc', 'http/protobuf': 'proto', 'http/json': 'http' } as const;
/** `ExportResultCode.FAILED`. */
const FAILED = 1;
const NOT_MADE =
  'spanwise: the OTLP exporter could not be made: see OTEL_EXPORTER_OTLP_HEADERS and the certificates';
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
  { sdk, environment }: Connecting,
): Connection {
  const otlpEnvironment = environment.otlp[signal];
  const address = otlpAddress(signal, options, otlpEnvironment);
  const create = (): object => createExporter(signal, address, options, otlpEnvironment);
  const shown = { protocol: address.protocol, endpoint: withoutCredentials(address.url) };
  switch (signal) {
    case 'traces':
      return {
        ...shown,
        spanProcessor: new sdk.trace.BatchSpanProcessor({
          exporter: lazyExporter(create) as SpanExporter,
          scheduledDelayMillis: environment.spanDelayMillis,
          maxQueueSize: environment.spanQueueSize,
          maxExportBatchSize: Math.min(environment.spanBatchSize, environment.spanQueueSize),
          exportTimeoutMillis: environment.spanTimeoutMillis,
        }),
      };
    case 'metrics':
      return {
        ...shown,
        metricReader: new sdk.metrics.PeriodicExportingMetricReader({
          exporter: metricExporter(create, environment.temporality, sdk.metrics),
          exportIntervalMillis: environment.metricIntervalMillis,
          exportTimeoutMillis: Math.min(
            environment.metricTimeoutMillis,
            environment.metricIntervalMillis,
          ),
        }),
      };
    case 'logs':
      return {
        ...shown,
        logRecordProcessor: new sdk.logs.BatchLogRecordProcessor({
          exporter: lazyExporter(create) as LogRecordExporter,
          scheduledDelayMillis: environment.logDelayMillis,
          maxQueueSize: environment.logQueueSize,
          maxExportBatchSize: Math.min(environment.logBatchSize, environment.logQueueSize),
          exportTimeoutMillis: environment.logTimeoutMillis,
        }),
      };
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

/** Makes the exporter when there is first something to export. */
function lazyExporter(create: () => object): SpanExporter | LogRecordExporter {
  let exporter: SpanExporter | undefined;
  return {
    export: (items: never, done: Parameters<SpanExporter['export']>[1]) => {
      try {
        exporter ??= create() as SpanExporter;
      } catch {
        // The error itself may quote a header.
        done({ code: FAILED, error: new Error(NOT_MADE) });
        return;
      }
      exporter.export(items, done);
    },
    forceFlush: async () => exporter?.forceFlush?.(),
    shutdown: async () => exporter?.shutdown(),
  };
}

/** The same for metrics. How values add up must be known before the first export, so it is not the exporter's to say. */
function metricExporter(
  create: () => object,
  preference: TemporalityPreference,
  { AggregationTemporality }: Sdk['metrics'],
): PushMetricExporter {
  const exporter = lazyExporter(create) as unknown as PushMetricExporter;
  return {
    ...exporter,
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
