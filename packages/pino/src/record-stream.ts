/** The lines of a logger as log records of the registered provider, in the application's own thread. */
import { context, trace, type Context } from '@opentelemetry/api';
import { isSuppressed, loggerProvider, report, safely, VERSION } from '@spanwise/core';
import { refuseUnknownOptions } from '@spanwise/otlp';
import { formatOf, type LineOptions } from './line-format.ts';
import { refuseTransportOptions } from './options.ts';
import { readLine, type LineRecord } from './read-line.ts';

const OPTIONS: readonly (keyof LineOptions)[] = [
  'messageKey',
  'errorKey',
  'levels',
  'maxAttributeBytes',
];

/** What `pino(options, stream)` writes its lines to. */
export interface RecordStream {
  /** Emits a line as a record. Never throws. */
  readonly write: (line: string) => void;
}

/**
 * Makes a stream that emits each line as a log record by the logger provider that is registered, `spanwise`'s or the
 * application's: for those who send logs by one SDK. It reads each line in the application's own thread, which
 * `otlpTransport` does not. Without a provider lines are lost, which is said once.
 *
 * @throws {ConfigError} for an option that is not known or not accepted.
 */
export function recordStream(options: LineOptions = {}): RecordStream {
  refuseUnknownOptions(options, OPTIONS);
  refuseTransportOptions(options);
  const format = formatOf(options, {});
  return {
    write: (line) => {
      safely('emitting a log line', () => {
        const active = context.active();
        if (isSuppressed(active)) return;
        const logger = loggerProvider()?.getLogger('@spanwise/pino', VERSION);
        if (logger === undefined) {
          report('@spanwise/pino', 'no logger provider is registered: lines are not recorded');
          return;
        }
        const { timeMillis, traceId, spanId, flags, ...record } = readLine(line.trimEnd(), format);
        logger.emit({
          ...record,
          timestamp: timeMillis,
          context: contextOf({ traceId, spanId, flags }, active),
        });
      });
    },
  };
}

/** The trace that a line names is the one that it is of. */
function contextOf(
  { traceId, spanId, flags = 0 }: Pick<LineRecord, 'traceId' | 'spanId' | 'flags'>,
  active: Context,
): Context {
  if (traceId === undefined || spanId === undefined) return active;
  if (trace.getSpanContext(active)?.spanId === spanId) return active;
  return trace.setSpanContext(active, { traceId, spanId, traceFlags: flags });
}
