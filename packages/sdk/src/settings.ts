/** The options of `instrument()` that are not those of attaching, one row each: the source of docs/configuration.md. */
import {
  booleanFromText,
  coreSettings,
  countFromText,
  listFromText,
  resolveSettings,
  type CoreOptions,
  type Environment,
  type Setting,
  type Values,
} from '@spanwise/core';
import {
  countSetting as count,
  deliverySettings,
  logDeliverySettings,
  readOtlpEnvironment,
  type OtlpEnvironment,
  type SignalName,
} from '@spanwise/otlp';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import { readCostOption, type CostOption, type CostSource } from './cost/cost-option.ts';
import type { Destination } from './destinations.ts';
import { isInstrumentation, type Instrumentation } from './instrumentations.ts';

/** Attributes of the resource: what every signal of this process is marked with. */
export type ResourceAttributes = Readonly<Record<string, string | number | boolean>>;

/** What {@link instrument} is given. Every field may be left out. */
export interface InstrumentOptions extends Omit<CoreOptions, 'instrumentations' | 'cost'> {
  /**
   * Who says what a call costs, unless its provider does: `true` for the price table that comes with this package, a
   * table or function of one's own, or a list of them. Default `false`: the table is not even loaded.
   */
  readonly cost?: CostOption | undefined;
  /** Default: `OTEL_SERVICE_NAME`, else the name in the application's package.json, else `unknown_service:node`. */
  readonly serviceName?: string | undefined;
  /** Where the signals that nobody else exports go. Default: `[otlp()]`. */
  readonly destinations?: readonly Destination[] | undefined;
  /**
   * Switches an instrumentation off (`false`) or gives it its options, by id; `http` are the HTTP spans. Or a list of
   * instrumentations of OpenTelemetry, which get the registered providers; ours are as by default then. Default: all on
   * that need not be asked for, as `console`.
   */
  readonly instrumentations?:
    | Readonly<Record<string, boolean | object>>
    | readonly Instrumentation[]
    | undefined;
  /** Modules that cannot be found, as in a bundle: `{ openai: OpenAI }`. */
  readonly modules?: Readonly<Record<string, unknown>> | undefined;
  /** Hosts that get trace-context headers, as `host`, `host:port` or `.suffix`. Default: none. */
  readonly propagateTo?: readonly string[] | undefined;
  /** Default: `OTEL_TRACES_SAMPLER`, else every trace whose parent was sampled. */
  readonly sampler?: Sampler | undefined;
  /** Added to the detected resource. */
  readonly resource?: ResourceAttributes | undefined;
  /** Further processors of spans, beside the destinations. */
  readonly spanProcessors?: readonly SpanProcessor[] | undefined;
  /** Further readers of metrics, beside the destinations. */
  readonly metricReaders?: readonly MetricReader[] | undefined;
  /** Further processors of log records, beside the destinations. */
  readonly logRecordProcessors?: readonly LogRecordProcessor[] | undefined;
  /** How long a signal or `beforeExit` waits for what is queued, in milliseconds. Default 5000. */
  readonly shutdownTimeoutMillis?: number | undefined;
  /** Estimated bytes of the spans that wait for a receiver or are on their way, and the same for log records. Default 32 MiB. */
  readonly maxQueueBytes?: number | undefined;
  /** Bytes of one OTLP request before compression. Default 4,000,000; receivers of gRPC take 4 MiB. */
  readonly maxRequestBytes?: number | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list whose entries all have these methods. */
// The type is what the methods stand for: the caller names it.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function listOf<T>(...methods: readonly string[]): Setting<readonly T[]>['fromOption'] {
  return (value) =>
    Array.isArray(value) &&
    value.every(
      (entry) => isObject(entry) && methods.every((method) => typeof entry[method] === 'function'),
    )
      ? (value as T[])
      : undefined;
}

const noText = (): undefined => undefined;

