/** The `Instrumentation` interface of OpenTelemetry, by structure: for those who assemble their own SDK. */
import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import type { AdapterEntry } from './adapter/adapter.ts';
import { attach, observe } from './attach/attach.ts';
import type { InstrumentationOptions } from './attach/instrumentation-options.ts';
import { state } from './state.ts';

/** The options of one instrumentation that is used alone. */
export interface InstrumentationConfig extends InstrumentationOptions {
  /** False: nothing is attached until `enable()`. Default true. */
  readonly enabled?: boolean | undefined;
}

/**
 * Makes an adapter an instrumentation that `registerInstrumentations({ instrumentations: […] })` accepts.
 * It attaches at once: the base class of OpenTelemetry does, too, and nobody enables it later.
 */
export class AdapterInstrumentation {
  readonly instrumentationName: string;
  readonly instrumentationVersion: string;
  readonly #entry: AdapterEntry;
  #config: InstrumentationConfig;

  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(entry: AdapterEntry, config: InstrumentationConfig = {}) {
    this.instrumentationName = entry.packageName;
    this.instrumentationVersion = entry.packageVersion;
    this.#entry = entry;
    this.#config = config;
    if (config.enabled !== false) this.enable();
  }

  /** Attaches, or lets calls be watched again. */
  enable(): void {
    const binding = this.#binding();
    if (binding) binding.enabled = true;
    else {
      const { enabled: _, ...options } = this.#config;
      attach({ adapters: [this.#entry], instrumentations: { [this.#entry.id]: options } });
    }
  }

  /** Lets calls go unwatched. */
  disable(): void {
    const binding = this.#binding();
    if (binding) binding.enabled = false;
  }

  /** Records spans by this provider. Given the registered one: by whichever is registered. */
  setTracerProvider(provider: TracerProvider): void {
    const binding = this.#binding();
    if (binding)
      binding.scope.tracerProvider = provider === trace.getTracerProvider() ? undefined : provider;
  }

  /**
   * Records metrics by this provider. Given the registered one: by whichever is registered. That is what
   * `registerInstrumentations` gives, and before the application has registered one, it does nothing.
   */
  setMeterProvider(provider: MeterProvider): void {
    const binding = this.#binding();
    if (binding)
      binding.scope.meterProvider = provider === metrics.getMeterProvider() ? undefined : provider;
  }

  /** The configuration that was given. */
  getConfig(): InstrumentationConfig {
    return this.#config;
  }

  /** Takes a new configuration. What is attached keeps the one that it was attached with. */
  setConfig(config: InstrumentationConfig): void {
    this.#config = config;
  }

  /** Watches the calls of one instance, where its class cannot be reached. */
  observe<T extends object>(client: T): T {
    return observe(client);
  }

  #binding(): ReturnType<NonNullable<ReturnType<typeof state>['attachment']>['bindingOf']> {
    return state().attachment?.bindingOf(this.#entry.id);
  }
}
