/** Where a method of one of the client's parts is. */
import type { MethodTarget, ModuleExports } from '@spanwise/core/adapter';

/**
 * A method of the class `Models`, or of another. Those that a caller uses are assigned in its constructor, differ
 * from version to version, and may send several requests; `sends` is the one on the prototype that sends one.
 */
export function method(name: string, sends: string = name, owner: string = 'Models'): MethodTarget {
  const part = owner.toLowerCase();
  return {
    kind: 'method',
    path: `${part}.${sends}`,
    calledAs: `${part}.${name}`,
    owner: (exports: ModuleExports) => {
      const prototype = (exports[owner] as { prototype?: object } | undefined)?.prototype;
      return prototype && sends in prototype ? prototype : undefined;
    },
  };
}