const ownSettings: {
  readonly serviceName: Setting<string | undefined>;
  readonly destinations: Setting<readonly Destination[] | undefined>;
  readonly instrumentations: Setting<
    Readonly<Record<string, boolean | object>> | readonly Instrumentation[]
  >;
  readonly cost: Setting<readonly CostSource[]>;
  readonly modules: Setting<Readonly<Record<string, unknown>>>;
  readonly propagateTo: Setting<readonly string[]>;
  readonly sampler: Setting<Sampler | undefined>;
  readonly resource: Setting<ResourceAttributes>;
  readonly spanProcessors: Setting<readonly SpanProcessor[]>;
  readonly metricReaders: Setting<readonly MetricReader[]>;
  readonly logRecordProcessors: Setting<readonly LogRecordProcessor[]>;
} & typeof deliverySettings = {
  serviceName: {
    option: 'serviceName',
    variables: ['OTEL_SERVICE_NAME'],
    default: undefined,
    defaultText: "the name in the application's package.json",
    description: 'The name of the service, on every signal.',
    accepts: 'a text that is not empty',
    fromOption: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
    fromText: (text) => text,
  },
  destinations: {
    option: 'destinations',
    variables: [],
    default: undefined,
    defaultText: '`[otlp()]`',
    description: 'Where the signals go that nobody else exports.',
    accepts: 'a list of `otlp()`, `console()`, `none()`',
    fromOption: listOf<Destination>('connect'),
    fromText: noText,
  },
  instrumentations: {
    ...coreSettings.instrumentations,
    accepts: `${coreSettings.instrumentations.accepts}; or in code a list of instrumentations of OpenTelemetry`,
    fromOption: (value) =>
      Array.isArray(value) && value.every(isInstrumentation)
        ? value
        : coreSettings.instrumentations.fromOption(value),
  },
  cost: {
    option: 'cost',
    variables: ['SPANWISE_COST'],
    default: [],
    defaultText: '`false`',
    description:
      'Who says what a call costs, unless its provider does. `true` is the price table that comes with `spanwise`; it takes about 50 ms to load, once.',
    accepts:
      'a boolean; in code also a function of the call, a table such as `{ model: { input: 2.5, output: 10 } }`, or a list of these and `true`, of which the first that knows is believed',
    fromOption: readCostOption,
    fromText: (text) => {
      const word = booleanFromText(text);
      return word === undefined ? undefined : readCostOption(word);
    },
  },
  modules: {
    option: 'modules',
    variables: [],
    default: {},
    defaultText: 'none',
    description: 'Modules that cannot be found, as in a bundle.',
    accepts: 'an object such as `{ openai: OpenAI }`',
    fromOption: (value) => (isObject(value) ? value : undefined),
    fromText: noText,
  },
  propagateTo: {
    option: 'propagateTo',
    variables: ['SPANWISE_PROPAGATE_TO'],
    default: [],
    defaultText: 'none',
    description:
      'Hosts that get trace-context headers: `host`, `host:port`, or `.suffix` for every host under it.',
    accepts: 'a list of hosts; in the variable separated by commas',
    fromOption: (value) =>
      Array.isArray(value) && value.every((host) => typeof host === 'string' && host !== '')
        ? (value as string[])
        : undefined,
    fromText: listFromText,
  },
  sampler: {
    option: 'sampler',
    variables: [],
    default: undefined,
    defaultText: 'what `OTEL_TRACES_SAMPLER` says, else `parentbased_always_on`',
    description: 'Which traces are recorded. Metrics do not depend on it.',
    accepts: 'a `Sampler`',
    fromOption: (value) =>
      isObject(value) && typeof value['shouldSample'] === 'function'
        ? (value as unknown as Sampler)
        : undefined,
    fromText: noText,
  },
  resource: {
    option: 'resource',
    variables: [],
    default: {},
    defaultText: 'what `OTEL_RESOURCE_ATTRIBUTES` says, with host, process and container',
    description: 'Attributes of the process that are on every signal.',
    accepts: 'an object of texts, numbers and booleans',
    fromOption: (value) =>
      isObject(value) &&
      Object.values(value).every((entry) => ['string', 'number', 'boolean'].includes(typeof entry))
        ? (value as ResourceAttributes)
        : undefined,
    fromText: noText,
  },
  spanProcessors: {
    option: 'spanProcessors',
    variables: [],
    default: [],
    defaultText: 'none',
    description: 'Further processors of spans.',
    accepts: 'a list of `SpanProcessor`',
    fromOption: listOf<SpanProcessor>('onStart', 'onEnd', 'shutdown'),
    fromText: noText,
  },
  metricReaders: {
    option: 'metricReaders',
    variables: [],
    default: [],
    defaultText: 'none',
    description: 'Further readers of metrics.',
    accepts: 'a list of `MetricReader`',
    fromOption: listOf<MetricReader>('collect', 'shutdown'),
    fromText: noText,
  },
  logRecordProcessors: {
    option: 'logRecordProcessors',
    variables: [],
    default: [],
    defaultText: 'none',
    description: 'Further processors of log records.',
    accepts: 'a list of `LogRecordProcessor`',
    fromOption: listOf<LogRecordProcessor>('onEmit', 'shutdown'),
    fromText: noText,
  },
  ...deliverySettings,
};

