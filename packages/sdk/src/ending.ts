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
 * process that nobody listened in. Where the application listens, leaving is its own, and a flush is started.
 * `process.exit` and crashes leave no time: what was queued is lost.
 */
export function watchEnding(flush: () => Promise<void>, timeoutMillis: number): Ending {
  let flushedAtExit = false;
  const bounded = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMillis);
    });
    await Promise.race([flush().catch(() => {}), limit]);
    clearTimeout(timer);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    const alone = process.listenerCount(signal) === 1;
    void leave(signal, alone);
  };
  const leave = async (signal: NodeJS.Signals, alone: boolean): Promise<void> => {
    await bounded();
    if (!alone) return;
    safely('ending on a signal', () => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    });
  };
  const onBeforeExit = (): void => {
    // Flushing is work, after which the process asks again whether it may end.
    if (flushedAtExit) return;
    flushedAtExit = true;
    void bounded();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('beforeExit', onBeforeExit);
  return {
    remove: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('beforeExit', onBeforeExit);
    },
  };
}
