/** Lets the finalizers of everything that is no longer held run. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Collections after which what is no longer held has been found by the registry of finalizers. */
const COLLECTIONS = 6;

/** Lets the finalizers of everything that is no longer held run. */
export async function collectGarbage(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  for (let index = 0; index < COLLECTIONS; index += 1) {
    globalThis.gc();
    // oxlint-disable-next-line no-await-in-loop -- each collection may free what the next one finds
    await nextTurn();
  }
}
