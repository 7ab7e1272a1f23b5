/** Watches a synchronous generator, of the application's or of a client's: its steps are the work, and happen when it is read. */
import { context } from '@opentelemetry/api';
import type { Call } from '../record/call.ts';
import { abandonWhenDropped } from './dropped.ts';
import { hide } from './hide.ts';

/** What is read with `for of`. */
export type Steps = Iterator<unknown, unknown, unknown> & Iterable<unknown>;

/** True for a generator and for any other iterator that can be read with `for of`. */
export function isGenerator(value: unknown): value is Steps {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Steps>).next === 'function' &&
    typeof (value as Partial<Steps>)[Symbol.iterator] === 'function'
  );
}

/** Watches in place: each step of the application's runs under the span, and the end of the last one is the end of the call. */
export function watchGenerator(steps: Steps, call: Call): void {
  if (!call.streamStarts()) return;
  const watch = (name: 'next' | 'return' | 'throw'): void => {
    const original = steps[name];
    if (typeof original !== 'function') return;
    hide(steps, name, (...args: [unknown]) => {
      let result: IteratorResult<unknown, unknown>;
      try {
        result = context.with(call.iterationContext ?? context.active(), () =>
          original.apply(steps, args),
        );
      } catch (error) {
        call.streamEnds(name === 'throw' ? 'cancelled' : 'failed', error);
        throw error;
      }
      // A generator may go on after `return()` or `throw()`, from within its own try.
      if (result.done === true) call.streamEnds(name === 'next' ? 'completed' : 'cancelled');
      else call.chunk(result.value);
      return result;
    });
  };
  watch('next');
  watch('return');
  watch('throw');
  abandonWhenDropped(steps, call);
}
