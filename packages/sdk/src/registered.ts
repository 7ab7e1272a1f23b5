/** What is registered with the OpenTelemetry API in this process, by whichever of its copies. */

/** The API's own names of what can be registered. */
export type RegisteredName = 'trace' | 'metrics' | 'logs' | 'context' | 'propagation' | 'diag';

/** What is registered under a name; `undefined` when nobody registered anything. */
export function registered(name: RegisteredName): unknown {
  return registry()?.[name];
}

/** The version of the API's copy that registered first. No other version may add to what it registered. */
export function registeredVersion(): string | undefined {
  return registry()?.['version'] as string | undefined;
}

function registry(): Readonly<Record<string, unknown>> | undefined {
  return (globalThis as Record<symbol, Readonly<Record<string, unknown>> | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
}
