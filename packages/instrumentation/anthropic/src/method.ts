/** Where a method of the client is, in whichever of its modules the application loaded. */
import type { MethodTarget, ModuleExports } from '@spanwise/core/adapter';

type Exports = Readonly<Record<string, ModuleExports | undefined>>;

/** `beta.messages.create` is a method of `Beta.Messages`, below the client's class or exported beside it. */
export function method(path: string): MethodTarget {
  const steps = path.split('.');
  const name = steps.pop()!;
  return {
    kind: 'method',
    path,
    owner: (exports) => {
      const { Anthropic, default: main } = exports as Exports;
      for (const root of [Anthropic, main, main?.['default'], exports]) {
        let owner = root as Exports | undefined;
        for (const step of steps) owner = owner?.[step[0]!.toUpperCase() + step.slice(1)] as never;
        const prototype = owner?.['prototype'];
        if (typeof prototype?.[name] === 'function') return prototype;
      }
      return undefined;
    },
  };
}
