/** Where a method of the client is: its resources are made by accessors, and their classes are not exported. */
import type { MethodTarget } from '@spanwise/core/adapter';

interface Exports {
  readonly Mistral?: { readonly prototype: object };
  readonly default?: Exports;
}

/** `chat.complete` is a method of whatever the accessor `chat` of the client's class makes. */
export function method(path: string): MethodTarget {
  return {
    kind: 'method',
    path,
    owner: (exports) => {
      const { default: main, Mistral = main?.Mistral } = exports as Exports;
      if (Mistral === undefined) return undefined;
      // Not a client: accessors make resources without settings, which nobody uses.
      let owner = Object.create(Mistral.prototype) as Record<string, object> | undefined;
      for (const step of path.split('.').slice(0, -1)) owner = owner?.[step] as never;
      return owner && (Object.getPrototypeOf(owner) as object);
    },
  };
}
