/** What is registered with the OpenTelemetry API in this process, by whichever of its copies. */

/** The API's own names of what can be registered. */
export type RegisteredName = 'trace' | 'metrics' | 'logs' | 'context' | 'propagation' | 'diag';

/** What is registered under a name; `undefined` when nobody registered anything. */
export function registered(name: RegisteredName): unknown {
  return (globalThis as Record<symbol, Record<string, unknown> | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ]?.[name];
}
