/** The one call. */
import * as api from '@opentelemetry/api';
import {
  createReport,
  endOpenCalls,
  onFirstCall,
  report as say,
  resolveSettings,
  showReport,
  type Report as AttachReport,
} from '@spanwise/core';
import { attach, type AutoOptions } from '@spanwise/auto';
import {
  refuseUnknownOptions,
  sayUnknownInstrumentations,
  watchEnding,
  within,
  type Ending,
  type SignalName,
} from '@spanwise/otlp';
import { costFunctionOf, describeSources, preload } from './cost/cost-option.ts';
import type { PriceSource } from './cost/genai-prices.ts';
import { ensureDiagnostics } from './diagnostics.ts';
import { apiVersion } from './door.ts';
import { afterFirstTurn } from './first-turn.ts';
import { watchClients } from './http/client.ts';
import { watchServers } from './http/server.ts';
import { isOwned, startProviders, type SignalReport, type Started } from './providers.ts';
import {
  enableInstrumentations,
  makesHttpSpans,
  type Instrumentation,
} from './instrumentations.ts';
import {
  readSdkEnvironment,
  sdkSettings,
  type InstrumentOptions,
  type SdkEnvironment,
  type SdkSettings,
} from './settings.ts';

/** What is attached and who exports what. Plain data. */
export interface Report extends AttachReport {
  /** Absent while `spanwise/register` waits for the application's own set-up. */
  readonly signals: Readonly<Record<SignalName, SignalReport>> | undefined;
  /** Who is asked what a call costs, in this order, when its provider does not say. */
  readonly prices: readonly PriceSource[];
}

/** The running instrumentation. */
export interface Spanwise {
  /** Resolves when the part of attaching that needs time is done. Never rejects. */
  readonly ready: Promise<Report>;
  /** What is attached, how, which version; what is not, and why; who owns each signal. */
  report(): Report;
  /** Sends what is queued, within `shutdownTimeoutMillis`: before a serverless function is frozen. Never rejects. */
  forceFlush(): Promise<void>;
  /**
   * Ends open spans as abandoned, sends what is queued within `shutdownTimeoutMillis` and stops. Calls go unwatched
   * from then on, until `instrument()` is called again. Never rejects.
   */
  shutdown(): Promise<void>;
}

const KEY = Symbol.for('spanwise.sdk.v1');

type Shared = { [KEY]?: Spanwise };

/**
 * Makes this application observable: attaches to every supported library, before or after it is imported, and
 * starts OpenTelemetry for the signals for which the application registered no provider.
 *
 * @returns what was started first, when it is called again.
 * @throws {ConfigError} for an option that is not accepted; under `SPANWISE_STRICT=1` also for a variable.
 */
export function instrument(options: InstrumentOptions = {}): Spanwise {
  return start(options, false);
}

/** The same, but the SDK starts only at the first watched call or at the end of the application's first turn. */
export function instrumentLater(): Spanwise {
  return start({}, true);
}

function start(options: InstrumentOptions, later: boolean): Spanwise {
  const shared = globalThis as Shared;
  if (shared[KEY]) {
    const ignored = Object.keys(options).filter(
      (name) => options[name as keyof InstrumentOptions] !== undefined,
    );
    if (ignored.length > 0) {
      say(
        'instrument()',
        `was called before: ${ignored.join(', ')} of this call ignored. Give all options to the first call`,
      );
    }
    return shared[KEY];
  }
  ensureDiagnostics();
  refuseUnknownOptions(options, Object.keys(sdkSettings));
  const settings = resolveSettings(sdkSettings, options, process.env);
  const environment = readSdkEnvironment(process.env);
  const spanwise = environment.disabled
    ? createDisabled()
    : createRunning(options, settings, environment, later);
  shared[KEY] = spanwise;
  return spanwise;
}

/** Lets the next `instrument()` start anew. */
function forget(spanwise: Spanwise): void {
  const shared = globalThis as Shared;
  if (shared[KEY] === spanwise) delete shared[KEY];
}

