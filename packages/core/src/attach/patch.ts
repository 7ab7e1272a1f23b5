/** Replaces one method by a watched one, once, in a way that can be undone. */

/** Marks a watched function, whichever copy of this package watched it. */
const WATCHED = Symbol.for('spanwise.watched');

/** What a watched function shows of the one it stands for; the first two are what other instrumentations look for. */
interface WatchedFunction {
  __original?: unknown;
  __wrapped?: boolean;
  [WATCHED]?: true;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What came of an attempt. */
export type Patched =
  | {
      readonly done: true;
      readonly undo: () => void;
      /** What is there now: ours, or what somebody put there since. */
      readonly current?: () => unknown;
      /** The watched functions of exports that cannot be redefined: whoever loads the module exports them. */
      readonly replacements?: Readonly<Record<string, unknown>> | undefined;
      /** The same, where others are watched that serve, too. */
      readonly furtherReplacements?: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly done: false; readonly why: 'missing' | 'watched already' | 'frozen' };

/** True for a function that some copy of this package watches. */
export function isWatched(value: unknown): boolean {
  return typeof value === 'function' && (value as WatchedFunction)[WATCHED] === true;
}

/**
 * Puts `wrap(original)` in the place of `owner[name]`; an inherited method gets an own one in front.
 *
 * @param again True to wrap one that is watched already, too.
 */
export function patchMethod(
  owner: object,
  name: string | symbol,
  wrap: (original: AnyFunction) => AnyFunction,
  again = false,
): Patched {
  const original = (owner as Record<string | symbol, unknown>)[name];
  if (typeof original !== 'function') return { done: false, why: 'missing' };
  if (!again && isWatched(original)) return { done: false, why: 'watched already' };
  const own = Object.getOwnPropertyDescriptor(owner, name);
  if (own?.configurable === false && (!own.writable || isNamespace(owner)))
    return { done: false, why: 'frozen' };
  const watched = markWatched(wrap(original as AnyFunction), original);
  const define = (value: unknown): void => {
    Object.defineProperty(owner, name, {
      value,
      configurable: own?.configurable ?? true,
      enumerable: own?.enumerable ?? false,
      writable: own?.writable ?? true,
    });
  };
  try {
    define(watched);
  } catch {
    return { done: false, why: 'frozen' };
  }
  return {
    done: true,
    current: () => (owner as Record<PropertyKey, unknown>)[name],
    undo: () => {
      // Somebody may have wrapped ours since: then it stays, and lets every call through.
      if ((owner as Record<string | symbol, unknown>)[name] !== watched) return;
      if (own === undefined) delete (owner as Record<string | symbol, unknown>)[name];
      else Object.defineProperty(owner, name, own);
    },
  };
}

/**
 * Wraps a factory, once for each that wants to see what it makes. It may be an accessor: what is wrapped is then its
 * getter, which is not called.
 */
export function patchFactory(
  owner: object,
  name: string,
  wrap: (original: AnyFunction) => AnyFunction,
): Patched {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const original = own?.get;
  if (original === undefined) return patchMethod(owner, name, wrap, true);
  if (!own!.configurable) return { done: false, why: 'frozen' };
  const get = markWatched(wrap(original), original);
  Object.defineProperty(owner, name, { ...own, get });
  return {
    done: true,
    undo: () => {
      if (Object.getOwnPropertyDescriptor(owner, name)?.get === get)
        Object.defineProperty(owner, name, own!);
    },
  };
}

/** True for the exports of an ES module, which say that they are writable, and are not. */
export function isNamespace(owner: object): boolean {
  return (owner as Record<symbol, unknown>)[Symbol.toStringTag] === 'Module';
}

/** Makes a function look like the one that it stands for. */
export function markWatched<F extends AnyFunction>(watched: F, original: unknown): F {
  const { name, length } = original as AnyFunction;
  Object.defineProperties(watched, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
    __original: { value: original, configurable: true },
    __wrapped: { value: true, configurable: true },
    [WATCHED]: { value: true },
  });
  return watched;
}
