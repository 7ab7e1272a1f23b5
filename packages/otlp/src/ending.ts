/** The end of the process: what is queued is sent within a bound, and the process ends as it would without us. */
import { constants } from 'node:os';
import { safely } from '@spanwise/core';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** What ending does. */
export interface Ending {
  /** Ends without flushing from then on. */
  readonly remove: () => void;
}

/** What is flushed at the end of this process, with its time, by one listener of whichever copy of this package came first. */
interface Endings {
  readonly flushes: Map<() => Promise<void>, number>;
  /** A signal ends the process by `exit`, where others hand over what they have. */
  byExit: boolean;
  /** Removes the listeners. */
  remove: (() => void) | undefined;
}

const KEY = Symbol.for('spanwise.ending.v1');

function endings(): Endings {
  const holder = globalThis as { [KEY]?: Endings };
  return (holder[KEY] ??= { flushes: new Map(), byExit: false, remove: undefined });
}

/**
 * On a signal for which ours is the only listener, flushes and raises it again: the exit status is that of a
 * process in which nobody listens. Where the application listens, leaving is its own, and a flush is started.
 * When nothing is left to do, flushes. `process.exit` and crashes leave no time: what was queued is lost.
 */
export function watchEnding(flush: () => Promise<void>, timeoutMillis: number): Ending {
  const shared = endings();
  shared.flushes.set(flush, timeoutMillis);
  shared.remove ??= listen(shared);
  return {
    remove: () => {
      shared.flushes.delete(flush);
      if (shared.flushes.size > 0) return;
      shared.remove?.();
      shared.remove = undefined;
    },
  };
}

/** On such a signal, lets the process end by `exit`: a logger hands the lines that it has over to its worker there. */
export function endByExit(): void {
  const shared = endings();
  if (shared.byExit) return;
  shared.byExit = true;
  watchEnding(() => Promise.resolve(), 0);
}

function listen(shared: Endings): () => void {
  let flushedAtExit = false;
  let leaving = false;
  /** True when all was sent in time. */
  const flush = async (): Promise<boolean> => {
    const done = await Promise.all(
      [...shared.flushes].map(([run, timeoutMillis]) => within(run(), timeoutMillis)),
    );
    return done.every(Boolean);
  };
  const kill = (signal: NodeJS.Signals): void => {
    safely('ending on a signal', () => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    });
  };
  const raise = (signal: NodeJS.Signals): void => {
    if (!shared.byExit) {
      kill(signal);
      return;
    }
    // After the listeners that are there by now.
    process.once('exit', () => kill(signal));
    process.exit(128 + constants.signals[signal]);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!isAlone(signal)) {
      void flush();
    } else if (leaving) {
      // Somebody who asks twice does not want to wait.
      kill(signal);
    } else {
      leaving = true;
      void flush().then(() => raise(signal));
    }
  };
  const onBeforeExit = (): void => {
    // Flushing is work, after which the process asks again whether it may end.
    if (flushedAtExit) return;
    flushedAtExit = true;
    void flushAndEnd();
  };
  const flushAndEnd = async (): Promise<void> => {
    // Nothing else is alive, unless another listener started something.
    const alone = process.listenerCount('beforeExit') === 1;
    const done = await flush();
    // A receiver that does not answer holds the process by its connection. The code is the one that was set.
    if (!done && alone) process.exit();
  };
  // Before the application's: one that listens once is gone from the list when it has been called.
  for (const signal of SIGNALS) process.prependListener(signal, onSignal);
  process.on('beforeExit', onBeforeExit);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('beforeExit', onBeforeExit);
  };
}

/** Waits no longer than this. True when the work was done. */
export async function within(work: Promise<unknown>, timeoutMillis: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMillis);
  });
  const done = await Promise.race([work.then(() => true), limit]);
  clearTimeout(timer);
  return done;
}

/**
 * Whether the process would end on this signal without us. `signal-exit`, which many libraries bring, listens
 * too, and leaves only when all listeners are its own; it counts its copies in two places, by its version.
 */
function isAlone(signal: NodeJS.Signals): boolean {
  const counters = [
    (globalThis as Record<symbol, unknown>)[Symbol.for('signal-exit emitter')],
    (process as unknown as Record<string, unknown>)['__signal_exit_emitter__'],
  ];
  let expected = 1;
  for (const counter of counters) {
    const { count } = (counter ?? {}) as { count?: unknown };
    if (typeof count === 'number') expected += count;
  }
  return process.listenerCount(signal) <= expected;
}
