/** What waits to be sent: bounded by count and by bytes, cut into requests, kept while the receiver is away. */
import { safely } from '@spanwise/core';
import type { ExportHealth } from './export-health.ts';
import type { Outcome } from './outcome.ts';

/** Bounds and times of one queue. */
export interface QueueLimits {
  /** Items that wait or are on their way at most. */
  readonly maxItems: number;
  /** Their bytes at most, as estimated. */
  readonly maxBytes: number;
  readonly maxBatchItems: number;
  /** Estimated bytes of one request at most, unless it is a single item. */
  readonly maxBatchBytes: number;
  /** From the first waiting item to its request. */
  readonly delayMillis: number;
  /** How long `flush` and `shutdown` take at most. */
  readonly flushTimeoutMillis: number;
}

/** Sends one batch, once. Must not reject. */
export type SendBatch<Item> = (items: readonly Item[], withinMillis: number) => Promise<Outcome>;

interface Waiting<Item> {
  readonly item: Item;
  readonly bytes: number;
}

interface Flush {
  /** Done when so many items are gone. */
  readonly through: number;
  readonly done: () => void;
}

const FIRST_RETRY_MILLIS = 1000;
/** While somebody waits for it. */
const FIRST_FLUSH_RETRY_MILLIS = 100;
const MAX_RETRY_MILLIS = 30_000;
const RETRY_FACTOR = 1.5;
/** Either way, so that processes that lost one receiver do not come back at once. */
const JITTER = 0.2;

/**
 * A full queue drops its oldest items: the newest tell what happens now, and a batch that always fails leaves in the
 * end. Items of a request that is on its way stay.
 */
export class ExportQueue<Item> {
  readonly #send: SendBatch<Item>;
  readonly #sizeOf: (item: Item) => number;
  readonly #limits: QueueLimits;
  readonly #health: ExportHealth;
  /** From `#first` on. */
  #waiting: (Waiting<Item> | undefined)[] = [];
  #first = 0;
  #waitingBytes = 0;
  #sending: readonly Waiting<Item>[] = [];
  #sendingBytes = 0;
  /** After a request that was too large; one request long. */
  #nextBatchItems = Infinity;
  #timer: NodeJS.Timeout | undefined;
  #dueAtMillis = Infinity;
  /** Nothing is sent before: by our own back-off, and by the receiver's word. */
  #backOffUntilMillis = 0;
  #retryAfterUntilMillis = 0;
  #failuresInARow = 0;
  #added = 0;
  #gone = 0;
  #flushes: Flush[] = [];
  #flushUntilMillis = 0;
  #waitingForRoom: (() => void)[] = [];
  #isStopped = false;

  constructor(
    send: SendBatch<Item>,
    sizeOf: (item: Item) => number,
    limits: QueueLimits,
    health: ExportHealth,
  ) {
    this.#send = send;
    this.#sizeOf = sizeOf;
    this.#limits = limits;
    this.#health = health;
    health.queued = () => ({
      items: this.#waiting.length - this.#first + this.#sending.length,
      bytes: this.#waitingBytes + this.#sendingBytes,
    });
  }

