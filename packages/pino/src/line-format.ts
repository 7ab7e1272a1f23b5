/** What lines are read by: options, what the logger says of itself, defaults. */
import { hostname } from 'node:os';
import type { TransportOptions } from './options.ts';
import type { LineFormat } from './read-line.ts';
import { LEVEL_NAMES } from './severity.ts';

const DEFAULT_MAX_ATTRIBUTE_BYTES = 60_000;

/** What pino says of its logger to a transport. */
export interface LoggerConfig {
  readonly levels?: { readonly labels?: Readonly<Record<string, string>> };
  readonly messageKey?: string;
  readonly errorKey?: string;
}

/** What is said of lines, to a transport or a stream. */
export type LineOptions = Pick<
  TransportOptions,
  'messageKey' | 'errorKey' | 'levels' | 'maxAttributeBytes'
>;

/** What lines are read by. */
export function formatOf(options: LineOptions, config: LoggerConfig): LineFormat {
  return {
    messageKey: options.messageKey ?? config.messageKey ?? 'msg',
    errorKey: options.errorKey ?? config.errorKey ?? 'err',
    levels: new Map([
      ...LEVEL_NAMES,
      ...Object.entries(config.levels?.labels ?? {}).map(
        ([level, name]) => [Number(level), name] as const,
      ),
      ...Object.entries(options.levels ?? {}).map(([name, level]) => [level, name] as const),
    ]),
    maxAttributeBytes: options.maxAttributeBytes ?? DEFAULT_MAX_ATTRIBUTE_BYTES,
    known: { pid: process.pid, hostname: hostname() },
  };
}
