/** Starts the providers of the signals that nobody else owns. */
// As a namespace: a named import of what came with 1.10 would stop the application on an older API.
import * as api from '@opentelemetry/api';
import type { TextMapPropagator } from '@opentelemetry/api';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Resource } from '@opentelemetry/resources';
import { report } from '@spanwise/core';
import type { ExportReport, SignalName } from '@spanwise/otlp';
import { contextProcessor } from './context-processor.ts';
import { console, none, otlp, type Connection, type Destination } from './destinations.ts';
import { sayToOtherApi } from './diagnostics.ts';
import { apiVersion, applicationApiVersion, loadSdk, type Sdk } from './door.ts';
import { registered, registeredVersion, type RegisteredName } from './registered.ts';
import { createResource } from './resource.ts';
import type { SdkEnvironment, SdkSettings } from './settings.ts';

/** Who exports a signal. */
export interface SignalReport {
  /** `app`: a provider was registered already. `spanwise`: ours. `nobody`: it was not asked for. */
  readonly owner: 'app' | 'spanwise' | 'nobody';
  readonly destinations: readonly ({
    readonly name: string;
    readonly protocol: string;
    readonly endpoint?: string | undefined;
  } & Partial<ExportReport>)[];
}

/** What was started. */
export interface Started {
  readonly signals: () => Readonly<Record<SignalName, SignalReport>>;
  /** What could not be started, in sentences. */
  readonly problems: readonly string[];
  /** Sends what is queued. Never rejects. */
  readonly forceFlush: () => Promise<void>;
  /** Takes what was registered away again, sends what is queued and stops. Never rejects. */
  readonly shutdown: () => Promise<void>;
}

interface Provider {
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
}

interface Starting {
  readonly settings: SdkSettings;
  readonly environment: SdkEnvironment;
  readonly sdk: Sdk;
  readonly resource: Resource;
}

const SIGNALS: readonly SignalName[] = ['traces', 'metrics', 'logs'];
const NOBODY: SignalReport = { owner: 'nobody', destinations: [] };
const REGISTERED = { traces: 'trace', metrics: 'metrics', logs: 'logs' } as const;

const ONE_API =
  'Install one version of @opentelemetry/api ("npm ls @opentelemetry/api" shows them); beside an SDK 2.x of your own, use @spanwise/auto in the place of spanwise';

/** True when a provider of this signal is registered. */
export function isOwned(signal: SignalName): boolean {
  return registered(REGISTERED[signal]) !== undefined;
}

/** Starts what is missing and asked for, and registers it. */
export function startProviders(settings: SdkSettings, environment: SdkEnvironment): Started {
  const providers: Provider[] = [];
  const signals = {} as Record<SignalName, () => SignalReport>;
  const registrations = new Registrations();
  let starting: Starting | undefined;
  for (const signal of SIGNALS) {
    if (isOwned(signal)) {
      signals[signal] = () => ({ owner: 'app', destinations: [] });
      continue;
    }
    const destinations = destinationsOf(signal, settings, environment);
    const further = {
      traces: settings.spanProcessors,
      metrics: settings.metricReaders,
      logs: settings.logRecordProcessors,
    }[signal];
    if (destinations.length === 0 && further.length === 0) {
      signals[signal] = () => NOBODY;
      continue;
    }
    if (starting === undefined) {
      const sdk = loadSdk();
      starting = { settings, environment, sdk, resource: createResource(sdk, settings) };
    }
    const { sdk } = starting;
    const connections = destinations.flatMap((destination) => {
      const connection = destination.connect(signal, { sdk, environment, settings });
      return connection ? [[destination.name, connection] as const] : [];
    });
    if (connections.length === 0 && further.length === 0) {
      signals[signal] = () => NOBODY;
      continue;
    }
    const { provider, isRegistered } = start(
      signal,
      connections.map(([, connection]) => connection),
      starting,
      registrations,
    );
    if (!isRegistered) {
      void provider.shutdown().catch(() => {});
      signals[signal] = () => NOBODY;
      continue;
    }
    providers.push(provider);
    signals[signal] = () => ({
      owner: 'spanwise',
      destinations: connections.map(([name, { protocol, endpoint, health }]) =>
        Object.assign({ name, protocol, endpoint }, health?.report()),
      ),
    });
  }
  if (providers.length > 0) registrations.compareWithApplication();
  return {
    signals: () => ({
      traces: signals.traces(),
      metrics: signals.metrics(),
      logs: signals.logs(),
    }),
    problems: registrations.problems,
    forceFlush: async () => {
      await Promise.allSettled(providers.map((provider) => provider.forceFlush()));
    },
    shutdown: async () => {
      registrations.remove();
      await Promise.allSettled(providers.map((provider) => provider.shutdown()));
    },
  };
}

/** What this package registered, and takes away when it is still there. */
class Registrations {
  readonly problems: string[] = [];
  readonly #added: [name: RegisteredName, value: unknown, disable: () => void][] = [];

