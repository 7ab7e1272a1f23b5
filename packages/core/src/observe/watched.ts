/** The function that stands in for another one: it starts a call, runs the other in it, and watches what comes back. */
import type { Call } from '../record/call.ts';
import { watchCallback } from './callback.ts';
import { watchResult } from './result.ts';
import { watchTold } from './told.ts';

type AnyFunction = (this: unknown, ...callArguments: unknown[]) => unknown;

/** Wraps `original`. Where `begin` starts no call, the original runs alone. It is told the function that was called. */
export function watched(
  original: AnyFunction,
  begin: (
    receiver: unknown,
    callArguments: unknown[],
    watchedFunction: AnyFunction,
  ) => Call | undefined,
): AnyFunction {
  return function watchedFunction(this: unknown, ...callArguments: unknown[]): unknown {
    const call = begin(this, callArguments, watchedFunction);
    if (call === undefined) return original.apply(this, callArguments);
    const { takesCallback, told } = call;
    const isTold =
      (takesCallback && watchCallback(callArguments, call)) ||
      (told?.isReceiver === true && watchTold(this, told, call));
    let result: unknown;
    try {
      // Not with the receiver as an argument of the context's: a manager makes one that is undefined null.
      result = call.run(() => original.apply(this, callArguments));
    } catch (error) {
      call.fail(error);
      throw error;
    }
    return isTold ? result : watchResult(result, call);
  };
}
