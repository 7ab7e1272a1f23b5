/** Watches what does its work each time that somebody waits for it, and not before: a query that is being built. */
import { context } from '@opentelemetry/api';
import type { Call } from '../record/call.ts';
import { safely } from '../safely.ts';
import { hide } from './hide.ts';
import { isThenable, toldFirst, type Handler } from './result.ts';

type AnyFunction = (this: unknown, ...callArguments: unknown[]) => unknown;
type Then = PromiseLike<unknown>['then'];

/** Wraps `original`. A call starts when what it gives back is waited for; `begin` is told that in the receiver's place. */
export function watchedWhenAwaited(
  original: AnyFunction,
  begin: (
    awaited: unknown,
    callArguments: unknown[],
    watchedFunction: AnyFunction,
  ) => Call | undefined,
): AnyFunction {
  return function watchedFunction(this: unknown, ...callArguments: unknown[]): unknown {
    const result = original.apply(this, callArguments);
    if (isThenable(result))
      safely('watching a result', () =>
        watchThen(result, () => begin(result, callArguments, watchedFunction)),
      );
    return result;
  };
}

/** The work runs in the call's context, and what waits for it in its own. */
function watchThen(awaited: PromiseLike<unknown>, begin: () => Call | undefined): void {
  const original: Then = awaited.then;
  hide(
    awaited,
    'then',
    function then(
      this: PromiseLike<unknown>,
      onFulfilled?: Handler | null,
      onRejected?: Handler | null,
    ): unknown {
      const call = begin();
      if (call === undefined) return original.call(this, onFulfilled, onRejected);
      const outer = context.active();
      const handlers = toldFirst(
        call,
        context.bind(outer, onFulfilled),
        context.bind(outer, onRejected),
      );
      try {
        return call.run(() => original.apply(this, handlers));
      } catch (error) {
        call.fail(error);
        throw error;
      }
    },
  );
}
