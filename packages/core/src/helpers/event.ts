/** An event of the application's own, as a log record of the span that is active. */
import { context } from '@opentelemetry/api';
import { ConfigError } from '../config-error.ts';
import { contextAttributes, contextFacts } from '../context/context.ts';
import { emitEvent, SEVERITIES } from '../record/events.ts';
import { beforeCall } from '../report.ts';
import { report, safely } from '../safely.ts';
import { helperScope, helperSettings } from './watched-function.ts';

/** What an event is told beside its name and attributes. */
export interface EventOptions {
  /** Default `info`. */
  readonly severity?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | undefined;
}

/**
 * Records something that happened, with what `withContext` says, in the span that is active. Attributes are recorded as
 * given: they are passed in to be recorded. Those that a store would refuse beside a line, more than 60,000 bytes or 100
 * of them, are the record's body. Without a logger provider the event is lost, which is said once.
 *
 * @param name What happened, in a namespace: `order.refunded`. Names that others read are in `@spanwise/semconv`.
 * @throws {ConfigError} when there is no name, or a severity that is none.
 */
export function recordEvent(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
  { severity = 'info' }: EventOptions = {},
): void {
  if (typeof name !== 'string' || name === '' || !Object.hasOwn(SEVERITIES, severity)) {
    throw new ConfigError({
      code: 'EVENT_INCOMPLETE',
      message: 'recordEvent() needs a name, and takes a severity by its name',
      fix: "Write recordEvent('order.refunded', { 'order.id': 1042 }, { severity: 'warn' }).",
    });
  }
  safely('recording an event', () => {
    beforeCall();
    const active = context.active();
    const carried = contextFacts(active);
    const all = { ...(carried && contextAttributes(carried)), ...attributes };
    const { semconv } = helperSettings();
    if (!emitEvent(helperScope(), semconv, active, name, SEVERITIES[severity], all))
      report('events', 'no logger provider is registered: events are not recorded');
  });
}