/** All options of `instrument()`. */
export const sdkSettings: Omit<typeof coreSettings, 'instrumentations' | 'cost'> &
  typeof ownSettings = {
  ...coreSettings,
  ...ownSettings,
};

/** What `instrument()` runs on. */
export type SdkSettings = Values<typeof sdkSettings>;

const EXPORTERS = { otlp: true, console: true, none: true };

/** The exporters that `OTEL_*_EXPORTER` may name. */
export type ExporterName = keyof typeof EXPORTERS;

const exporters = (signal: string): Setting<readonly ExporterName[] | undefined> => ({
  option: '',
  variables: [`OTEL_${signal}_EXPORTER`],
  default: undefined,
  defaultText: '`otlp`',
  description: `Where ${signal.toLowerCase()} go when no \`destinations\` are given.`,
  accepts: '`otlp`, `console`, `none`, separated by commas',
  fromOption: () => undefined,
  fromText: (text) => {
    const names = listFromText(text);
    return names.every((name): name is ExporterName => name in EXPORTERS) ? names : undefined;
  },
});

/** How the values of OTLP metrics add up. */
export type TemporalityPreference = 'cumulative' | 'delta' | 'lowmemory';

const limit = (
  variable: string,
  defaultText: string,
  description: string,
): Setting<number | undefined> => ({
  option: '',
  variables: [variable],
  default: undefined,
  defaultText,
  description,
  accepts: 'a whole number from 1 on',
  fromOption: () => undefined,
  fromText: countFromText,
});

