/** Watches a stream in place: the consumer drives it as before, and however it is left, the call ends. */
import { context } from '@opentelemetry/api';
import type { Call } from '../record/call.ts';
import { failed } from '../safely.ts';
import { abandonWhenDropped } from './dropped.ts';
import { hide } from './hide.ts';

type Iterator = AsyncIterator<unknown, unknown, unknown>;

interface Stream {
  /** The factory that all ways of reading go through, where a client has one: `for await`, `tee`, `toReadableStream`. */
  iterator?: () => Iterator;
  controller?: AbortController;
  /** What the `ollama` client calls it. */
  abortController?: AbortController;
  [Symbol.asyncIterator]: () => Iterator;
}

/** True for anything that can be read with `for await`. */
export function isStream(value: unknown): value is Stream {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Stream>)[Symbol.asyncIterator] === 'function'
  );
}

/** Watches a stream that a client gave back. The stream stays the same object with the same members. */
export function watchStream(stream: Stream, call: Call): void {
  if (!call.streamStarts()) return;
  const watch: Watch = {
    call,
    signal: (stream.controller ?? stream.abortController)?.signal ?? call.signal,
    onAbort: undefined,
    watched: undefined,
  };
  if (typeof stream.iterator === 'function') {
    const factory = stream.iterator;
    stream.iterator = function iterator(this: unknown) {
      return watchIterator(factory.call(this), watch);
    };
  } else {
    const factory = stream[Symbol.asyncIterator];
    hide(stream, Symbol.asyncIterator, function (this: Stream, ...args: []) {
      return watchIterator(factory.apply(this, args), watch);
    });
    if (typeof (stream as { next?: unknown }).next === 'function') {
      // A generator is its own iterator, and may be advanced without ever being asked for one.
      watchIterator(stream as unknown as Iterator, watch);
    }
    if (stream instanceof ReadableStream) {
      const isOfBytes = givesBytes(stream);
      watchReader(stream, watch);
      if (!isOfBytes) watchPipes(stream);
    }
  }
  watchAbort(watch);
  // Not the stream: a loop holds only its iterator, and both hold this.
  abandonWhenDropped(watch, call);
}

interface Watch {
  readonly call: Call;
  readonly signal: AbortSignal | undefined;
  onAbort: (() => void) | undefined;
  /** The iterator that is watched: a generator is given out again as its own iterator. */
  watched: object | undefined;
}

/** An abort before the first read ends the call: afterwards the stream itself tells. */
function watchAbort(watch: Watch): void {
  const { signal, call } = watch;
  if (signal === undefined) return;
  if (signal.aborted) {
    call.streamEnds('aborted');
    return;
  }
  watch.onAbort = () => call.streamEnds('aborted');
  signal.addEventListener('abort', watch.onAbort, { once: true });
}

function reading(watch: Watch): void {
  if (watch.onAbort === undefined) return;
  watch.signal?.removeEventListener('abort', watch.onAbort);
  watch.onAbort = undefined;
}

/** Watches one iterator in place, so that it keeps its class and its other members. */
function watchIterator(iterator: Iterator, watch: Watch): Iterator {
  const { call } = watch;
  if (call.ended || typeof iterator?.next !== 'function' || watch.watched === iterator)
    return iterator;
  try {
    const next = iterator.next;
    const within = call.iterationContext;
    const arrived = (result: IteratorResult<unknown, unknown>): unknown => {
      if (result.done === true) call.streamEnds(watch.signal?.aborted ? 'aborted' : 'completed');
      // A chunk that exists only because we asked for usage is passed over.
      else if (call.chunk(result.value)) return next.call(iterator).then(arrived, rejected);
      return result;
    };
    const rejected = (error: unknown): never => {
      // A client may abort its own request because it failed: the error tells which came first.
      call.streamEnds(isAbort(error, watch.signal) ? 'aborted' : 'failed', error);
      throw error;
    };
    watch.watched = iterator;
    hide(iterator, 'next', (value: unknown) => {
      if (watch.onAbort !== undefined) reading(watch);
      const result =
        within === undefined
          ? next.call(iterator, value)
          : context.with(within, next, iterator, value);
      // A client whose iterator breaks the protocol is left as it is.
      return typeof result?.then === 'function' ? result.then(arrived as never, rejected) : result;
    });
    watchLeaving(iterator, 'return', watch);
    watchLeaving(iterator, 'throw', watch);
  } catch (error) {
    failed('watching a stream', error);
    call.abandon();
  }
  return iterator;
}

