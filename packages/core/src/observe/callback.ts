/** Watches the function that a caller passes to be told the result, in the place of a promise. */
import { context } from '@opentelemetry/api';
import type { Call } from '../record/call.ts';
import { settled } from './settled.ts';

type Callback = (this: unknown, ...results: unknown[]) => unknown;

/**
 * Puts a function in the place of the last argument that ends the call and calls the caller's own, outside of the
 * call, as it was without us. Gives back false where no function was passed.
 */
export function watchCallback(callArguments: unknown[], call: Call): boolean {
  const callback = callArguments.at(-1);
  if (typeof callback !== 'function') return false;
  const outside = context.active();
  callArguments[callArguments.length - 1] = function (this: unknown, ...results: unknown[]) {
    const [error, value] = results;
    if (error == null) settled(value, call);
    else call.fail(error);
    return context.with(outside, () => (callback as Callback).apply(this, results));
  };
  return true;
}
