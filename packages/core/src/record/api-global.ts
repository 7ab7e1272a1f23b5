/** What is registered with the OpenTelemetry API, read without asking for a tracer. */
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';

/** What the OpenTelemetry API keeps of the registered providers, in any of its copies and versions. */
interface ApiGlobal {
  readonly version: string;
  readonly trace?: TracerProvider;
  readonly metrics?: MeterProvider;
  readonly logs?: unknown;
  readonly context?: unknown;
  readonly diag?: unknown;
}

/** The registered providers; `undefined` when there is none at all. */
export function apiGlobal(): ApiGlobal | undefined {
  return (globalThis as Record<symbol, ApiGlobal | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
}
