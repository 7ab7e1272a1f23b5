/** CommonJS: what is loaded already, and a word when something is loaded later. */
import * as nodeModule from 'node:module';
import type { ModuleExports } from '../adapter/target.ts';
import { failed } from '../safely.ts';
import { slashed } from './find.ts';
import type { Replacements } from './loader.ts';

interface ModuleInternals {
  _load: (request: string, parent: unknown, isMain: boolean) => unknown;
  _resolveFilename: (request: string, parent: unknown, isMain: boolean) => string;
  _cache: Record<string, { readonly exports: unknown; readonly loaded: boolean } | undefined>;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

function internals(): ModuleInternals {
  const { Module } = nodeModule as unknown as { Module: ModuleInternals };
  return Module;
}

/** Every file that has been required, with what it exports. */
export function* requiredFiles(): Generator<readonly [file: string, exports: ModuleExports]> {
  const { _cache: cache } = internals();
  for (const file of Object.keys(cache)) {
    const loaded = cache[file];
    if (loaded?.loaded && isObject(loaded.exports))
      yield [slashed(file), loaded.exports as ModuleExports];
  }
}

/**
 * Hears of every package that is required from now on, also by an `import` of a CommonJS package: on every
 * supported Node both go through `Module._load`, which `Module.prototype.require` does not see.
 */
export function hookCommonJs(
  isWanted: (request: string) => boolean,
  onLoaded: (file: string, exports: ModuleExports) => Replacements | undefined,
): () => void {
  const target = internals();
  const original = target._load;
  let active = true;
  const copies = new WeakMap<object, object>();
  const load: ModuleInternals['_load'] = function (this: unknown, request, parent, isMain) {
    const exports = original.call(this, request, parent, isMain);
    if (!active || typeof request !== 'string' || !isObject(exports) || !isWanted(request))
      return exports;
    try {
      const file = target._resolveFilename(request, parent, isMain);
      // In a cycle a module is required before it has run: whoever required it first tells when it has.
      if (target._cache[file]?.loaded === false) return exports;
      const replacements = onLoaded(slashed(file), exports as ModuleExports);
      if (replacements) copies.set(exports, copyExports(exports, replacements));
      return copies.get(exports) ?? exports;
    } catch (error) {
      failed('attaching to a required module', error);
      return exports;
    }
  };
  target._load = load;
  return () => {
    active = false;
    if (target._load === load) target._load = original;
  };
}

/** What compilers emit as exports cannot be redefined, so a copy that passes everything else on stands in. */
function copyExports(exports: object, replacements: Replacements): object {
  const copy = Object.create(Object.getPrototypeOf(exports) as object | null) as object;
  const source = exports as Record<PropertyKey, unknown>;
  for (const key of Reflect.ownKeys(exports)) {
    const enumerable = Object.getOwnPropertyDescriptor(exports, key)?.enumerable ?? true;
    Object.defineProperty(
      copy,
      key,
      typeof key === 'string' && Object.hasOwn(replacements, key)
        ? { value: replacements[key], enumerable, configurable: true, writable: true }
        : {
            enumerable,
            configurable: true,
            get: () => source[key],
            set: (value: unknown) => {
              source[key] = value;
            },
          },
    );
  }
  return copy;
}
