/** Finds who takes log records, in either of the two registries. */
import * as api from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { apiGlobal } from './api-global.ts';

/** A log record before its attributes are read. */
export interface RecordFacts {
  /** Absent for what is no event. */
  readonly eventName?: string | undefined;
  readonly severityNumber?: number | undefined;
  readonly severityText?: string | undefined;
  readonly context: Context;
}

interface RecordLogger {
  readonly emit: (
    record: RecordFacts & {
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly body?: unknown;
      /** Milliseconds since 1970. */
      readonly timestamp?: number | undefined;
    },
  ) => void;
  /** Newer loggers say what nobody takes. */
  readonly enabled?: (record: RecordFacts) => boolean;
}

/** What gives loggers, in either line of the API. */
export interface RecordLoggerProvider {
  readonly getLogger: (
    name: string,
    version?: string,
    options?: { schemaUrl?: string },
  ) => RecordLogger;
}

/**
 * The provider of logs; `undefined` when nobody takes records. There are two registries that do not see each other: the API's own from 1.10 on,
 * and the one of `@opentelemetry/api-logs`, a function of the version under a global symbol. The first
 * that has a provider is used, never both.
 */
export function loggerProvider(): RecordLoggerProvider | undefined {
  if (apiGlobal()?.logs !== undefined) {
    const own = (
      api as { logs?: { getLoggerProvider?: () => RecordLoggerProvider } }
    ).logs?.getLoggerProvider?.();
    if (own !== undefined) return own;
  }
  const older = (globalThis as Record<symbol, unknown>)[Symbol.for('io.opentelemetry.js.api.logs')];
  return typeof older === 'function'
    ? ((older as (version: number) => RecordLoggerProvider | undefined)(1) ?? undefined)
    : undefined;
}
