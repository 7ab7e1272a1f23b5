/** The fields of the trace as an object, for loggers that take one. */
import { coreSettings, resolveSettings, type CoreOptions } from '../settings.ts';
import { createLogFields, type LogFields } from './log-fields.ts';

/** What {@link traceContext} is given. What is left out is read from `SPANWISE_LOG_*`. */
export type TraceContextOptions = Pick<CoreOptions, 'logFields' | 'logContext'>;

/**
 * Makes a function that gives the fields of the active span, and none without one: the mixin of `pino`, or what a
 * format of `winston` adds.
 *
 * @throws {ConfigError} for an option that is not accepted.
 */
export function traceContext(options: TraceContextOptions = {}): () => LogFields {
  const { logFields, logContext } = coreSettings;
  const fields = createLogFields(resolveSettings({ logFields, logContext }, options, process.env));
  // A new object each time: loggers write into it.
  return () => ({ ...fields() });
}
