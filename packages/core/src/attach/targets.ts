/** Finds where an operation is called in a loaded module, and puts the watch there. */
import type { Operation } from '../adapter/adapter.ts';
import type {
  AssignedTarget,
  BeginCall,
  FactoryTarget,
  MethodTarget,
  ModuleExports,
  Target,
} from '../adapter/target.ts';
import { safely } from '../safely.ts';
import type { Binding } from './binding.ts';
import { watchChannel } from './channel.ts';
import { isWatched, markWatched, patchFactory, patchMethod, type Patched } from './patch.ts';

type AnyOperation = Operation;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** A function of a library that is replaced. */
export interface Place {
  readonly target: Target;
  /** Which versions of the module have it. Default: all that the adapter supports. */
  readonly versions?: string | undefined;
  /** What a report calls it: by each operation that it is. Empty for one that is only told of calls. */
  readonly names: readonly string[];
  /** The methods of what factories make: one place for all that come out of the same ones. */
  readonly paths?: readonly string[];
  /** `made` has the function as its own: it stands for the function's receiver. */
  readonly wrap: (original: AnyFunction, path?: string, made?: object) => AnyFunction;
}

/** What of a library is replaced for an adapter. */
export function placesOf(binding: Binding): Place[] {
  const { operations, nativeSpans, replaced = [] } = binding.adapter;
  // One method may be several operations, which share what they say about it.
  const called = (operations as unknown as readonly AnyOperation[]).filter(
    ({ method }) => !isToldOf(targetOf(method)),
  );
  const owners = [...new Set(called.map(ownerIn))];
  const byMethod = Map.groupBy(called, (operation) => placeOf(operation, owners));
  const watched = [...byMethod.values()].map((group): Place => ({
    target: targetOf(group[0]!.method),
    versions: group[0]!.versions,
    names: [...new Set(group.map(({ method }) => nameOf(targetOf(method))))],
    paths: [...new Set(group.map(pathOf))],
    wrap: (original, path, made) =>
      binding.watch(original, path ? group.filter((one) => pathOf(one) === path) : group, made),
  }));
  const told = (nativeSpans?.methods ?? []).map((method): Place => ({
    target: targetOf(method),
    names: [],
    wrap: (original) => binding.announce(original),
  }));
  const others = replaced.map(({ method, versions, wrap }): Place => ({
    target: targetOf(method),
    versions,
    names: [nameOf(targetOf(method))],
    wrap: (original) => wrap(original, binding),
  }));
  return [...watched, ...told, ...others];
}

/** The same for methods that callers call by several names, and that are one; and for those that the same factories make. */
function placeOf(operation: AnyOperation, owners: readonly unknown[]): unknown {
  const { method, versions = '' } = operation;
  const target = targetOf(method);
  if (target.kind === 'factory')
    return JSON.stringify([target.export, target.factories, target.further, versions]);
  const { kind, path, export: name = '' } = target as MethodTarget;
  if (kind !== 'method') return method;
  return [owners.indexOf(ownerIn(operation)), name, path, versions].join(' ');
}

const ownerIn = ({ method }: AnyOperation): unknown => (targetOf(method) as MethodTarget).owner;
const pathOf = ({ method }: AnyOperation): string => (targetOf(method) as FactoryTarget).path;

/** The target in full: a path alone is a method. */
export function targetOf(method: string | Target): Target {
  return typeof method === 'string' ? { kind: 'method', path: method } : method;
}

/** What names the target in reports. */
export function nameOf(target: Target): string {
  switch (target.kind) {
    case 'method':
      return target.calledAs ?? target.path;
    case 'assigned':
    case 'factory':
      return target.path;
    case 'export':
      return target.name;
    case 'channel':
      return target.calledAs ?? target.channel;
    case 'registry':
      return 'registry';
  }
}

/** Replaces a function in a module's exports. Targets that need no module are in {@link toldBy}. */
export function watchInModule(place: Place, exports: ModuleExports): Patched {
  const { target, wrap } = place;
  switch (target.kind) {
    case 'method': {
      const owner = ownerOf(target, exports);
      const { symbol } = target;
      const name =
        symbol === undefined || owner === undefined ? lastOf(target.path) : symbolOf(owner, symbol);
      return owner && name ? patchMethod(owner, name, wrap) : MISSING;
    }
    case 'factory':
      return watchFactories(place, target, exports);
    case 'assigned': {
      const [exported] = classesOf(exports, target.export);
      return exported ? watchAssigned(exported.prototype, target, wrap) : MISSING;
    }
    case 'export':
      return watchExport(exports, target.name, wrap);
    case 'channel':
    case 'registry':
      return MISSING;
  }
}

/** A channel or registry that the library reports operations by. */
export interface Told {
  readonly how: 'channel' | 'registry';
  /** What a report calls them. */
  readonly names: readonly string[];
  readonly watch: () => (() => void) | undefined;
}

