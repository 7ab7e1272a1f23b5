/** What a search found, and how well it scored. */
import { countValue, stringValue } from '@spanwise/core';
import type { ScoreDirection, StoreRequest, StoreResponse } from '@spanwise/core/adapter';

/** What the call of a store found. */
export interface Found {
  /** Records that came back. Absent when that is not known. */
  readonly rows: number | undefined;
  /** Searches that found nothing. */
  readonly empty: number;
  /** Of all its searches together. Absent when no result has a score. */
  readonly scores: Scores | undefined;
  /** As the request or the reply names it. */
  readonly metric: string | undefined;
}

/** How well results scored: those of a call, all of its searches together. */
export interface Scores {
  readonly direction: ScoreDirection | undefined;
  readonly best: number;
  readonly worst: number;
  readonly mean: number;
  /** The best one of each search that has results. */
  readonly bests: readonly number[];
}

/** Reads what a reply says of results and their scores. */
export function foundBy(request: StoreRequest | undefined, reply: StoreResponse): Found {
  const { scores, returnedRows } = reply;
  const metric = reply.metric ?? request?.metric;
  const rows =
    returnedRows == null
      ? scores?.reduce((sum, list) => sum + list.length, 0)
      : countValue(returnedRows);
  return {
    rows,
    empty: scores?.filter((list) => list.length === 0).length ?? (rows === 0 ? 1 : 0),
    scores: scoresOf(scores ?? [], reply.direction ?? request?.direction),
    metric: metric == null ? undefined : stringValue(metric),
  };
}

function scoresOf(
  lists: NonNullable<StoreResponse['scores']>,
  said: ScoreDirection | undefined,
): Scores | undefined {
  const searches = lists
    .map((list) => list.filter((score): score is number => Number.isFinite(score)))
    .filter((list) => list.length > 0);
  if (searches.length === 0) return undefined;
  let direction = said;
  for (const list of searches) {
    const difference = list[0]! - list.at(-1)!;
    // Results come best first.
    if (difference !== 0) direction ??= difference > 0 ? 'similarity' : 'distance';
  }
  const all = searches.flat();
  const [better, worse] = direction === 'distance' ? [Math.min, Math.max] : [Math.max, Math.min];
  const bestOf = (list: readonly number[]): number => list.reduce((a, b) => better(a, b));
  return {
    direction,
    best: bestOf(all),
    worst: all.reduce((a, b) => worse(a, b)),
    mean: all.reduce((sum, score) => sum + score, 0) / all.length,
    bests: searches.map(bestOf),
  };
}