  /** Registers, unless there is one; then it stays. False when the API refused. */
  add(name: RegisteredName, register: () => void, disable: () => void): boolean {
    if (registered(name) !== undefined) return true;
    register();
    const value = registered(name);
    if (value !== undefined) {
      this.#added.push([name, value, disable]);
      return true;
    }
    if (this.problems.length === 0) {
      const problem =
        `@opentelemetry/api ${registeredVersion()} is in use, and spanwise imports ${apiVersion() ?? 'another version'}, ` +
        `which may register nothing beside it. ${ONE_API}`;
      this.problems.push(problem);
      sayToOtherApi(`spanwise: versions: ${problem}`);
    }
    return false;
  }

  /** What the application registers by an older copy of its own is refused once this package has registered. */
  compareWithApplication(): void {
    const [own, theirs] = [apiVersion(), applicationApiVersion()];
    if (own === undefined || theirs === undefined || minorOf(own) === minorOf(theirs)) return;
    const problem = `the application has @opentelemetry/api ${theirs}, and spanwise ${own} of its own: providers that the application registers from now on are refused. ${ONE_API}`;
    this.problems.push(problem);
    report('versions', problem);
  }

  remove(): void {
    for (const [name, value, disable] of this.#added.splice(0))
      if (registered(name) === value) disable();
  }
}

/** `1.10` of `1.10.0`. */
function minorOf(version: string): string {
  return version.split('.', 2).join('.');
}

function destinationsOf(
  signal: SignalName,
  settings: SdkSettings,
  environment: SdkEnvironment,
): readonly Destination[] {
  if (settings.destinations !== undefined) return settings.destinations;
  const names = environment[signal] ?? ['otlp'];
  if (names.includes('none')) return [];
  if (signal !== 'traces' && names.includes('console')) {
    report(
      'configuration',
      `OTEL_${signal.toUpperCase()}_EXPORTER names "console", which shows traces alone`,
    );
  }
  return names.map((name) => ({ otlp, console, none })[name]());
}

function start(
  signal: SignalName,
  connections: readonly Connection[],
  { settings, environment, sdk, resource }: Starting,
  registrations: Registrations,
): { readonly provider: Provider; readonly isRegistered: boolean } {
  // Conversation, user and tenant travel in it, also when only metrics are ours.
  registrations.add(
    'context',
    () =>
      api.context.setGlobalContextManager(
        new sdk.contextHooks.AsyncLocalStorageContextManager().enable(),
      ),
    () => api.context.disable(),
  );
  switch (signal) {
    case 'traces': {
      const provider = new sdk.trace.TracerProvider({
        resource,
        sampler: settings.sampler ?? samplerOf(environment, sdk),
        spanLimits: withoutUnset({
          attributeCountLimit: environment.spanAttributeCount ?? environment.attributeCount,
          attributeValueLengthLimit: environment.spanAttributeLength ?? environment.attributeLength,
          eventCountLimit: environment.spanEventCount,
          linkCountLimit: environment.spanLinkCount,
          attributePerEventCountLimit: environment.eventAttributeCount,
          attributePerLinkCountLimit: environment.linkAttributeCount,
        }),
        spanProcessors: [
          contextProcessor(),
          ...settings.spanProcessors,
          ...connections.flatMap(({ spanProcessor }): SpanProcessor[] =>
            spanProcessor ? [spanProcessor] : [],
          ),
        ],
      });
      registrations.add(
        'propagation',
        () => api.propagation.setGlobalPropagator(propagatorOf(environment, sdk)),
        () => api.propagation.disable(),
      );
      const isRegistered = registrations.add(
        'trace',
        () => api.trace.setGlobalTracerProvider(provider),
        () => api.trace.disable(),
      );
      return { provider, isRegistered };
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
      const isRegistered = registrations.add(
        'metrics',
        () => api.metrics.setGlobalMeterProvider(provider),
        () => api.metrics.disable(),
      );
      return { provider, isRegistered };
    }
    case 'logs': {
      const provider = new sdk.logs.LoggerProvider({
        resource,
        logRecordLimits: withoutUnset({
          attributeCountLimit: environment.logAttributeCount ?? environment.attributeCount,
          attributeValueLengthLimit: environment.logAttributeLength ?? environment.attributeLength,
        }),
        processors: [
          ...settings.logRecordProcessors,
          ...connections.flatMap(({ logRecordProcessor }): LogRecordProcessor[] =>
            logRecordProcessor ? [logRecordProcessor] : [],
          ),
        ],
      });
      const isRegistered = registrations.add(
        'logs',
        () => api.logs.setGlobalLoggerProvider(provider),
        () => api.logs.disable(),
      );
      return { provider, isRegistered };
    }
  }
}

/** The SDK's types have no `undefined`. */
function withoutUnset(
  limits: Readonly<Record<string, number | undefined>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

function samplerOf(environment: SdkEnvironment, { trace: sdk }: Sdk): Sampler {
  const [, parentBased, name] = /^(parentbased_)?(.*)$/.exec(environment.sampler) ?? [];
  const root =
    name === 'always_off'
      ? new sdk.AlwaysOffSampler()
      : name === 'traceidratio'
        ? new sdk.TraceIdRatioBasedSampler(environment.samplerRatio)
        : new sdk.AlwaysOnSampler();
  return parentBased ? new sdk.ParentBasedSampler({ root }) : root;
}

function propagatorOf(environment: SdkEnvironment, { core }: Sdk): TextMapPropagator {
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