/** What reports operations of an adapter by itself, whether or not the library is loaded. */
export function toldBy(binding: Binding): Told[] {
  const { operations } = binding.adapter;
  const groups = Map.groupBy(operations as unknown as readonly AnyOperation[], ({ method }) => {
    const target = targetOf(method);
    return target.kind === 'channel' ? target.channel : target;
  });
  return [...groups.values()].flatMap((group): Told[] => {
    const target = targetOf(group[0]!.method);
    const names = [...new Set(group.map(({ method }) => nameOf(targetOf(method))))];
    if (target.kind === 'channel')
      return [
        { how: 'channel', names, watch: () => watchChannel(binding, target.channel, () => group) },
      ];
    if (target.kind !== 'registry') return [];
    const begin: BeginCall = (...call) => binding.register(group, ...call);
    const watch = (): (() => void) | undefined =>
      safely('registering with a library', () => target.register(begin));
    return [{ how: 'registry', names, watch }];
  });
}

/** The operations that the library tells of on this channel. */
export function operationsOn(binding: Binding, channel: string): readonly AnyOperation[] {
  return (binding.adapter.operations as unknown as readonly AnyOperation[]).filter(({ method }) => {
    const target = targetOf(method);
    return target.kind === 'channel' && target.channel === channel;
  });
}

function isToldOf({ kind }: Target): boolean {
  return kind === 'channel' || kind === 'registry';
}

/** Watches one instance: its own copy of the method goes in front of the class's. */
export function watchInInstance(place: Place, instance: object): Patched {
  const { target, wrap } = place;
  if (target.kind === 'factory') {
    const taker = takerOf(place, target, true);
    taker.take(instance);
    return { done: true, undo: taker.undo };
  }
  if (target.kind !== 'method' && target.kind !== 'assigned') return MISSING;
  const owner = holderIn(instance, target.path);
  return owner ? patchMethod(owner, lastOf(target.path), wrap) : MISSING;
}

/** The object that has what the path ends with. */
function holderIn(instance: object, path: string): object | undefined {
  let owner: unknown = instance;
  for (const step of path.split('.').slice(0, -1))
    owner = (owner as Record<string, unknown> | null | undefined)?.[step];
  return typeof owner === 'object' && owner !== null ? owner : undefined;
}

/** Whether the instance has the target's method, or what makes the objects that have it. */
export function hasTarget(instance: object, target: Target): boolean {
  const { path = nameOf(target), further = [] } = target as Partial<FactoryTarget>;
  return [path, ...further].some((one) => {
    const owner = holderIn(instance, one) as Record<string, unknown> | undefined;
    return typeof owner?.[lastOf(one)] === 'function';
  });
}

const MISSING: Patched = { done: false, why: 'missing' };

