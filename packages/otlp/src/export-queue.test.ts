import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExportHealth } from './export-health.ts';
import { ExportQueue, type QueueLimits } from './export-queue.ts';
import type { Outcome } from './outcome.ts';

const LIMITS: QueueLimits = {
  maxItems: 5,
  maxBytes: 100,
  maxBatchItems: 3,
  maxBatchBytes: 40,
  delayMillis: 1000,
  flushTimeoutMillis: 5000,
};
const UNREACHABLE: Outcome = { result: 'unreachable', isRetryable: true };
const UNAVAILABLE: Outcome = { result: 'unavailable', isRetryable: true };
const OK: Outcome = { result: 'ok' };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  diag.disable();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A queue of numbers, each its own size, and the batches that were sent. */
function createQueue(
  answer: (batch: readonly number[]) => Outcome | Promise<Outcome> = () => OK,
  limits: Partial<QueueLimits> = {},
) {
  const sent: (readonly number[])[] = [];
  const health = new ExportHealth('tests');
  const queue = new ExportQueue<number>(
    async (batch) => {
      sent.push(batch);
      return answer(batch);
    },
    (item) => item,
    { ...LIMITS, ...limits },
    health,
  );
  const add = (...items: readonly number[]): void => {
    for (const item of items) queue.add(item);
  };
  return { queue, add, sent, health };
}

