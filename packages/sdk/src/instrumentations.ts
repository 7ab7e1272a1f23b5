/** Instrumentations of OpenTelemetry that an application hands over. */
import * as api from '@opentelemetry/api';
import { safely } from '@spanwise/core';

/** The `Instrumentation` interface of OpenTelemetry, as far as it is used. */
export interface Instrumentation {
  readonly instrumentationName: string;
  readonly enable: () => void;
  readonly disable: () => void;
  readonly setTracerProvider: (provider: api.TracerProvider) => void;
  readonly setMeterProvider: (provider: api.MeterProvider) => void;
  readonly setLoggerProvider?: ((provider: never) => void) | undefined;
}

/** True for an object that can be enabled and given providers. */
export function isInstrumentation(value: unknown): value is Instrumentation {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['enable', 'disable', 'setTracerProvider', 'setMeterProvider'].every(
      (method) => typeof (value as Record<string, unknown>)[method] === 'function',
    )
  );
}

/** True when one of them makes HTTP spans, which then are not ours to make. */
export function makesHttpSpans(instrumentations: readonly Instrumentation[]): boolean {
  return instrumentations.some(({ instrumentationName }) =>
    /\/instrumentation-(?:http|undici)$/.test(instrumentationName),
  );
}

/** Gives them the registered providers and enables them. Gives back what disables them. */
export function enableInstrumentations(instrumentations: readonly Instrumentation[]): () => void {
  for (const instrumentation of instrumentations) {
    safely('enabling an instrumentation', () => {
      instrumentation.setTracerProvider(api.trace.getTracerProvider());
      instrumentation.setMeterProvider(api.metrics.getMeterProvider());
      if ('logs' in api) instrumentation.setLoggerProvider?.(api.logs.getLoggerProvider() as never);
      instrumentation.enable();
    });
  }
  return () => {
    for (const instrumentation of instrumentations)
      safely('disabling an instrumentation', () => instrumentation.disable());
  };
}
