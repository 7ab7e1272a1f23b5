/** Where the methods of clients are whose resources are made by accessors, of classes that are not exported: those that Speakeasy generates. */
import type { MethodTarget, ModuleExports } from './target.ts';

/** `chat.send` is a method of whatever the accessor `chat` makes, of the exported class of this name. */
export function accessorMethod(className: string, path: string): MethodTarget {
  return {
    kind: 'method',
    path,
    owner: (exports) => {
      const main = exports['default'] as ModuleExports | undefined;
      const client = (exports[className] ?? main?.[className]) as
        | { readonly prototype: object }
        | undefined;
      if (client === undefined) return undefined;
      // Not a client: accessors make resources without settings, which nobody uses.
      let owner = Object.create(client.prototype) as Record<string, object> | undefined;
      for (const step of path.split('.').slice(0, -1)) owner = owner?.[step] as never;
      return owner && (Object.getPrototypeOf(owner) as object);
    },
  };
}
