/** Events, as log records, through whichever logs registry has a provider. */
import type { Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { NAME_SETS } from '@spanwise/semconv';
import type { NameSetChoice } from '../settings.ts';
import { CONTENT_ATTRIBUTES } from './put.ts';
import { loggerProvider, type EventRecord } from './logger-provider.ts';
import type { Scope } from './telemetry.ts';

/** Severity numbers of the logs data model. */
const DEBUG = 5;
const INFO = 9;
const WARN = 13;

function emit(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  event: EventRecord,
  attributes: () => Record<string, unknown>,
): boolean {
  const options = set === 'both' ? {} : { schemaUrl: NAME_SETS[set].schemaUrl };
  const logger = loggerProvider()?.getLogger(scope.name, scope.version, options);
  if (logger && logger.enabled?.(event) !== false)
    logger.emit({ ...event, attributes: attributes() });
  return logger !== undefined;
}

/** Emits the details of a model call, with its content. */
export function emitDetails(
  scope: Scope,
  set: NameSetChoice,
  within: Context,
  attributes: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, unknown>>,
): void {
  const event = {
    eventName: names.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
    severityNumber: DEBUG,
    context: within,
  };
  emit(scope, set, event, () => {
    const all: Record<string, unknown> = { ...attributes };
    for (const [field, value] of Object.entries(content)) {
      const attribute = CONTENT_ATTRIBUTES[field];
      if (attribute !== undefined && value !== undefined) all[attribute] = value;
    }
    return all;
  });
}

/**
 * Emits the failure of a call to a provider. Without a stack trace: its first lines are the message, which is
 * content, and the rest is paths of the machine.
 */
export function emitException(
  scope: Scope,
  set: NameSetChoice,
  within: Context,
  attributes: Readonly<Record<string, unknown>>,
  type: string,
  message: () => string | undefined,
): void {
  const event = {
    eventName: names.EVENT_GEN_AI_CLIENT_OPERATION_EXCEPTION,
    severityNumber: WARN,
    context: within,
  };
  emit(scope, set, event, () => {
    const text = message();
    return {
      ...attributes,
      [names.ATTR_EXCEPTION_TYPE]: type,
      ...(text !== undefined && { [names.ATTR_EXCEPTION_MESSAGE]: text }),
    };
  });
}

/** Emits the result of an evaluation. False when nobody takes it. */
export function emitEvaluation(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  within: Context,
  attributes: Record<string, unknown>,
): boolean {
  const event = {
    eventName: names.EVENT_GEN_AI_EVALUATION_RESULT,
    severityNumber: INFO,
    context: within,
  };
  return emit(scope, set, event, () => attributes);
}
