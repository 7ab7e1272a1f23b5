/** A clock that costs nothing to read: it is set every 10 ms, while a stream is read anywhere in the process. */
// Not the global: fake timers of a test would hold it, and be held by it.
import { setInterval, clearInterval } from 'node:timers';
import { state } from '../state.ts';

/** How exact the clock is, in milliseconds. */
const TICK_MILLIS = 10;

/** The clock. */
export interface CoarseClock {
  /** Milliseconds of `performance.now()`, as of the last tick. */
  now: number;
  readers: number;
  timer: NodeJS.Timeout | undefined;
}

/** The running clock. Whoever takes it gives it back by {@link releaseClock}, once. */
export function takeClock(): CoarseClock {
  const { clock } = state();
  if (++clock.readers === 1) {
    clock.now = performance.now();
    clock.timer = setInterval(() => {
      clock.now = performance.now();
    }, TICK_MILLIS);
    clock.timer.unref();
  }
  return clock;
}

/** Stops the clock after its last reader. */
export function releaseClock(): void {
  const { clock } = state();
  if (--clock.readers > 0) return;
  clearInterval(clock.timer);
  clock.timer = undefined;
}
