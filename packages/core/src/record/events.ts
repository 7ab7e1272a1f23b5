/** Events, as log records, through whichever logs registry has a provider. */
import * as api from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { NAME_SETS } from '@spanwise/semconv';
import type { NameSetChoice } from '../settings.ts';
import { CONTENT_ATTRIBUTES } from './put.ts';
import { apiGlobal, type Scope } from './telemetry.ts';

/** Severity numbers of the logs data model. */
const DEBUG = 5;
const INFO = 9;

interface EventLogger {
  emit: (record: {
    eventName: string;
    severityNumber: number;
    attributes: Record<string, unknown>;
    context: Context;
  }) => void;
}

interface EventLoggerProvider {
  getLogger: (name: string, version?: string, options?: { schemaUrl?: string }) => EventLogger;
}

/**
 * The provider of logs. There are two registries that do not see each other: the API's own from 1.10 on,
 * and the one of `@opentelemetry/api-logs`, a function of the version under a global symbol. The first
 * that has a provider is used, never both.
 */
function loggerProvider(): EventLoggerProvider | undefined {
  if (apiGlobal()?.logs !== undefined) {
    return (
      api as { logs?: { getLoggerProvider?: () => EventLoggerProvider } }
    ).logs?.getLoggerProvider?.();
  }
  const older = (globalThis as Record<symbol, unknown>)[Symbol.for('io.opentelemetry.js.api.logs')];
  return typeof older === 'function'
    ? ((older as (version: number) => EventLoggerProvider | undefined)(1) ?? undefined)
    : undefined;
}

function emit(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  eventName: string,
  severityNumber: number,
  attributes: Record<string, unknown>,
  within: Context,
): boolean {
  const options = set === 'both' ? {} : { schemaUrl: NAME_SETS[set].schemaUrl };
  const provider = loggerProvider();
  provider
    ?.getLogger(scope.name, scope.version, options)
    .emit({ eventName, severityNumber, attributes, context: within });
  return provider !== undefined;
}

/** Emits the details of a model call, with its content. */
export function emitDetails(
  scope: Scope,
  set: NameSetChoice,
  within: Context,
  attributes: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, unknown>>,
): void {
  const all: Record<string, unknown> = { ...attributes };
  for (const [field, value] of Object.entries(content)) {
    const attribute = CONTENT_ATTRIBUTES[field];
    if (attribute !== undefined && value !== undefined) all[attribute] = value;
  }
  emit(scope, set, names.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS, DEBUG, all, within);
}

/** Emits the result of an evaluation. False when nobody takes it. */
export function emitEvaluation(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  within: Context,
  attributes: Record<string, unknown>,
): boolean {
  return emit(scope, set, names.EVENT_GEN_AI_EVALUATION_RESULT, INFO, attributes, within);
}
