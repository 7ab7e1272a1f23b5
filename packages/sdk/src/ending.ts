/** The end of the process: what is queued is sent within a bound, and the process ends as it would without us. */
import { safely } from '@spanwise/core';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** What ending does. */
export interface Ending {
  /** Removes the listeners. */
  readonly remove: () => void;
}

/**
 * On a signal for which ours is the only listener, flushes and raises it again: the exit status is that of a
 * process in which nobody listens. Where the application listens, leaving is its own, and a flush is started.
 * When nothing is left to do, flushes. `process.exit` and crashes leave no time: what was queued is lost.
 */
export function watchEnding(flush: () => Promise<void>, timeoutMillis: number): Ending {
  let flushedAtExit = false;
  let leaving = false;
  const raise = (signal: NodeJS.Signals): void => {
    safely('ending on a signal', () => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    });
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!isAlone(signal)) {
      void flush();
    } else if (leaving) {
      // Somebody who asks twice does not want to wait.
      raise(signal);
    } else {
      leaving = true;
      void within(flush(), timeoutMillis).then(() => raise(signal));
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
    const done = await within(flush(), timeoutMillis);
    // A receiver that does not answer holds the process by its connection. The code is the one that was set.
    if (!done && alone) process.exit();
  };
  // Before the application's: one that listens once is gone from the list when it has been called.
  for (const signal of SIGNALS) process.prependListener(signal, onSignal);
  process.on('beforeExit', onBeforeExit);
  return {
    remove: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('beforeExit', onBeforeExit);
    },
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
