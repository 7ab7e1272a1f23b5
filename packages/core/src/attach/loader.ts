/** The ES module loader: what it has loaded already, and a word when it loads a package later. */
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ModuleExports } from '../adapter/target.ts';
import { failed } from '../safely.ts';
import { slashed } from './find.ts';
import { builtinExports, isBuiltin } from './builtins.ts';
import { isNamespace } from './patch.ts';
import { framesBelow } from './stack.ts';

/** Called by the module that stands in front of a package; gives back the exports to replace. */
const LOADED = Symbol.for('spanwise.loaded.v1');
/** How the address of such a module begins. */
const FRONT = 'data:text/javascript,//spanwise%0A';
/** Source that no module compiles. */
const NOT_A_MODULE = '}{';
/** How the names of the probe's own modules begin, none of which exists on disk. */
const PROBE = 'spanwise-probe-';

/** Functions to export in the place of a package's own, by name. */
export type Replacements = Readonly<Record<string, unknown>>;

type Loaded = (address: string, exports: ModuleExports) => Replacements | undefined;

/**
 * What a probe says: the exports, or that the module is not loaded, or that it is on its way, or that it is
 * loaded and cannot be had at once, because it or what it imports has a top-level `await`.
 */
export type Probe =
  | { readonly state: 'loaded'; readonly exports: ModuleExports }
  | { readonly state: 'not loaded' | 'pending' | 'asynchronous' };

interface CompiledModule {
  filename: string;
  paths: string[];
  readonly exports: unknown;
  _compile: (source: string, file: string, format: string) => unknown;
}

/** What the hook is told of a package's entry file. */
export interface Front {
  /** True when the package's ES module has a default export. */
  readonly hasDefault: boolean;
  /** Exports that may be replaced. */
  readonly names: readonly string[];
}

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
}
interface ResolveContext {
  readonly conditions?: Iterable<string>;
  readonly parentURL?: string;
}
type RegisterHooks = (hooks: {
  resolve: (
    specifier: string,
    context: ResolveContext,
    next: (specifier: string, context?: ResolveContext) => Resolved,
  ) => Resolved;
}) => { deregister: () => void };
interface HookingModule {
  readonly registerHooks?: RegisterHooks;
}

/**
 * Asks whether an ES module is loaded, without loading it. Compiling asks the loader's cache first: a module
 * that is there comes back alive, any other fails on the source before anything is cached. No hook takes part,
 * so it is right under other loaders such as tsx, too. Measured at 20 to 35 µs.
 *
 * A module that is linked and has not run yet, as one that the application imports after the file that
 * attaches, runs now: Node from 22.19 on does so by itself, and cannot tell such a module from one that ran.
 */
export function probeModule(file: string): Probe {
  try {
    return loadedWith(compile(NOT_A_MODULE, file));
  } catch (error) {
    if (error instanceof SyntaxError) return { state: 'not loaded' };
    return isAsynchronous(error) ? { state: 'asynchronous' } : probeByImport(file);
  }
}

/** Runs a module that is linked and has not run yet. One that is not loaded stays so. */
export function runLinked(file: string): void {
  // The probe alone does so from Node 22.19 on; of a module without exports it cannot tell.
  if (probeModule(file).state === 'loaded') probeByImport(file);
}

/** A module that is known to the loader is imported by one of ours: that runs it on every version. */
function probeByImport(file: string): Probe {
  const name = `${PROBE}${process.pid}-${process.hrtime.bigint()}.mjs`;
  try {
    const address = JSON.stringify(pathToFileURL(file).href);
    const { it } = compile(`export * as it from ${address}`, join(process.cwd(), name));
    return loadedWith(it);
  } catch {
    return { state: 'pending' };
  }
}

/** @throws {ReferenceError} for a module that has not run, which Node below 22.19 gives out as it is. */
function loadedWith(exports: unknown): Probe {
  if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null)
    return { state: 'pending' };
  if (isNamespace(exports)) Object.values(exports);
  return { state: 'loaded', exports: exports as ModuleExports };
}

function isAsynchronous(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_REQUIRE_ASYNC_MODULE';
}

/** Compiles an ES module as if it were required, and gives back its exports. */
function compile(source: string, file: string): ModuleExports {
  const { Module } = nodeModule as unknown as { Module: new (file: string) => CompiledModule };
  const compiled = new Module(file);
  compiled.filename = file;
  compiled.paths = [];
  compiled._compile(source, file, 'module');
  return compiled.exports as ModuleExports;
}

