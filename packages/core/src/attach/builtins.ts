/** Modules of the runtime itself, such as `node:sqlite`: they lie in no package, and there is one copy of each. */
import type { ModuleExports } from '../adapter/target.ts';
import type { InstalledPackage } from './find.ts';

interface RuntimeProcess {
  readonly moduleLoadList?: readonly string[];
  readonly getBuiltinModule?: (name: string) => ModuleExports | undefined;
}

/** True for the address of a module of the runtime. */
export function isBuiltin(address: string): boolean {
  return address.startsWith('node:');
}

/** What it exports. Loads it: only for one that is loaded, or is about to be. */
export function builtinExports(name: string): ModuleExports | undefined {
  return (process as RuntimeProcess).getBuiltinModule?.(name);
}

/** The same, only where it is loaded: some warn when they are. */
export function loadedBuiltin(name: string): ModuleExports | undefined {
  const { moduleLoadList } = process as RuntimeProcess;
  return moduleLoadList?.includes(`NativeModule ${name.slice('node:'.length)}`)
    ? builtinExports(name)
    : undefined;
}

/** What stands for its package: its version is that of the runtime. */
export function builtinPackage(name: string): InstalledPackage {
  return { name, version: process.versions.node, root: name, entries: [], isModule: false };
}
