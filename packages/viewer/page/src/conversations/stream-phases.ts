/** What a streamed call was doing when. */
import type { StreamTimes } from '../../../src/api.ts';

/** A stretch of a streamed call, in milliseconds from its start. */
export interface StreamPhase {
  /** `waiting` until the first chunk, then `reasoning`, `writing` text, or `streaming` when it is not known what. */
  readonly name: 'waiting' | 'reasoning' | 'writing' | 'streaming';
  readonly startMillis: number;
  readonly endMillis: number;
}

/** The phases of a call, without gaps. Empty when nobody said when anything came. */
export function streamPhases(times: StreamTimes, durationMillis: number): StreamPhase[] {
  const { firstReasoningMillis: reasoning, firstTextMillis: text } = times;
  const known = [times.firstChunkMillis, reasoning, text].filter((time) => time !== undefined);
  if (known.length === 0) return [];
  const first = Math.min(...known);
  const end = Math.max(durationMillis, ...known);
  const starts: { name: StreamPhase['name']; at: number }[] = [{ name: 'waiting', at: 0 }];
  if (reasoning === undefined && text === undefined) starts.push({ name: 'streaming', at: first });
  if (reasoning !== undefined) starts.push({ name: 'reasoning', at: reasoning });
  if (text !== undefined) starts.push({ name: 'writing', at: text });
  const ordered = starts.toSorted((one, other) => one.at - other.at);
  // A first chunk may say nothing yet; what follows it begins there.
  if (ordered[1]) ordered[1].at = first;
  return ordered
    .map(({ name, at }, index) => ({
      name,
      startMillis: at,
      endMillis: ordered[index + 1]?.at ?? end,
    }))
    .filter(({ startMillis, endMillis }) => endMillis > startMillis);
}
