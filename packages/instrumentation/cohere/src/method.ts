/** Where a method is of a client that Fern generates: below the one that is called, which makes a lazy promise of it. */
import type { MethodTarget } from '@spanwise/core/adapter';

type Exports = Readonly<Record<string, { readonly prototype: object } | undefined>>;

/** `v2.chat` of a class calls `__chat` of what its accessor `v2` makes, whose class is not exported. */
export function methodBelow(className: string, calledAs: string): MethodTarget {
  const steps = calledAs.split('.');
  const name = `__${steps.pop()!}`;
  return {
    kind: 'method',
    path: [...steps, name].join('.'),
    calledAs,
    owner: (exports) => {
      const { [className]: named, default: main } = exports as Exports;
      let owner: object | null | undefined = (named ?? (main as Exports | undefined)?.[className])
        ?.prototype;
      for (const step of steps)
        owner = owner && ((Object.create(owner) as Record<string, unknown>)[step] as object);
      // The exported class extends the one that has the methods, which others extend, too.
      while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as object;
      return owner ?? undefined;
    },
  };
}

/** The same of Cohere's client. */
export function method(calledAs: string): MethodTarget {
  return methodBelow('CohereClient', calledAs);
}