/** A signal may carry a reason of the caller's own, or be a time limit. Where none is known, the error's name tells. */
function isAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal === undefined) return error instanceof Error && error.name === 'AbortError';
  if (!signal.aborted) return false;
  return (
    error === signal.reason ||
    (error instanceof Error &&
      // The message is what Node's own client says of a reply whose request was destroyed.
      (/abort/i.test(`${error.name} ${error.constructor.name}`) || error.message === 'aborted'))
  );
}

/** `break`, `return` and `throw` in a loop reach the iterator as `return()`; `throw()` is a consumer's own doing. */
function watchLeaving(iterator: Iterator, name: 'return' | 'throw', watch: Watch): void {
  const original = iterator[name];
  if (typeof original !== 'function') return;
  hide(iterator, name, function (...args: [] | [unknown]) {
    reading(watch);
    const { call } = watch;
    const within = call.iterationContext;
    // What the generator does on its way out is still part of the operation.
    if (within === undefined) {
      call.streamEnds('cancelled');
      return original.apply(iterator, args as []);
    }
    return context.with(within, original as () => Promise<unknown>, iterator, ...(args as [])).then(
      (result) => {
        call.streamEnds('cancelled');
        return result;
      },
      (error: unknown) => {
        call.streamEnds(name === 'throw' ? 'cancelled' : 'failed', error);
        throw error;
      },
    );
  });
}

/** A `ReadableStream` may be read by a reader, too. */
function watchReader(stream: ReadableStream<unknown>, watch: Watch): void {
  const { call } = watch;
  const getReader = stream.getReader;
  hide(stream, 'getReader', function (this: ReadableStream<unknown>, ...args: []) {
    const reader = getReader.apply(this, args) as ReadableStreamDefaultReader<unknown>;
    const { read, cancel } = reader;
    hide(reader, 'read', (...view: []) => {
      reading(watch);
      return read.apply(reader, view).then(
        (result) => {
          if (result.done) call.streamEnds('completed');
          else call.chunk(result.value);
          return result;
        },
        (error: unknown) => {
          call.streamEnds(isAbort(error, watch.signal) ? 'aborted' : 'failed', error);
          throw error;
        },
      );
    });
    hide(reader, 'cancel', (reason?: unknown) => {
      call.streamEnds(isAbort(reason, watch.signal) ? 'aborted' : 'cancelled');
      return cancel.call(reader, reason);
    });
    return reader;
  });
  const cancelStream = stream.cancel;
  hide(stream, 'cancel', function (this: ReadableStream<unknown>, ...args: []) {
    // A stream that a reader holds refuses.
    if (!this.locked) call.streamEnds('cancelled');
    return cancelStream.apply(this, args);
  });
}

/** A stream of bytes reads into the buffer of whoever reads: nothing can be put between. */
function givesBytes(stream: ReadableStream<unknown>): boolean {
  try {
    stream.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

/**
 * What pipes or tees a `ReadableStream` reads inside of it, where nothing can be seen. So that a reader reads, it is
 * handed another stream, which asks for a chunk when it is asked for one and keeps none. Of bytes the garbage
 * collector tells.
 */
function watchPipes(stream: ReadableStream<unknown>): void {
  for (const name of ['pipeThrough', 'pipeTo', 'tee'] as const) {
    const original = stream[name] as (...pipe: unknown[]) => unknown;
    hide(stream, name, function (this: ReadableStream<unknown>, ...pipe: unknown[]) {
      const { preventCancel } = (pipe[1] ?? {}) as { preventCancel?: boolean };
      // One that is held already refuses; one that is to be read on afterwards must be let go of by the pipe itself.
      const isOurs = this === stream && !this.locked && preventCancel !== true;
      return original.apply(isOurs ? readThrough(this, name !== 'tee') : this, pipe);
    });
  }
}

/** `isLetGo`: a pipe lets go of its stream when it is over; what is teed is held for ever. */
function readThrough(stream: ReadableStream<unknown>, isLetGo: boolean): ReadableStream<unknown> {
  const reader = stream.getReader();
  const letGo = (): void => {
    if (isLetGo) reader.releaseLock();
  };
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read().catch((error: unknown) => {
          letGo();
          throw error;
        });
        if (!done) return controller.enqueue(value);
        letGo();
        controller.close();
      },
      cancel: (reason) => reader.cancel(reason).finally(letGo),
    },
    { highWaterMark: 0 },
  );
}
