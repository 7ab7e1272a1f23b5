/** Starts the providers of the signals that nobody else owns. */
import * as api from '@opentelemetry/api';
import { context, metrics, propagation, trace, type TextMapPropagator } from '@opentelemetry/api';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import { report } from '@spanwise/core';
import { contextProcessor } from './context-processor.ts';
import {
  console,
  none,
  otlp,
  type Connection,
  type Destination,
  type SignalName,
} from './destinations.ts';
import { loadSdk, type Sdk } from './door.ts';
import { createResource } from './resource.ts';
import type { EnvironmentSettings, SdkSettings } from './settings.ts';

/** Who exports a signal. */
export interface SignalReport {
  /** `app`: a provider was registered already. `spanwise`: ours. `nobody`: it was not asked for. */
  readonly owner: 'app' | 'spanwise' | 'nobody';
  readonly destinations: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly endpoint?: string | undefined;
  }[];
}

/** What was started. */
export interface Started {
  readonly signals: Readonly<Record<SignalName, SignalReport>>;
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

interface Provider {
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

const SIGNALS: readonly SignalName[] = ['traces', 'metrics', 'logs'];
const GLOBALS = { traces: 'trace', metrics: 'metrics', logs: 'logs' } as const;

/** True when the application registered a provider of this signal. */
export function isOwned(signal: SignalName): boolean {
  const registered = (globalThis as Record<symbol, Record<string, unknown> | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
  return registered?.[GLOBALS[signal]] !== undefined;
}

/** Starts what is missing and asked for, and registers it. */
export function startProviders(settings: SdkSettings, environment: EnvironmentSettings): Started {
  const providers: Provider[] = [];
  const signals = {} as Record<SignalName, SignalReport>;
  let sdk: Sdk | undefined;
  for (const signal of SIGNALS) {
    if (isOwned(signal)) {
      signals[signal] = { owner: 'app', destinations: [] };
      continue;
    }
    sdk ??= loadSdk();
    const connections = connect(signal, settings, environment, sdk);
    const own = {
      traces: settings.spanProcessors,
      metrics: settings.metricReaders,
      logs: settings.logRecordProcessors,
    };
    if (connections.length === 0 && own[signal].length === 0) {
      signals[signal] = { owner: 'nobody', destinations: [] };
      continue;
    }
    providers.push(
      start(
        signal,
        connections.map(([, connection]) => connection),
        settings,
        environment,
        sdk,
      ),
    );
    signals[signal] = {
      owner: 'spanwise',
      destinations: connections.map(([name, { protocol, endpoint }]) => ({
        name,
        protocol,
        endpoint,
      })),
    };
  }
  return {
    signals,
    forceFlush: async () => {
      await Promise.allSettled(providers.map((provider) => provider.forceFlush()));
    },
    shutdown: async () => {
      await Promise.allSettled(providers.map((provider) => provider.shutdown()));
    },
  };
}

function connect(
  signal: SignalName,
  settings: SdkSettings,
  environment: EnvironmentSettings,
  sdk: Sdk,
): (readonly [name: string, connection: Connection])[] {
  const destinations: readonly Destination[] = settings.destinations ?? [
    { otlp, console, none }[environment[signal] ?? 'otlp'](),
  ];
  return destinations.flatMap((destination) => {
    const connection = destination.connect(signal, { sdk, environment });
    return connection ? [[destination.name, connection] as const] : [];
  });
}

function start(
  signal: SignalName,
  connections: readonly Connection[],
  settings: SdkSettings,
  environment: EnvironmentSettings,
  sdk: Sdk,
): Provider {
  const resource = createResource(sdk, settings);
  switch (signal) {
    case 'traces': {
      const provider = new sdk.trace.TracerProvider({
        resource,
        sampler: settings.sampler ?? samplerOf(environment, sdk),
        spanProcessors: [
          contextProcessor(),
          ...settings.spanProcessors,
          ...connections.flatMap(({ spanProcessor }): SpanProcessor[] =>
            spanProcessor ? [spanProcessor] : [],
          ),
        ],
      });
      context.setGlobalContextManager(
        new sdk.contextHooks.AsyncLocalStorageContextManager().enable(),
      );
      propagation.setGlobalPropagator(propagatorOf(environment, sdk));
      trace.setGlobalTracerProvider(provider);
      return provider;
    }
    case 'metrics': {
      const provider = new sdk.metrics.MeterProvider({
        resource,
        readers: [
          ...settings.metricReaders,
          ...connections.flatMap(({ metricReader }): MetricReader[] =>
            metricReader ? [metricReader] : [],
          ),
        ],
      });
      metrics.setGlobalMeterProvider(provider);
      return provider;
    }
    case 'logs': {
      const provider = new sdk.logs.LoggerProvider({
        resource,
        processors: [
          ...settings.logRecordProcessors,
          ...connections.flatMap(({ logRecordProcessor }): LogRecordProcessor[] =>
            logRecordProcessor ? [logRecordProcessor] : [],
          ),
        ],
      });
      // Not a named import: on an API below 1.10 that alone would stop the application.
      api.logs.setGlobalLoggerProvider(provider);
      return provider;
    }
  }
}

function samplerOf(environment: EnvironmentSettings, { trace: sdk }: Sdk): Sampler {
  const [, parentBased, name] = /^(parentbased_)?(.*)$/.exec(environment.sampler) ?? [];
  const root =
    name === 'always_off'
      ? new sdk.AlwaysOffSampler()
      : name === 'traceidratio'
        ? new sdk.TraceIdRatioBasedSampler(environment.samplerRatio)
        : new sdk.AlwaysOnSampler();
  return parentBased ? new sdk.ParentBasedSampler({ root }) : root;
}

function propagatorOf(environment: EnvironmentSettings, { core }: Sdk): TextMapPropagator {
  const { propagators } = environment;
  if (propagators.includes('none') && propagators.length > 1) {
    report('configuration', 'OTEL_PROPAGATORS has "none" beside others: "none" wins');
  }
  return new core.CompositePropagator({
    propagators: propagators.includes('none')
      ? []
      : propagators.map((name) =>
          name === 'baggage'
            ? new core.W3CBaggagePropagator()
            : new core.W3CTraceContextPropagator(),
        ),
  });
}
