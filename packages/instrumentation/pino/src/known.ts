/** Tells whether the trace is written to the lines of a logger already. */
import { LINE, symbolIn, type Logger } from './pino.ts';

/** The function that makes lines with our fields carries this, whichever copy of this package made it. */
export const LINES: unique symbol = Symbol.for('spanwise.pino.lines') as never;

/** The lines of one copy of pino. */
export interface KnownLines {
  /** Makes the line that a logger makes now end with our fields, until it is undone. `undefined`: nothing was changed. */
  readonly begin: (logger: Logger, fields: unknown, message: unknown) => (() => void) | undefined;
}

/** The lines of the copy of pino that a logger is of; `undefined` when nobody attached to it. */
export function linesOf(logger: Logger): KnownLines | undefined {
  const symbol = symbolIn(logger, LINE);
  const method = symbol && (logger[symbol] as { readonly [LINES]?: KnownLines } | undefined);
  return method?.[LINES];
}
