/** What a command writes to, and what tells it to stop. */
import { styleText } from 'node:util';

/** A style of `styleText`. */
type Style = Parameters<typeof styleText>[0];

/** Where a command writes. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly error: (text: string) => void;
  /** True: a person reads it. */
  readonly isInteractive: boolean;
  /** Colours the text when whoever reads it sees colours and wants them (`NO_COLOR`, `FORCE_COLOR`). */
  readonly style: (style: Style, text: string) => string;
  /** Aborts when the command shall end, with the name of the signal as its reason. */
  readonly stopped: AbortSignal;
}

/** The terminal of this process: Ctrl+C and `SIGTERM` end the command. */
export function processTerminal(): Terminal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stop.abort(signal));
  return {
    write: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    isInteractive: process.stdout.isTTY,
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    stopped: stop.signal,
  };
}
