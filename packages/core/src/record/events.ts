/** Events, as log records, through whichever logs registry has a provider. */
import type { Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { NAME_SETS } from '@spanwise/semconv';
import type { NameSetChoice } from '../settings.ts';
import { CONTENT_ATTRIBUTES } from './put.ts';
import { loggerProvider, type RecordFacts } from './logger-provider.ts';
import type { Scope } from './telemetry.ts';

/** The severity numbers of the logs data model: the first of four of each kind. */
export const SEVERITIES = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

/** Loki refuses a record with more than 64 KiB or 128 entries beside its line, and adds some of its own. */
const MAX_BYTES = 60_000;
const MAX_ENTRIES = 100;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Emits an event. False when nobody takes it.
 *
 * @param attributes Read when somebody does. What is in `movable` goes into the body when a store that keeps attributes
 *   beside the line would refuse it.
 */
function emit(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  event: RecordFacts,
  attributes: () => { readonly fixed?: Fields; readonly movable?: Fields },
): boolean {
  const options = set === 'both' ? {} : { schemaUrl: NAME_SETS[set].schemaUrl };
  const logger = loggerProvider()?.getLogger(scope.name, scope.version, options);
  if (logger && logger.enabled?.(event) !== false) {
    const { fixed = {}, movable = {} } = attributes();
    const all = { ...fixed, ...movable };
    logger.emit({
      ...event,
      ...(isTooLarge(all) ? { attributes: fixed, body: movable } : { attributes: all }),
    });
  }
  return logger !== undefined;
}

function isTooLarge(fields: Fields): boolean {
  const entries = Object.entries(fields);
  let bytes = 0;
  for (const [name, value] of entries) {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    bytes += name.length + Buffer.byteLength(text);
  }
  return bytes > MAX_BYTES || entries.length > MAX_ENTRIES;
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
    severityNumber: SEVERITIES.debug,
    context: within,
  };
  emit(scope, set, event, () => {
    const movable: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(content)) {
      const attribute = CONTENT_ATTRIBUTES[field];
      if (attribute !== undefined && value !== undefined) movable[attribute] = value;
    }
    return { fixed: attributes, movable };
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
    severityNumber: SEVERITIES.warn,
    context: within,
  };
  emit(scope, set, event, () => {
    const text = message();
    return {
      fixed: { ...attributes, [names.ATTR_EXCEPTION_TYPE]: type },
      movable: text === undefined ? {} : { [names.ATTR_EXCEPTION_MESSAGE]: text },
    };
  });
}

/** Emits the result of an evaluation. False when nobody takes it. */
export function emitEvaluation(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  within: Context,
  attributes: Fields,
): boolean {
  return emitEvent(
    scope,
    set,
    within,
    names.EVENT_GEN_AI_EVALUATION_RESULT,
    SEVERITIES.info,
    attributes,
  );
}

/** Emits an event of any name. False when nobody takes it. */
export function emitEvent(
  scope: { readonly name: string; readonly version: string },
  set: NameSetChoice,
  within: Context,
  eventName: string,
  severityNumber: number,
  movable: Fields,
): boolean {
  return emit(scope, set, { eventName, severityNumber, context: within }, () => ({ movable }));
}