/** Variables of the OpenTelemetry specification that the SDK leaves to whoever starts it, with its defaults. */
export const environmentSettings: {
  readonly disabled: Setting<boolean>;
  readonly traces: Setting<readonly ExporterName[] | undefined>;
  readonly metrics: Setting<readonly ExporterName[] | undefined>;
  readonly logs: Setting<readonly ExporterName[] | undefined>;
  readonly propagators: Setting<readonly string[]>;
  readonly sampler: Setting<string>;
  readonly samplerRatio: Setting<number>;
  readonly spanDelayMillis: Setting<number>;
  readonly spanQueueSize: Setting<number>;
  readonly spanBatchSize: Setting<number>;
  readonly spanTimeoutMillis: Setting<number>;
  readonly metricIntervalMillis: Setting<number>;
  readonly metricTimeoutMillis: Setting<number>;
  readonly temporality: Setting<TemporalityPreference>;
  readonly attributeCount: Setting<number | undefined>;
  readonly attributeLength: Setting<number | undefined>;
  readonly spanAttributeCount: Setting<number | undefined>;
  readonly spanAttributeLength: Setting<number | undefined>;
  readonly spanEventCount: Setting<number | undefined>;
  readonly spanLinkCount: Setting<number | undefined>;
  readonly eventAttributeCount: Setting<number | undefined>;
  readonly linkAttributeCount: Setting<number | undefined>;
  readonly logAttributeCount: Setting<number | undefined>;
  readonly logAttributeLength: Setting<number | undefined>;
} & typeof logDeliverySettings = {
  disabled: {
    option: '',
    variables: ['OTEL_SDK_DISABLED'],
    default: false,
    description: 'Starts nothing and attaches to nothing. Beats every option.',
    accepts: '`true` or `false`',
    fromOption: () => undefined,
    fromText: booleanFromText,
  },
  traces: exporters('TRACES'),
  metrics: exporters('METRICS'),
  logs: exporters('LOGS'),
  propagators: {
    option: '',
    variables: ['OTEL_PROPAGATORS'],
    default: ['tracecontext', 'baggage'],
    defaultText: '`tracecontext,baggage`',
    description: 'How context is read from and written to requests.',
    accepts: '`tracecontext`, `baggage`, `none`, separated by commas',
    fromOption: () => undefined,
    fromText: (text) => {
      const list = listFromText(text);
      return list.every((name) => ['tracecontext', 'baggage', 'none'].includes(name))
        ? list
        : undefined;
    },
  },
  sampler: {
    option: '',
    variables: ['OTEL_TRACES_SAMPLER'],
    default: 'parentbased_always_on',
    description: 'Which traces are recorded, when no `sampler` is given.',
    accepts: '`always_on`, `always_off`, `traceidratio`, or one of them after `parentbased_`',
    fromOption: () => undefined,
    fromText: (text) =>
      /^(parentbased_)?(always_on|always_off|traceidratio)$/.test(text.trim())
        ? text.trim()
        : undefined,
  },
  samplerRatio: {
    option: '',
    variables: ['OTEL_TRACES_SAMPLER_ARG'],
    default: 1,
    description: 'The share of traces that a `traceidratio` sampler records.',
    accepts: 'a number from 0 to 1',
    fromOption: () => undefined,
    fromText: (text) => {
      const ratio = Number(text);
      return text.trim() !== '' && ratio >= 0 && ratio <= 1 ? ratio : undefined;
    },
  },
  spanDelayMillis: count(
    'OTEL_BSP_SCHEDULE_DELAY',
    5000,
    'Milliseconds between two exports of spans.',
  ),
  spanQueueSize: count(
    'OTEL_BSP_MAX_QUEUE_SIZE',
    2048,
    'Spans that wait or are on their way at most; then the oldest are dropped.',
  ),
  spanBatchSize: count('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512, 'Spans of one export at most.'),
  spanTimeoutMillis: count(
    'OTEL_BSP_EXPORT_TIMEOUT',
    30_000,
    'Milliseconds that one request of spans may take, when `OTEL_EXPORTER_OTLP_TIMEOUT` allows more.',
  ),
  ...logDeliverySettings,
  metricIntervalMillis: count(
    'OTEL_METRIC_EXPORT_INTERVAL',
    60_000,
    'Milliseconds between two exports of metrics.',
  ),
  metricTimeoutMillis: count(
    'OTEL_METRIC_EXPORT_TIMEOUT',
    30_000,
    'Milliseconds that one export of metrics may take.',
  ),
  temporality: {
    option: '',
    variables: ['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE'],
    default: 'cumulative',
    description:
      'Whether OTLP metrics report sums since the start or, where that has a meaning, since the last export.',
    accepts: '`cumulative`, `delta`, `lowmemory`, in any case',
    fromOption: () => undefined,
    fromText: (text) =>
      (['cumulative', 'delta', 'lowmemory'] as const).find(
        (name) => name === text.trim().toLowerCase(),
      ),
  },
  attributeCount: limit(
    'OTEL_ATTRIBUTE_COUNT_LIMIT',
    '128',
    'Attributes of one span or log record at most.',
  ),
  attributeLength: limit(
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'no limit',
    'Characters of one attribute at most. It cuts content, which is JSON, anywhere: `maxContentBytes` does not.',
  ),
  spanAttributeCount: limit(
    'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
    '`OTEL_ATTRIBUTE_COUNT_LIMIT`',
    'The same for spans alone.',
  ),
  spanAttributeLength: limit(
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    '`OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`',
    'The same for spans alone.',
  ),
  spanEventCount: limit('OTEL_SPAN_EVENT_COUNT_LIMIT', '128', 'Events of one span at most.'),
  spanLinkCount: limit('OTEL_SPAN_LINK_COUNT_LIMIT', '128', 'Links of one span at most.'),
  eventAttributeCount: limit(
    'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    '128',
    'Attributes of one event of a span at most.',
  ),
  linkAttributeCount: limit(
    'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
    '128',
    'Attributes of one link of a span at most.',
  ),
  logAttributeCount: limit(
    'OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT',
    '`OTEL_ATTRIBUTE_COUNT_LIMIT`',
    'The same for log records alone.',
  ),
  logAttributeLength: limit(
    'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    '`OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`',
    'The same for log records alone.',
  ),
};

/** What the environment says to the SDK, for each signal also where and how it is sent. */
export type SdkEnvironment = Values<typeof environmentSettings> & {
  readonly otlp: Readonly<Record<SignalName, OtlpEnvironment>>;
};

/** Reads the environment, before anything is started: an unusable value throws under `SPANWISE_STRICT=1`. */
export function readSdkEnvironment(environment: Environment): SdkEnvironment {
  return {
    ...resolveSettings(environmentSettings, {}, environment),
    otlp: {
      traces: readOtlpEnvironment('traces', environment),
      metrics: readOtlpEnvironment('metrics', environment),
      logs: readOtlpEnvironment('logs', environment),
    },
  };
}
