/** The attributes that two scores of a search give, for what tests expect. */
import type { ScoreDirection } from '@spanwise/core/adapter';

/** What a span says of a best and a worst score, where there are no others. */
export function scoreAttributes(
  direction: ScoreDirection,
  best: number,
  worst: number,
): Readonly<Record<string, unknown>> {
  return {
    'spanwise.vector.search.score.direction': direction,
    'spanwise.vector.search.score.best': best,
    'spanwise.vector.search.score.worst': worst,
    'spanwise.vector.search.score.mean': (best + worst) / 2,
  };
}
