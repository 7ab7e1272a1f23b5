/** Options of the SDK's functions with something of ours in them. */
import { safely } from '@spanwise/core';
import type { AnyFunction, AttachedAdapter, RegisteredCall } from '@spanwise/core/adapter';

/** Changes the first argument of a function. It is given a copy: the caller's own is not changed. */
export function changesOptions(
  change: (options: object, adapter: AttachedAdapter, receiver: unknown) => object,
): (original: AnyFunction, adapter: AttachedAdapter) => AnyFunction {
  return (original, adapter) =>
    function (this: unknown, ...callArguments: unknown[]) {
      const [options] = callArguments;
      if (typeof options === 'object' && options !== null && adapter.records)
        callArguments[0] =
          safely('changing options', () => change(options, adapter, this)) ?? options;
      return original.apply(this, callArguments);
    };
}

/** What options hold under a name. Getters are not asked: `undefined`, as where there is nothing. */
export function optionOf(options: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(options, name)?.value;
}

/** The same options with this one. What else is in them is not read. */
export function withOption(options: object, name: string, value: unknown): object {
  return Object.create(Object.getPrototypeOf(options) as object | null, {
    ...Object.getOwnPropertyDescriptors(options),
    [name]: { value, enumerable: true, configurable: true, writable: true },
  }) as object;
}

/** Runs work that the SDK waits for as that of a call. A side branch takes no rejection away from the SDK. */
export function follow<T>(call: RegisteredCall, work: () => T, gives: (value: unknown) => void): T {
  let result: T;
  try {
    result = call.run(work);
  } catch (error) {
    call.fail(error);
    throw error;
  }
  Promise.resolve(result).then(gives, (error: unknown) => call.fail(error));
  return result;
}
