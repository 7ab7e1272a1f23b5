/** Counts what is left out, so that nothing is lost silently. */
import { state } from './state.ts';

/** Counts items that were dropped or cut. */
export function countDropped(reason: string, items = 1): void {
  const { dropped } = state();
  dropped.set(reason, (dropped.get(reason) ?? 0) + items);
}
