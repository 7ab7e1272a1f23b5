/** Where a method of `client.models` is. */
import type { MethodTarget, ModuleExports } from '@spanwise/core/adapter';

/**
 * A method of the class `Models`. Those that a caller uses are assigned in its constructor, differ from version to
 * version, and may send several requests; `sends` is the one on the prototype that sends one.
 */
export function method(name: string, sends: string = name): MethodTarget {
  return {
    kind: 'method',
    path: `models.${sends}`,
    calledAs: `models.${name}`,
    owner: (exports: ModuleExports) => {
      const prototype = (exports['Models'] as { prototype?: object } | undefined)?.prototype;
      return prototype && sends in prototype ? prototype : undefined;
    },
  };
}