describe('a batch', () => {
  it('is sent when its first item has waited', async () => {
    const { add, sent } = createQueue();
    add(1);
    await vi.advanceTimersByTimeAsync(600);
    add(2);
    await vi.advanceTimersByTimeAsync(399);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([[1, 2]]);
  });

  it('is sent at once when it is complete by count, and the rest waits anew', async () => {
    const { add, sent } = createQueue();
    add(1, 2, 3, 4);
    await vi.advanceTimersByTimeAsync(999);
    expect(sent).toEqual([[1, 2, 3]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([[1, 2, 3], [4]]);
  });

  it('is sent at once when it is complete by bytes, and holds no more than that', async () => {
    const { add, sent } = createQueue();
    add(20, 19);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([]);
    add(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([[20, 19]]);
  });

  it('is one item alone when that is larger', async () => {
    const { queue, add, sent } = createQueue();
    add(1, 41, 2);
    await queue.flush();
    expect(sent).toEqual([[1], [41], [2]]);
  });

  it('that is too large is cut in half, down to the item that is dropped', async () => {
    const { queue, add, sent, health } = createQueue((batch) =>
      batch.includes(7) ? { result: 'too large' } : OK,
    );
    add(1, 7, 3);
    await queue.flush();
    expect(sent).toEqual([[1, 7, 3], [1, 7], [1], [7, 3], [7], [3]]);
    expect(health.report()).toMatchObject({
      sentItems: 2,
      droppedItems: { 'too large': 1 },
      queuedItems: 0,
      queuedBytes: 0,
    });
  });
});

describe('the bound', () => {
  it('by count holds the last that fits, and drops the oldest for the next', () => {
    const { add, health } = createQueue(undefined, { maxBatchItems: 100 });
    add(1, 2, 3, 4, 5);
    expect(health.report()).toMatchObject({ queuedItems: 5, queuedBytes: 15, droppedItems: {} });
    add(6);
    expect(health.report()).toMatchObject({
      queuedItems: 5,
      queuedBytes: 20,
      droppedItems: { 'queue full': 1 },
    });
  });

  it('by bytes holds the last that fits, and drops as many as it takes for the next', async () => {
    const { queue, add, sent, health } = createQueue(undefined, {
      maxBatchItems: 100,
      maxBatchBytes: 1000,
    });
    add(30, 30, 40);
    expect(health.report().droppedItems).toEqual({});
    add(31);
    expect(health.report()).toMatchObject({ queuedBytes: 71, droppedItems: { 'queue full': 2 } });
    await queue.flush();
    expect(sent).toEqual([[40, 31]]);
  });

  it('drops an item that is larger than the whole queue, and no other', () => {
    const { add, health } = createQueue();
    add(10, 101);
    expect(health.report()).toMatchObject({ queuedItems: 1, droppedItems: { 'too large': 1 } });
  });

  it('counts what is on its way, and leaves it there', async () => {
    const { add, health, sent } = createQueue(() => new Promise(() => {}));
    add(1, 2, 3);
    await vi.advanceTimersByTimeAsync(0);
    add(4, 5, 6, 7);
    expect(sent).toEqual([[1, 2, 3]]);
    expect(health.report()).toMatchObject({
      queuedItems: 5,
      queuedBytes: 1 + 2 + 3 + 6 + 7,
      droppedItems: { 'queue full': 2 },
    });
  });
});

describe('a receiver that is away', () => {
  it('is asked again after 1, 1.5, 2.25 seconds and so on, and the items stay in their order', async () => {
    let isThere = false;
    const { add, sent } = createQueue(() => (isThere ? OK : UNREACHABLE));
    add(1, 2, 3);
    await vi.advanceTimersByTimeAsync(0);
    for (const [retries, wait] of [1000, 1500, 2250].entries()) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(sent).toHaveLength(retries + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(sent).toHaveLength(retries + 2);
    }
    isThere = true;
    add(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.slice(4).flat()).toEqual([1, 2, 3, 4]);
  });

  it('is not asked before it wants to be', async () => {
    const { queue, add, sent } = createQueue(() => ({ ...UNAVAILABLE, retryAfterMillis: 60_000 }));
    add(1, 2, 3);
    await vi.advanceTimersByTimeAsync(30_000);
    const flushed = queue.flush();
    await vi.advanceTimersByTimeAsync(29_999);
    await flushed;
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
  });

  it('is not waited for by flush() when it never was there', async () => {
    const { queue, add, sent, health } = createQueue(() => UNREACHABLE);
    add(1);
    await queue.flush();
    expect(sent).toEqual([[1]]);
    expect(health.report().queuedItems).toBe(1);
  });

  it('is waited for by flush() when it was there, up to the bound', async () => {
    let answer = OK;
    const { queue, add, sent } = createQueue(() => answer);
    add(1, 2, 3);
    await vi.advanceTimersByTimeAsync(0);
    answer = UNREACHABLE;
    add(4);
    let isDone = false;
    void queue.flush().then(() => (isDone = true));
    await vi.advanceTimersByTimeAsync(4999);
    expect(isDone).toBe(false);
    expect(sent.length).toBeGreaterThan(4);
    await vi.advanceTimersByTimeAsync(1);
    expect(isDone).toBe(true);
  });
});

describe('shutdown', () => {
  it('sends what waits, counts what it could not send and takes nothing more', async () => {
    const { queue, add, sent, health } = createQueue(([first]) => (first === 1 ? OK : UNAVAILABLE));
    add(1, 2, 3, 4);
    const stopped = queue.shutdown();
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    add(5);
    expect(sent[0]).toEqual([1, 2, 3]);
    expect(health.report()).toMatchObject({
      sentItems: 3,
      droppedItems: { 'shut down': 1 },
      queuedItems: 0,
      queuedBytes: 0,
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('room', () => {
  /** A queue of which the first request is under way until it is answered. */
  function createSlow(answers: Outcome) {
    let settle = (): void => {};
    const made = createQueue(() => new Promise((resolve) => (settle = () => resolve(answers))), {
      maxItems: 100,
    });
    return { ...made, answer: () => settle() };
  }

  it('is there while no more than half is taken', () => {
    const { add, queue } = createSlow(OK);
    add(20, 20, 5);
    expect(queue.room(1000)).toBeUndefined();
    add(5);
    expect(queue.room(1000)).toBeUndefined();
    add(1);
    expect(queue.room(0)).toBeUndefined();
    expect(queue.room(1000)).toBeInstanceOf(Promise);
  });

  it.each([
    ['when a request is taken', OK],
    ['when the receiver does not take it: what is added then drops the oldest', UNAVAILABLE],
  ])('comes %s', async (_when, outcome) => {
    const { add, queue, answer } = createSlow(outcome);
    add(20, 20, 11);
    const come = vi.fn<() => void>();
    void queue.room(1000)!.then(come);
    await vi.advanceTimersByTimeAsync(500);
    expect(come).not.toHaveBeenCalled();
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(come).toHaveBeenCalledOnce();
  });

  it('is waited for no longer than asked for', async () => {
    const { add, queue } = createSlow(OK);
    add(20, 20, 11);
    const come = vi.fn<() => void>();
    void queue.room(1000)!.then(come);
    await vi.advanceTimersByTimeAsync(999);
    expect(come).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(come).toHaveBeenCalledOnce();
  });
});
