/** The one call. */
import * as api from '@opentelemetry/api';
import {
  ConfigError,
  createReport,
  endOpenCalls,
  onFirstCall,
  report as say,
  resolveSettings,
  type Report as AttachReport,
} from '@spanwise/core';
import { attach } from '@spanwise/auto';
import type { SignalName } from './destinations.ts';
import { ensureDiagnostics } from './diagnostics.ts';
import { apiVersion } from './door.ts';
import { watchEnding, type Ending } from './ending.ts';
import { watchHttp } from './http/watch-http.ts';
import { isOwned, startProviders, type SignalReport, type Started } from './providers.ts';
import {
  environmentSettings,
  sdkSettings,
  type EnvironmentSettings,
  type InstrumentOptions,
  type SdkSettings,
} from './settings.ts';

/** What is attached and who exports what. Plain data. */
export interface Report extends AttachReport {
  /** Absent while `spanwise/register` waits for the application's own set-up. */
  readonly signals: Readonly<Record<SignalName, SignalReport>> | undefined;
}

/** The running instrumentation. */
export interface Spanwise {
  /** Resolves when the part of attaching that needs time is done. Never rejects. */
  readonly ready: Promise<Report>;
  /** What is attached, how, which version; what is not, and why; who owns each signal. */
  report(): Report;
  /** Sends what is queued: before a serverless function is frozen. */
  forceFlush(): Promise<void>;
  /** Ends open spans as abandoned, sends what is queued and stops. Calls go unwatched from then on. */
  shutdown(): Promise<void>;
}

const KEY = Symbol.for('spanwise.sdk.v1');

/** The options of `otlp()` are the exporters' own; these are read here. */
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
  refuseUnknown(options);
  const settings = resolveSettings(sdkSettings, options, process.env);
  const environment = resolveSettings(environmentSettings, {}, process.env);
  const spanwise = environment.disabled
    ? createDisabled()
    : createRunning(options, settings, environment, later);
  shared[KEY] = spanwise;
  return spanwise;
}

function createRunning(
  options: InstrumentOptions,
  settings: SdkSettings,
  environment: EnvironmentSettings,
  later: boolean,
): Spanwise {
  let started: Started | undefined;
  let ending: Ending | undefined;
  let unwatchHttp: (() => void) | undefined;
  let stopped = false;
  const startSdk = (): void => {
    if (started !== undefined || stopped) return;
    started = startIfPossible(settings, environment);
    if (
      started.signals.traces.owner === 'spanwise' &&
      settings.instrumentations['http'] !== false
    ) {
      unwatchHttp = watchHttp({ propagateTo: settings.propagateTo });
    }
    const owned = Object.values(started.signals).some(({ owner }) => owner === 'spanwise');
    if (owned) ending = watchEnding(started.forceFlush, settings.shutdownTimeoutMillis);
  };
  if (!later) startSdk();
  const attachment = attach(attachOptions(options));
  if (later) {
    onFirstCall(startSdk);
    setImmediate(startSdk);
  }
  const createFullReport = (): Report => ({ ...createReport(), signals: started?.signals });
  return {
    ready: attachment.ready.then(createFullReport),
    report: createFullReport,
    forceFlush: async () => started?.forceFlush(),
    shutdown: async () => {
      stopped = true;
      endOpenCalls();
      attachment.disable();
      unwatchHttp?.();
      ending?.remove();
      await started?.shutdown();
      const shared = globalThis as Shared;
      delete shared[KEY];
    },
  };
}

/** SDK 3 fails to link beside an older API: then the application's own provider is all there is. */
function startIfPossible(settings: SdkSettings, environment: EnvironmentSettings): Started {
  // The log API came with 1.10.
  if ('logs' in api) return startProviders(settings, environment);
  say(
    'versions',
    `spanwise needs @opentelemetry/api 1.10 and found ${apiVersion() ?? 'none'}: no SDK is started, and calls are recorded by the application's own. Use @spanwise/auto`,
  );
  return {
    signals: {
      traces: unstarted('traces'),
      metrics: unstarted('metrics'),
      logs: unstarted('logs'),
    },
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
  });
  return {
    ready: Promise.resolve(createDisabledReport()),
    report: createDisabledReport,
    forceFlush: async () => {},
    shutdown: async () => {
      const shared = globalThis as Shared;
      delete shared[KEY];
    },
  };
}

/** The part of the options that is about attaching. `http` is ours, not an adapter's. */
function attachOptions(options: InstrumentOptions): object {
  const {
    serviceName: _serviceName,
    destinations: _destinations,
    propagateTo: _propagateTo,
    sampler: _sampler,
    resource: _resource,
    spanProcessors: _spanProcessors,
    metricReaders: _metricReaders,
    logRecordProcessors: _logRecordProcessors,
    shutdownTimeoutMillis: _shutdownTimeoutMillis,
    ...rest
  } = options;
  return rest;
}

/** A misspelt option would do nothing, silently. */
function refuseUnknown(options: InstrumentOptions): void {
  const known = Object.keys(sdkSettings);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const close = known.find((option) => distance(option.toLowerCase(), name.toLowerCase()) <= 2);
    throw new ConfigError({
      code: 'OPTION_UNKNOWN',
      message: `option "${name}" is not known`,
      fix: close ? `Did you mean "${close}"?` : `Use one of ${known.join(', ')}.`,
    });
  }
}

/** Edits between two words (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[right.length]!;
}
