/** A streamed reply while it is read: what it adds up to, and when its chunks came. */
import type { AppendText, Operation, OutputKind } from '../adapter/adapter.ts';
import { failed, safely } from '../safely.ts';
import { coarseMillis, releaseClock } from './coarse-clock.ts';

/** The times of a stream's chunks, in milliseconds of `performance.now()`; 0: it never came. */
interface StreamTimes {
  readonly chunks: number;
  readonly firstMillis: number;
  readonly firstTextMillis: number;
  readonly firstReasoningMillis: number;
  readonly lastMillis: number;
  /** The longest time between two chunks, as far as the coarse clock tells. */
  readonly longestGapMillis: number;
}

/** Takes the chunks of one stream. Runs for every chunk: nothing here may cost more than it must. */
export class ReplyStream implements StreamTimes {
  chunks = 0;
  firstMillis = 0;
  firstTextMillis = 0;
  firstReasoningMillis = 0;
  lastMillis = 0;
  longestGapMillis = 0;
  /** The reply so far. */
  readonly reply: unknown;
  readonly #add: NonNullable<Operation['stream']>['add'];
  readonly #isExtra: ((chunk: unknown) => boolean) | undefined;
  readonly #text: AppendText | undefined;
  /** Told the seconds since the chunk before. */
  readonly #onGap: ((seconds: number) => void) | undefined;
  readonly #clock = coarseMillis();

  constructor(
    fold: NonNullable<Operation['stream']>,
    body: unknown,
    isExtra: ((chunk: unknown) => boolean) | undefined,
    text: AppendText | undefined,
    onGap: ((seconds: number) => void) | undefined,
  ) {
    this.#add = fold.add;
    this.#isExtra = isExtra;
    this.#text = text;
    this.#onGap = onGap;
    this.reply = safely('starting a stream', () => fold.start(body));
  }

  /** Takes one chunk. True when the caller must not see it. */
  add(chunk: unknown): boolean {
    if (++this.chunks === 1) this.lastMillis = this.firstMillis = performance.now();
    else if (this.#onGap !== undefined) this.#timed(performance.now());
    // Looking at the real clock would cost as much as all the rest.
    else if (this.#clock.now > this.lastMillis) this.#timed(this.#clock.now);
    try {
      const kind = this.#add(this.reply, chunk, this.#text);
      if (kind !== undefined) this.#mark(kind);
      if (this.#isExtra?.(chunk) !== true) return false;
      this.chunks -= 1;
      return true;
    } catch (error) {
      failed('reading a chunk', error);
      return false;
    }
  }

  /** No chunk follows. `isRead`: the consumer was there to see it end. */
  end(isRead: boolean): void {
    releaseClock();
    if (isRead && this.chunks > 0) this.lastMillis = performance.now();
  }

  #timed(now: number): void {
    const gap = now - this.lastMillis;
    if (gap > this.longestGapMillis) this.longestGapMillis = gap;
    this.#onGap?.(gap / 1000);
    this.lastMillis = now;
  }

  #mark(kind: OutputKind): void {
    if (kind === 'text') {
      if (this.firstTextMillis === 0) this.firstTextMillis = performance.now();
    } else if (this.firstReasoningMillis === 0) this.firstReasoningMillis = performance.now();
  }
}
