/** Watches what a client's method gives back, whatever kind of thing it is. */
import { failed } from '../safely.ts';
import type { Call } from '../record/call.ts';
import { isApiPromise, watchApiPromise } from './api-promise.ts';
import { abandonWhenUnread } from './dropped.ts';
import { hide } from './hide.ts';
import { settled } from './settled.ts';

/** True for a promise, and for what can be waited for like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/**
 * Watches the result of a call. What comes back is what the caller gets: the same object, except for a
 * plain promise, of which a follower comes back that settles alike.
 */
export function watchResult(result: unknown, call: Call): unknown {
  try {
    if (isApiPromise(result)) return watchApiPromise(result, call);
    if (isThenable(result)) return watchPromise(result, call);
  } catch (error) {
    failed('watching a result', error);
    call.abandon();
    return result;
  }
  settled(result, call);
  return result;
}

function watchPromise(promise: PromiseLike<unknown>, call: Call): unknown {
  const [fulfilled, rejected] = toldFirst(call);
  if (
    (promise as { constructor?: unknown }).constructor === Promise &&
    Object.keys(promise).length === 0
  ) {
    // A side branch would mark a rejection as handled that nobody handles, so the follower is given away.
    return promise.then(fulfilled, rejected);
  }
  // A subclass, or a lazy promise: watched when its owner uses it, so that it stays what it is.
  const original = promise.then;
  hide(
    promise,
    'then',
    function then(
      this: PromiseLike<unknown>,
      onFulfilled?: Handler | null,
      onRejected?: Handler | null,
    ): unknown {
      return original.apply(this, toldFirst(call, onFulfilled, onRejected));
    },
  );
  // An object of a client's own, that is no promise, may have these beside its `then`.
  for (const name of ['catch', 'finally'] as const)
    if (Object.hasOwn(promise, name))
      hide(promise, name, function follow(this: PromiseLike<unknown>, handler: never): unknown {
        return (this.then((value) => value) as Promise<unknown>)[name](handler);
      });
  abandonWhenUnread(promise, call);
  return promise;
}

/** What is told of a value or an error. */
export type Handler = (value: unknown) => unknown;

/** What `then` is given, so that the call is told before these are. They behave as they do alone, or as none does. */
export function toldFirst(
  call: Call,
  onFulfilled?: Handler | null,
  onRejected?: Handler | null,
): [Handler, Handler] {
  return [
    (value) => {
      settled(value, call);
      return typeof onFulfilled === 'function' ? onFulfilled(value) : value;
    },
    (error) => {
      call.fail(error);
      if (typeof onRejected === 'function') return onRejected(error);
      throw error;
    },
  ];
}
