/** Finds who takes log records, in either of the two registries. */
import * as api from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { apiGlobal } from './api-global.ts';

/** An event before its attributes are read. */
export interface EventRecord {
  readonly eventName: string;
  readonly severityNumber: number;
  readonly context: Context;
}

interface EventLogger {
  readonly emit: (record: EventRecord & { attributes: Record<string, unknown> }) => void;
  /** Newer loggers say what nobody takes. */
  readonly enabled?: (record: EventRecord) => boolean;
}

/** What gives loggers, in either line of the API. */
export interface EventLoggerProvider {
  readonly getLogger: (
    name: string,
    version?: string,
    options?: { schemaUrl?: string },
  ) => EventLogger;
}

/**
 * The provider of logs; `undefined` when nobody takes events. There are two registries that do not see each other: the API's own from 1.10 on,
 * and the one of `@opentelemetry/api-logs`, a function of the version under a global symbol. The first
 * that has a provider is used, never both.
 */
export function loggerProvider(): EventLoggerProvider | undefined {
  if (apiGlobal()?.logs !== undefined) {
    const own = (
      api as { logs?: { getLoggerProvider?: () => EventLoggerProvider } }
    ).logs?.getLoggerProvider?.();
    if (own !== undefined) return own;
  }
  const older = (globalThis as Record<symbol, unknown>)[Symbol.for('io.opentelemetry.js.api.logs')];
  return typeof older === 'function'
    ? ((older as (version: number) => EventLoggerProvider | undefined)(1) ?? undefined)
    : undefined;
}