function createRunning(
  options: InstrumentOptions,
  settings: SdkSettings,
  environment: SdkEnvironment,
  later: boolean,
): Spanwise {
  let started: Started | undefined;
  let ending: Ending | undefined;
  let stopping: Promise<void> | undefined;
  const undos: (() => void)[] = [];
  const startSdk = (): void => {
    if (started !== undefined || stopping !== undefined) return;
    started = startIfPossible(settings, environment);
    const owned = Object.values(started.signals()).some(({ owner }) => owner === 'spanwise');
    if (owned) ending = watchEnding(started.forceFlush, settings.shutdownTimeoutMillis);
  };
  // First, because it throws for an option that is not accepted: nothing is started then.
  const attachment = attach({ ...attachOptions(options), cost: costFunctionOf(settings.cost) });
  if (settings.cost.length > 0) afterFirstTurn(() => preload(settings.cost));
  const { instrumentations } = settings;
  const handedOver = isList(instrumentations) ? instrumentations : [];
  const byId = isList(instrumentations) ? {} : instrumentations;
  sayUnknownInstrumentations(byId, ['http', ...createReport().libraries.map(({ id }) => id)]);
  if (later) {
    onFirstCall(startSdk);
    afterFirstTurn(startSdk);
  } else startSdk();
  undos.push(enableInstrumentations(handedOver));
  if (byId['http'] !== false && !makesHttpSpans(handedOver)) {
    const isWanted = (): boolean => {
      // A request that comes before the first call is a start, too.
      startSdk();
      return started?.signals().traces.owner === 'spanwise';
    };
    if (later || isWanted()) {
      undos.push(watchServers(isWanted), watchClients(isWanted, settings.propagateTo));
    }
  }
  const createFullReport = (): Report => {
    const report = createReport();
    return {
      ...report,
      problems: [...report.problems, ...(started?.problems ?? [])],
      signals: started?.signals(),
      prices: describeSources(settings.cost),
    };
  };
  const stop = async (): Promise<void> => {
    endOpenCalls();
    const last = createFullReport();
    attachment.disable();
    showReport(() => last);
    for (const undo of undos.splice(0)) undo();
    ending?.remove();
    if (started) await within(started.shutdown(), settings.shutdownTimeoutMillis);
    forget(spanwise);
  };
  showReport(createFullReport);
  const spanwise: Spanwise = {
    ready: attachment.ready.then(createFullReport),
    report: createFullReport,
    forceFlush: async () => {
      if (started) await within(started.forceFlush(), settings.shutdownTimeoutMillis);
    },
    shutdown: () => (stopping ??= stop()),
  };
  return spanwise;
}

/** SDK 3 fails to link beside an older API: then the application's own provider is all there is. */
function startIfPossible(settings: SdkSettings, environment: SdkEnvironment): Started {
  // The log API came with 1.10.
  if (!('logs' in api)) {
    return nothingStarted(
      'versions',
      `spanwise needs @opentelemetry/api 1.10 and found ${apiVersion() ?? 'none'}: no SDK is started, and calls are recorded by the application's own; use @spanwise/auto`,
    );
  }
  try {
    return startProviders(settings, environment);
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'MODULE_NOT_FOUND') throw error;
    return nothingStarted(
      'bundle',
      'the OpenTelemetry SDK cannot be loaded from where this program is: keep the @opentelemetry packages external and installed; until then no SDK is started',
    );
  }
}

function nothingStarted(kind: string, problem: string): Started {
  say(kind, problem);
  return {
    signals: () => ({
      traces: unstarted('traces'),
      metrics: unstarted('metrics'),
      logs: unstarted('logs'),
    }),
    problems: [problem],
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

function unstarted(signal: SignalName): SignalReport {
  return { owner: isOwned(signal) ? 'app' : 'nobody', destinations: [] };
}

function createDisabled(): Spanwise {
  const nobody: SignalReport = { owner: 'nobody', destinations: [] };
  const createDisabledReport = (): Report => ({
    ...createReport(),
    problems: ['OTEL_SDK_DISABLED=true: nothing is started and nothing is watched'],
    signals: { traces: nobody, metrics: nobody, logs: nobody },
    prices: [],
  });
  showReport(createDisabledReport);
  const spanwise: Spanwise = {
    ready: Promise.resolve(createDisabledReport()),
    report: createDisabledReport,
    forceFlush: async () => {},
    shutdown: async () => forget(spanwise),
  };
  return spanwise;
}

/** The part of the options that is about attaching. */
function attachOptions(options: InstrumentOptions): AutoOptions {
  const {
    serviceName: _serviceName,
    cost: _cost,
    destinations: _destinations,
    propagateTo: _propagateTo,
    sampler: _sampler,
    resource: _resource,
    spanProcessors: _spanProcessors,
    metricReaders: _metricReaders,
    logRecordProcessors: _logRecordProcessors,
    shutdownTimeoutMillis: _shutdownTimeoutMillis,
    maxQueueBytes: _maxQueueBytes,
    maxRequestBytes: _maxRequestBytes,
    ...rest
  } = options;
  const { instrumentations, ...others } = rest;
  if (instrumentations === undefined || isList(instrumentations)) return others;
  // HTTP is watched here, not by an adapter.
  const { http: _http, ...adapters } = instrumentations;
  return { ...others, instrumentations: adapters };
}

/** `Array.isArray` does not tell a readonly list from an object. */
function isList(
  instrumentations: SdkSettings['instrumentations'],
): instrumentations is readonly Instrumentation[] {
  return Array.isArray(instrumentations);
}
