/** A streamed reply while it is read: what it adds up to, and when its chunks came. */
import * as names from '@spanwise/semconv';
import type { AppendText, Operation, OutputKind } from '../adapter/adapter.ts';
import { failed, safely } from '../safely.ts';
import { takeClock, releaseClock } from './coarse-clock.ts';
import type { AttributeWriter } from './put.ts';

/** Takes the chunks of one stream. Runs for every chunk: nothing here may cost more than it must. */
export class ReplyStream {
  chunks = 0;
  /** When it came, in milliseconds of `performance.now()`, as the next ones; 0: it never did. */
  firstMillis = 0;
  /** When the first of each kind came; absent: it never did. */
  readonly firstOf: Partial<Record<OutputKind, number>> = {};
  lastMillis = 0;
  /** The longest time between two chunks, as far as the coarse clock tells. */
  longestGapMillis = 0;
  /** The reply so far. */
  readonly reply: unknown;
  readonly #add: NonNullable<Operation['stream']>['add'];
  readonly #isExtra: ((chunk: unknown) => boolean) | undefined;
  readonly #text: AppendText | undefined;
  /** Told the seconds since the chunk before. */
  readonly #onGap: ((seconds: number) => void) | undefined;
  readonly #clock = takeClock();

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
      if (kind !== undefined) this.firstOf[kind] ??= performance.now();
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
}

const FIRST: Readonly<Record<OutputKind, string>> = {
  text: names.ATTR_SPANWISE_STREAM_TIME_TO_FIRST_TEXT,
  reasoning: names.ATTR_SPANWISE_STREAM_TIME_TO_FIRST_REASONING,
  audio: names.ATTR_SPANWISE_STREAM_TIME_TO_FIRST_AUDIO,
};

/** Sets when the chunks came, of a stream that had any. `outputTokens`: absent when not all of them are counted. */
export function putStream(
  writer: AttributeWriter,
  stream: ReplyStream,
  startMillis: number,
  isInference: boolean,
  outputTokens: number | undefined,
): void {
  const sinceStart = (millis: number): number => (millis - startMillis) / 1000;
  if (isInference) {
    writer.putExpected(
      names.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
      sinceStart(stream.firstMillis),
    );
    for (const [kind, millis] of Object.entries(stream.firstOf))
      writer.putExpected(FIRST[kind as OutputKind], sinceStart(millis));
  }
  const seconds = (stream.lastMillis - stream.firstMillis) / 1000;
  if (stream.chunks < 2 || seconds <= 0) return;
  writer.putExpected(
    names.ATTR_SPANWISE_STREAM_TIME_PER_OUTPUT_CHUNK,
    seconds / (stream.chunks - 1),
  );
  writer.putExpected(names.ATTR_SPANWISE_STREAM_LONGEST_GAP, stream.longestGapMillis / 1000);
  if (outputTokens !== undefined)
    writer.putExpected(names.ATTR_SPANWISE_STREAM_OUTPUT_TOKENS_PER_SECOND, outputTokens / seconds);
}
