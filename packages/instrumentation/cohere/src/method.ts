/** Where a method of the client is: below the one that is called, which makes a lazy promise of it. */
import type { MethodTarget } from '@spanwise/core/adapter';

type Exports = Readonly<Record<string, { readonly prototype: object } | undefined>>;

/** `v2.chat` calls `__chat` of what the accessor `v2` makes, a class that is not exported. */
export function method(calledAs: string): MethodTarget {
  const steps = calledAs.split('.');
  const name = `__${steps.pop()!}`;
  return {
    kind: 'method',
    path: name,
    calledAs,
    owner: (exports) => {
      const { default: main, CohereClient = (main as Exports | undefined)?.['CohereClient'] } =
        exports as Exports;
      let owner: object | null | undefined = CohereClient?.prototype;
      for (const step of steps)
        owner = owner && ((Object.create(owner) as Record<string, unknown>)[step] as object);
      // The exported class extends the one that has the methods, which others extend, too.
      while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as object;
      return owner ?? undefined;
    },
  };
}