function symbolOf(owner: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(owner).find((symbol) => symbol.description === description);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

type Class = { readonly prototype: object } & Record<string, unknown>;

/**
 * What may be the exported class, the likeliest first. A module may export it by name, as its default, or be it;
 * a CommonJS module may also be a function that makes an instance, with the class beside it.
 */
function classesOf(exports: ModuleExports, name?: string): Class[] {
  const fallback = exports['default'] as ModuleExports | undefined;
  const candidates =
    name === undefined
      ? [fallback, fallback?.['default'], exports]
      : [
          exports[name],
          fallback?.[name],
          (exports as unknown as AnyFunction).name === name ? exports : undefined,
        ];
  return candidates.filter(
    (candidate) => typeof candidate === 'function' && typeof candidate.prototype === 'object',
  ) as Class[];
}

/** `chat.completions.create` is a method of the nested class `Chat.Completions`. */
function ownerOf(target: MethodTarget, exports: ModuleExports): object | undefined {
  if (target.owner) return safely('finding a class', () => target.owner?.(exports));
  const steps = target.path.split('.').slice(0, -1);
  for (const exported of classesOf(exports, target.export)) {
    let owner: Class | undefined = exported;
    for (const step of steps) {
      owner = owner?.[step.charAt(0).toUpperCase() + step.slice(1)] as Class | undefined;
    }
    const prototype = owner?.prototype as Record<string, unknown> | undefined;
    if (typeof prototype?.[lastOf(target.path)] === 'function') return prototype;
  }
  return undefined;
}

/** An export of an ES module, and of much compiled CommonJS, is fixed: its watched function is handed to the loader. */
function watchExport(
  exports: ModuleExports,
  name: string,
  wrap: (original: AnyFunction) => AnyFunction,
): Patched {
  const patched = patchMethod(exports, name, wrap);
  if (patched.done || patched.why !== 'frozen') return patched;
  const original = exports[name] as AnyFunction;
  return {
    done: true,
    undo: () => {},
    replacements: { [name]: markWatched(wrap(original), original) },
  };
}

/** The factories of an exported class, or those that the module or its default export has as functions. */
function watchFactories(place: Place, target: FactoryTarget, exports: ModuleExports): Patched {
  const { taking, undos, undo } = takerOf(place, target);
  const classes = classesOf(exports, target.export).map(({ prototype }) => prototype);
  const fallback = exports['default'] as ModuleExports | undefined;
  const objects = target.export === undefined ? [exports, fallback, fallback?.['default']] : [];
  const replacements: Record<string, unknown> = {};
  let failure: Patched = MISSING;
  for (const maker of new Set([...classes, ...objects]) as Set<object>)
    for (const factory of target.factories) {
      const patched = maker ? patchFactory(maker, factory, taking) : MISSING;
      if (patched.done) undos.push(patched.undo);
      else if (patched.why === 'frozen' && maker === exports) {
        const original = exports[factory] as AnyFunction;
        replacements[factory] = markWatched(taking(original), original);
      } else if (patched.why !== 'missing') failure = patched;
    }
  return undos.length === 0 ? failure : { done: true, undo, furtherReplacements: replacements };
}

interface Taker {
  /** Watches the methods of an object that was made, on its class where they are its class's. */
  readonly take: (made: unknown, maker?: object) => void;
  /** A factory that has all taken that it makes. */
  readonly taking: (original: AnyFunction) => AnyFunction;
  readonly undos: (() => void)[];
  readonly undo: () => void;
}

/**
 * What a class has is undone; what an object has as its own goes with the object, which is not kept: a binding that is
 * off lets its calls through.
 *
 * @param inFront True to leave classes alone: a copy of the method goes in front. Default false.
 */
function takerOf(
  { paths, wrap }: Place,
  { path: only, further = [], receiver }: FactoryTarget,
  inFront = false,
): Taker {
  const undos: (() => void)[] = [];
  const taken = new WeakSet<object>();
  const take = (made: unknown, maker?: object): void => {
    if (typeof made !== 'object' || made === null || taken.has(made)) return;
    taken.add(made);
    for (const path of paths ?? [only]) {
      // Of an accessor's object the path begins with the accessor.
      const owner = holderIn(made, path) ?? made;
      const name = lastOf(path);
      const isOwn = Object.hasOwn(owner, name);
      const patched = patchMethod(
        isOwn || inFront ? owner : (Object.getPrototypeOf(owner) as object),
        name,
        (original) => wrap(original, path, isOwn ? ((receiver && maker) ?? made) : undefined),
      );
      if (patched.done && !isOwn && !inFront) undos.push(patched.undo);
    }
    for (const path of further) {
      const owner = holderIn(made, path);
      if (owner) patchFactory(owner, lastOf(path), taking);
    }
  };
  const taking = (original: AnyFunction): AnyFunction =>
    function (this: unknown, ...callArguments: unknown[]) {
      const made = original.apply(this, callArguments);
      if (!(made instanceof Promise)) {
        safely('watching a factory', () => take(made, this as object));
        return made;
      }
      return made.then((value: unknown) => {
        safely('watching a factory', () => take(value, this as object));
        return value;
      });
    };
  const undo = (): void => {
    for (const one of undos) one();
  };
  return { take, taking, undos, undo };
}

/** Catches the function that a constructor assigns to a new object. Objects that exist already are not reached. */
function watchAssigned(
  prototype: object,
  { path, isObject, below = 0 }: AssignedTarget,
  wrap: (original: AnyFunction) => AnyFunction,
): Patched {
  const steps = path.split('.').slice(-1 - below);
  const property = steps[0]!;
  const own = Object.getOwnPropertyDescriptor(prototype, property);
  const seen = isObject ? wrap(() => {}) : undefined;
  if (isWatched(own?.set)) return { done: false, why: 'watched already' };
  if (own) return patchMethod(prototype, property, wrap);
  if (!Object.isExtensible(prototype)) return { done: false, why: 'frozen' };
  const assign = function (this: object, value: unknown): void {
    if (below > 0 && typeof value === 'object' && value !== null)
      safely('watching what was assigned', () => {
        const holder = holderIn(value, steps.slice(1).join('.'));
        return holder && patchMethod(holder, lastOf(path), wrap);
      });
    Object.defineProperty(this, property, {
      value:
        typeof value === 'function' && below === 0
          ? markWatched(wrap(value as AnyFunction), value)
          : value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    seen?.call(this, value);
  };
  Object.defineProperty(prototype, property, {
    configurable: true,
    enumerable: false,
    get: () => undefined,
    set: markWatched(assign as AnyFunction, assign),
  });
  return {
    done: true,
    undo: () => {
      delete (prototype as Record<string, unknown>)[property];
    },
  };
}