/**
 * Hears of packages that are imported from now on. One synchronous hook answers the import of an entry file
 * for which `frontOf` speaks with a module that passes on everything the package exports and tells about it;
 * all other imports pass untouched. A hook on loading would be simpler and is not safe: on Node below 22.22.3
 * and 24.11.1 even an idle one breaks the import of CommonJS and other loaders.
 * A module of the runtime for which `isWanted` speaks needs no front: it is told of before it is loaded.
 *
 * @returns what removes the hook; `undefined` where the runtime has none.
 */
export function hookLoader(
  frontOf: (file: string, parent: string | undefined) => Front | undefined,
  onLoaded: (file: string, exports: ModuleExports) => Replacements | undefined,
  isWanted: (builtin: string) => boolean,
): (() => void) | undefined {
  const { registerHooks } = nodeModule as HookingModule;
  if (typeof registerHooks !== 'function') return undefined;
  const shared = globalThis as { [LOADED]?: Loaded };
  const loaded: Loaded = (address, exports) => {
    try {
      return onLoaded(slashed(fileURLToPath(address)), exports);
    } catch (error) {
      failed('attaching to an imported module', error);
      return undefined;
    }
  };
  shared[LOADED] = loaded;
  const hooks = register(registerHooks, {
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      try {
        if (isOwn(context.parentURL) || !isImport(context)) return resolved;
        if (isBuiltin(resolved.url) && isWanted(resolved.url) && !isAskedByMeta()) {
          const exports = builtinExports(resolved.url);
          if (exports) onLoaded(resolved.url, exports);
        }
        if (!resolved.url.startsWith('file:')) return resolved;
        const front = frontOf(slashed(fileURLToPath(resolved.url)), parentFile(context));
        return front === undefined || isAskedByMeta()
          ? resolved
          : {
              ...resolved,
              format: 'module',
              url: FRONT + encodeURIComponent(frontModule(resolved.url, front)),
            };
      } catch (error) {
        failed('hooking an import', error);
        return resolved;
      }
    },
  });
  if (hooks === undefined) return undefined;
  return () => {
    hooks.deregister();
    if (shared[LOADED] === loaded) delete shared[LOADED];
  };
}

/** Jest has the function and throws from it: its module system is its own, where modules are passed in. */
function register(
  registerHooks: RegisterHooks,
  hooks: Parameters<RegisterHooks>[0],
): ReturnType<RegisterHooks> | undefined {
  try {
    return registerHooks(hooks);
  } catch {
    return undefined;
  }
}

/** A `require` is seen by the CommonJS hook. The conditions are a list or a set, by version. */
function isImport(context: ResolveContext): boolean {
  for (const condition of context.conditions ?? []) if (condition === 'import') return true;
  return false;
}

/** What the probe and the front modules import is the package itself. */
function isOwn(parent: string | undefined): boolean {
  return parent !== undefined && (parent.startsWith(FRONT) || parent.includes(`/${PROBE}`));
}

/**
 * True while `import.meta.resolve` asks, which must hear the package's own address. Nothing but the call stack
 * tells it from an import; where a version calls it otherwise, the answer is the front module's address.
 */
function isAskedByMeta(): boolean {
  return /resolveSync \(node:internal[^\n]*\n\s+at Object\.resolve \(node:internal/.test(
    framesBelow(50).join('\n'),
  );
}

function parentFile(context: ResolveContext): string | undefined {
  return context.parentURL?.startsWith('file:')
    ? slashed(fileURLToPath(context.parentURL))
    : undefined;
}

/** Explicit exports win over `export *`, which leaves the default out. A default that is not there is `undefined`, never an error. */
function frontModule(url: string, front: Front): string {
  const address = JSON.stringify(url);
  const names = front.names.map((name, index) => {
    const key = JSON.stringify(name);
    return `const $${index}=$r[${key}]??$[${key}];export{$${index} as ${name}};`;
  });
  return (
    `import * as $ from ${address};export * from ${address};` +
    `const $r=globalThis[Symbol.for(${JSON.stringify(Symbol.keyFor(LOADED))})]?.(${address},$)??{};` +
    (front.hasDefault ? 'const $d=$r.default??$.default;export{$d as default};' : '') +
    names.join('')
  );
}

/**
 * Tries the probe on a module that is loaded and on one that is not; neither exists on disk. False where the
 * runtime does not behave as the probe needs, whose answers would then mean nothing.
 */
export function canProbe(): boolean {
  try {
    const file = join(process.cwd(), `${PROBE}${process.pid}-${Date.now()}.mjs`);
    compile('export const answer = 42;', file);
    const again = probeModule(file);
    return (
      again.state === 'loaded' &&
      again.exports['answer'] === 42 &&
      probeModule(file.replace('-probe-', '-absent-')).state === 'not loaded'
    );
  } catch {
    return false;
  }
}