  /** Takes an item. Never throws. */
  add(item: Item): void {
    if (this.#isStopped) return;
    const { maxItems, maxBytes, maxBatchItems, maxBatchBytes, delayMillis } = this.#limits;
    const bytes = safely('measuring telemetry', () => this.#sizeOf(item)) ?? 0;
    this.#added++;
    if (bytes > maxBytes) {
      this.#drop('too large', 1);
      return;
    }
    const fits = (): boolean =>
      this.#waiting.length - this.#first + this.#sending.length < maxItems &&
      this.#waitingBytes + this.#sendingBytes + bytes <= maxBytes;
    let dropped = 0;
    while (!fits() && this.#takeFirst() !== undefined) dropped++;
    const isTaken = fits();
    if (isTaken) {
      this.#waiting.push({ item, bytes });
      this.#waitingBytes += bytes;
    } else dropped++;
    if (dropped > 0) this.#drop('queue full', dropped);
    if (!isTaken) return;
    const isFirst = this.#dueAtMillis === Infinity;
    if (isFirst) this.#dueAtMillis = Date.now() + delayMillis;
    const isBatch =
      this.#waiting.length - this.#first >= maxBatchItems || this.#waitingBytes >= maxBatchBytes;
    if (isBatch) this.#dueAtMillis = 0;
    // One timer for all that wait; it is set anew only when a batch is complete earlier.
    if (this.#timer === undefined || (isBatch && this.#notBeforeMillis() === 0)) this.#schedule();
  }

  /**
   * For whoever can keep what is to be added: resolves when there is room, when the receiver does not take what is
   * sent, or when the time is over. `undefined`: nothing is to be waited for.
   */
  room(withinMillis: number): Promise<void> | undefined {
    if (withinMillis <= 0 || !this.#isCrowded()) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMillis);
      this.#waitingForRoom.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Half full, with a request under way to a receiver that takes what is sent. */
  #isCrowded(): boolean {
    const { maxBytes, maxItems } = this.#limits;
    const items = this.#waiting.length - this.#first + this.#sending.length;
    return (
      this.#sending.length > 0 &&
      this.#failuresInARow === 0 &&
      !this.#isStopped &&
      (this.#waitingBytes + this.#sendingBytes > maxBytes / 2 || items > maxItems / 2)
    );
  }

  /** Sends what waits now. Resolves when it is gone, when nobody is there or when the time is over. */
  flush(): Promise<void> {
    if (this.#added === this.#gone) return Promise.resolve();
    return new Promise((resolve) => {
      const { flushTimeoutMillis } = this.#limits;
      // Holds the process, so that the timers between need not.
      const timer = setTimeout(() => flush.done(), flushTimeoutMillis);
      const flush: Flush = {
        through: this.#added,
        done: () => {
          clearTimeout(timer);
          this.#flushes = this.#flushes.filter((other) => other !== flush);
          resolve();
        },
      };
      this.#flushes.push(flush);
      this.#flushUntilMillis = Date.now() + flushTimeoutMillis;
      this.#backOffUntilMillis = 0;
      this.#failuresInARow = 0;
      this.#schedule();
    });
  }

  /** The same, and then takes nothing more: what is left is dropped. */
  async shutdown(): Promise<void> {
    this.#isStopped = true;
    await this.flush();
    clearTimeout(this.#timer);
    const left = this.#added - this.#gone;
    this.#waiting = [];
    this.#first = 0;
    this.#waitingBytes = 0;
    this.#sending = [];
    this.#sendingBytes = 0;
    if (left > 0) this.#drop('shut down', left);
  }

  #takeFirst(): Waiting<Item> | undefined {
    const entry = this.#waiting[this.#first];
    if (entry === undefined) return undefined;
    // A list's shift() moves all others, and so does cutting its begin off: that is done when half of it is gone.
    this.#waiting[this.#first++] = undefined;
    this.#waitingBytes -= entry.bytes;
    if (this.#first >= 1024 && this.#first * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#first);
      this.#first = 0;
    }
    return entry;
  }

  #takeBatch(): readonly Waiting<Item>[] {
    const { maxBatchItems, maxBatchBytes } = this.#limits;
    const count = Math.min(maxBatchItems, this.#nextBatchItems);
    this.#nextBatchItems = Infinity;
    const batch: Waiting<Item>[] = [];
    let bytes = 0;
    while (batch.length < count) {
      const next = this.#waiting[this.#first];
      if (next === undefined || (batch.length > 0 && bytes + next.bytes > maxBatchBytes)) break;
      batch.push(next);
      bytes += next.bytes;
      this.#takeFirst();
    }
    this.#sendingBytes = bytes;
    return batch;
  }

  /** 0 when nothing is to be waited for. */
  #notBeforeMillis(): number {
    const notBefore = Math.max(this.#backOffUntilMillis, this.#retryAfterUntilMillis);
    return notBefore > Date.now() ? notBefore : 0;
  }

  #schedule(): void {
    if (this.#sending.length > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === this.#first) {
      this.#dueAtMillis = Infinity;
      return;
    }
    const dueAt = this.#flushes.length > 0 ? 0 : this.#dueAtMillis;
    const at = Math.max(dueAt, this.#notBeforeMillis());
    if (at === 0) void this.#sendOne();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#dueAtMillis = 0;
        void this.#sendOne();
      }, at - Date.now()).unref();
    }
  }

  async #sendOne(): Promise<void> {
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#sending = batch;
    const isFlush = this.#flushes.length > 0;
    const outcome = await this.#send(
      batch.map(({ item }) => item),
      isFlush ? Math.max(1, this.#flushUntilMillis - Date.now()) : Infinity,
    );
    this.#sending = [];
    this.#sendingBytes = 0;
    // shutdown() has counted them.
    if (this.#added === this.#gone) return;
    this.#settle(batch, outcome);
    const isFull =
      this.#waiting.length - this.#first >= this.#limits.maxBatchItems ||
      this.#waitingBytes >= this.#limits.maxBatchBytes;
    this.#dueAtMillis =
      isFull || outcome.result !== 'ok' ? 0 : Date.now() + this.#limits.delayMillis;
    for (const { through, done } of this.#flushes) if (this.#gone >= through) done();
    if (!this.#isCrowded()) for (const go of this.#waitingForRoom.splice(0)) go();
    this.#schedule();
  }

  #settle(batch: readonly Waiting<Item>[], outcome: Outcome): void {
    const { result } = outcome;
    const isSplit = (result === 'too large' || result === 'not encodable') && batch.length > 1;
    if (isSplit) this.#nextBatchItems = Math.ceil(batch.length / 2);
    const isKept = isSplit || outcome.isRetryable === true;
    // Nobody was ever there: an application without a receiver does not wait for it at its end.
    if (result === 'unreachable' && !this.#health.hasAnswered)
      for (const { done } of this.#flushes) done();
    if (isKept) {
      this.#waiting = [...batch, ...this.#waiting.slice(this.#first)];
      this.#first = 0;
      for (const { bytes } of batch) this.#waitingBytes += bytes;
      if (isSplit) return;
      this.#backOff(outcome);
    } else {
      this.#failuresInARow = 0;
      this.#gone += batch.length;
    }
    this.#health.ended(outcome, batch.length, isKept);
  }

  #backOff({ retryAfterMillis }: Outcome): void {
    const isFlush = this.#flushes.length > 0;
    const wait = Math.min(
      (isFlush ? FIRST_FLUSH_RETRY_MILLIS : FIRST_RETRY_MILLIS) *
        RETRY_FACTOR ** this.#failuresInARow++,
      MAX_RETRY_MILLIS,
    );
    const now = Date.now();
    this.#backOffUntilMillis = now + wait * (1 + JITTER * (2 * Math.random() - 1));
    if (retryAfterMillis !== undefined) this.#retryAfterUntilMillis = now + retryAfterMillis;
  }

  #drop(reason: 'too large' | 'queue full' | 'shut down', items: number): void {
    this.#gone += items;
    this.#health.dropped(reason, items);
    for (const { through, done } of this.#flushes) if (this.#gone >= through) done();
  }
}
