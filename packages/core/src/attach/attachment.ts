/** Everything that is attached in this process: adapters bound to the copies of their libraries, as they are found. */
import type { AdapterEntry } from '../adapter/adapter.ts';
import type { ModuleExports } from '../adapter/target.ts';
import { watchRequests } from '../observe/requests.ts';
import { failed, report as say, safely } from '../safely.ts';
import type { Settings } from '../settings.ts';
import type { AttachedBy, AttachedLibrary, OtherTracer } from './attached.ts';
import { state, type SharedAttachment } from '../state.ts';
import { VERSION } from '../version.ts';
import { Binding } from './binding.ts';
import { builtinPackage, isBuiltin, loadedBuiltin } from './builtins.ts';
import { hookCommonJs, requiredFiles } from './commonjs.ts';
import { installedPackages, packageOfFile, readPackage, type InstalledPackage } from './find.ts';
import {
  canProbe,
  hookLoader,
  probeModule,
  runLinked,
  type Front,
  type Replacements,
} from './loader.ts';
import { watchChannel } from './channel.ts';
import { callers, listeners, UNKNOWN, wrappers } from './others.ts';
import {
  hasTarget,
  nameOf,
  operationsOn,
  placesOf,
  targetOf,
  watchInInstance,
  toldBy,
  watchInModule,
  type Place,
} from './targets.ts';
import { isInRange } from './versions.ts';

/** What is asked for in one call of `attach`. */
export interface AttachRequest {
  readonly entries: readonly AdapterEntry[];
  readonly settings: Settings;
  readonly modules: Readonly<Record<string, unknown>>;
}

interface Bound {
  readonly binding: Binding;
  readonly library: AttachedLibrary;
  readonly undos: (() => void)[];
  /** What is now where a method was replaced. */
  readonly current: (() => unknown)[];
}

/** The attachment of one copy of this package; there is one at a time in a process. */
export class ProcessAttachment implements SharedAttachment {
  readonly version: string = VERSION;
  readonly #bound: Map<string, Bound> = new Map();
  /** Package names to adapters: of the package, and of parts of it. */
  readonly #byModule: Map<string, Bound[]> = new Map();
  /** Copies whose path does not name them, as linked workspaces and aliases: by their real folder. */
  readonly #linked: Map<string, InstalledPackage> = new Map();
  readonly #aliases: Set<string> = new Set();
  /** Files inside of packages whose functions are replaced for the package itself. */
  readonly #inner: Set<string> = new Set();
  readonly #packages: Map<string, InstalledPackage | undefined> = new Map();
  readonly #seen: WeakSet<object> = new WeakSet();
  /** Entry files that told of themselves while they were imported: a probe has nothing to add. */
  readonly #imported: Set<string> = new Set();
  readonly #unhooks: (() => void)[] = [];
  #canProbe: boolean | undefined;

  /** Adds adapters. Those that are there already keep their options. Gives back the ids that were there. */
  add(request: object): string[] {
    const { entries, settings, modules } = request as AttachRequest;
    const known: string[] = [];
    const added: Bound[] = [];
    for (const entry of entries) {
      if (this.#bound.has(entry.id)) {
        known.push(entry.id);
        continue;
      }
      const options = settings.instrumentations[entry.id];
      if (options === false || (entry.isOptIn && options === undefined)) continue;
      const bound: Bound = {
        binding: new Binding(entry, settings, typeof options === 'object' ? options : undefined),
        library: {
          id: entry.id,
          packageName: entry.packageName,
          copies: [],
          problems: [],
          alsoTracedBy: [],
        },
        undos: [],
        current: [],
      };
      bound.binding.say = (problem) => this.#problem(bound, problem);
      bound.binding.onMet = (watchedFunction) => {
        this.#lookFor(bound, callers(watchedFunction, entry));
      };
      this.#bound.set(entry.id, bound);
      const { name, parts = [], isUsedInside } = entry.module;
      this.#byModule.set(name, [...(this.#byModule.get(name) ?? []), bound]);
      if (isUsedInside) for (const path of parts) this.#inner.add(path);
      state().libraries.set(entry.id, bound.library);
      added.push(bound);
    }
    for (const bound of added) {
      if (bound.binding.entry.withoutModule) this.#watchWithoutModule(bound);
      this.#hear(bound);
      this.#discover(bound);
    }
    for (const [name, exports] of Object.entries(modules)) this.#addModule(name, exports);
    if (added.length > 0) this.#findLoaded(added);
    return known;
  }

  /** Watches one instance by the adapter whose methods it has most of. */
  observe(client: object): boolean {
    let best: { bound: Bound; rank: number } | undefined;
    for (const bound of this.#bound.values()) {
      const { operations, isClient } = bound.binding.adapter;
      if (isClient && safely('finding a client', () => isClient(client)) !== true) continue;
      const methods = operations.filter((operation) =>
        hasTarget(client, targetOf(operation.method)),
      ).length;
      // One that knows its client goes before those that go by the names of methods.
      const rank = isClient && methods > 0 ? Infinity : methods;
      if (rank > (best?.rank ?? 0)) best = { bound, rank };
    }
    if (best === undefined) return false;
    const { bound } = best;
    this.#watchEach(bound, 'instance', undefined, (place) => watchInInstance(place, client));
    return true;
  }

  /** The binding of an adapter, for switching it off and on and giving it providers of its own. */
  bindingOf(id: string): Binding | undefined {
    return this.#bound.get(id)?.binding;
  }

  /** Looks for others who trace the same calls, in what is there by now. */
  lookForOthers(): void {
    for (const bound of this.#bound.values()) this.#lookFor(bound, []);
  }

  /**
   * The part of attaching that needs time: modules that were linked but had not run when they were asked for.
   */
  async finish(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    safely('probing ES modules', () => this.#probe([...this.#bound.values()]));
    safely('finding modules of the runtime', () => this.#findBuiltins());
    safely('looking for other tracers', () => this.lookForOthers());
  }

  #lookFor({ binding, library, current }: Bound, seen: readonly OtherTracer[]): void {
    if (library.copies.length === 0 || library.alsoTracedBy === undefined) return;
    const { entry } = binding;
    const others = [
      ...seen,
      ...listeners(entry),
      ...current.flatMap((method) => wrappers(method(), entry)),
    ];
    const known = others.filter(({ name }) => name !== UNKNOWN.name);
    for (const other of known.length > 0 ? known : others) {
      if (library.alsoTracedBy.some(({ name }) => name === other.name)) continue;
      library.alsoTracedBy.push(other);
      binding.isTracedByOthers = true;
      say(
        library.id,
        binding.adapter.yields
          ? `its calls are also traced by ${other.name}, which makes their spans: ours adds to one that is active, and to metrics`
          : `its calls are also traced by ${other.name}, whose spans stand beside ours and may carry the same tokens. To keep one: ${other.toSwitchOff}; or instrumentations: { ${JSON.stringify(library.id)}: false }`,
      );
    }
  }

  /** Undoes everything: methods, hooks, channels. */
  remove(): void {
    for (const { undos, binding } of this.#bound.values()) {
      binding.enabled = false;
      for (const undo of undos.splice(0).toReversed()) undo();
    }
    for (const unhook of this.#unhooks.splice(0)) unhook();
    for (const [id, { library }] of this.#bound)
      if (state().libraries.get(id) === library) state().libraries.delete(id);
    this.#bound.clear();
    this.#byModule.clear();
    this.#inner.clear();
  }

  #watchWithoutModule(bound: Bound): void {
    for (const { how, names, watch } of toldBy(bound.binding)) {
      const undo = watch();
      if (undo === undefined) continue;
      bound.undos.push(undo);
      bound.library.copies.push({ how, methods: names });
    }
  }

  /** Nothing of the adapter is loaded before the channel is heard. */
  #hear({ binding, undos, library }: Bound): void {
    const { channel } = binding.entry;
    if (channel === undefined) return;
    undos.push(watchChannel(binding, channel, () => operationsOn(binding, channel)));
    library.copies.push({ how: 'channel', methods: [channel] });
  }

  #discover(bound: Bound): void {
    const stop = safely('discovering a library', () =>
      bound.binding.entry.discover?.((exports) => {
        safely('attaching to what was discovered', () =>
          this.#bind(bound, exports, 'discovered', undefined),
        );
      }),
    );
    if (stop) bound.undos.push(stop);
  }

  #addModule(name: string, exports: unknown): void {
    const bound = this.#bound.get(name) ?? this.#byModule.get(name)?.[0];
    if (bound === undefined) {
      say('modules', `"${name}" was passed in, but no instrumentation is for it`);
    } else if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) {
      say('modules', `what was passed in as "${name}" is not a module`);
    } else {
      this.#bind(bound, exports as ModuleExports, 'module passed in', undefined);
    }
  }

  #findLoaded(added: readonly Bound[]): void {
    const names = [...new Set(added.map(({ binding }) => binding.entry.module.name))];
    // Each step stands alone: a runtime that lacks one, or forbids it as Jest does, still has the others.
    safely('finding installed packages', () => {
      const { packages, aliases } = installedPackages(names);
      for (const alias of aliases) this.#aliases.add(alias);
      for (const installed of packages) {
        this.#packages.set(installed.root, installed);
        if (packageOfFile(`${installed.root}/`)?.name !== installed.name)
          this.#linked.set(installed.root, installed);
      }
    });
    safely('reading the CommonJS cache', () => {
      for (const [file, exports] of requiredFiles()) this.#loaded(file, exports, 'CommonJS cache');
    });
    safely('finding modules of the runtime', () => this.#findBuiltins());
    this.#hook();
    safely('probing ES modules', () => this.#probe(added));
  }

  #findBuiltins(): void {
    for (const name of this.#byModule.keys()) {
      const exports = isBuiltin(name) ? loadedBuiltin(name) : undefined;
      if (exports) this.#loaded(name, exports, 'runtime');
    }
  }

  /** Hears of what is loaded later; before the probe, so that nothing is missed between the two. */
  #hook(): void {
    if (this.#unhooks.length > 0) return;
    const loaded = (file: string, exports: ModuleExports): Replacements | undefined =>
      this.#loaded(file, exports, 'load hook');
    const imported = (file: string, exports: ModuleExports): Replacements | undefined => {
      this.#imported.add(file);
      return loaded(file, exports);
    };
    const unhooks = [
      hookLoader(
        (file, parent) => this.#frontOf(file, parent),
        imported,
        (name) => this.#isWanted(name),
      ),
      safely('hooking require', () => hookCommonJs((request) => this.#isWanted(request), loaded)),
      safely('watching requests', watchRequests),
    ];
    this.#unhooks.push(...unhooks.filter((unhook) => unhook !== undefined));
  }

  #frontOf(file: string, parent: string | undefined): Front | undefined {
    const found = this.#packageOf(file);
    if (!found?.bound || !isEsModule(file, found.installed)) return undefined;
    const facts = found.bound.binding.entry.module;
    // A package that imports itself would wait for its own end.
    if (!facts.isUsedInside && parent?.startsWith(`${found.installed.root}/`)) return undefined;
    const names = Object.entries(facts.exports ?? {}).flatMap(([name, versions]) =>
      hasVersion(found.installed.version, versions) ? [name] : [],
    );
    return { hasDefault: facts.hasDefault ?? true, names };
  }

  /** Asks the ES module loader for every entry file that it may have loaded. */
  #probe(bounds: readonly Bound[]): void {
    this.#canProbe ??= canProbe();
    if (!this.#canProbe) return;
    for (const bound of bounds) {
      const { name, before = [] } = bound.binding.entry.module;
      for (const installed of this.#packages.values()) {
        if (installed?.name !== name) continue;
        for (const path of before) runLinked(`${installed.root}/${path}`);
        for (const entry of entriesOf(bound, installed)) this.#probeFile(bound, installed, entry);
      }
    }
  }

  #probeFile(bound: Bound, installed: InstalledPackage, entry: string): void {
    const file = `${installed.root}/${entry}`;
    if (!isEsModule(file, installed) || this.#imported.has(file)) return;
    const probe = probeModule(file);
    if (probe.state === 'loaded') {
      this.#loaded(file, probe.exports, 'ES module probe');
    } else if (probe.state === 'asynchronous') {
      this.#problem(
        bound,
        `${installed.name} was loaded before and has a top-level await, so it cannot be reached any more: call instrument() earlier, or start with --import`,
      );
    }
  }

  #isWanted(request: string): boolean {
    const own = packageOfFile(request.includes('\\') ? request.replaceAll('\\', '/') : request);
    if (own) return this.#isName(own.name);
    if (isBuiltin(request)) return this.#byModule.has(request);
    if (request.startsWith('.')) return this.#isInner(request.slice(1));
    if (request.startsWith('/')) return this.#linked.size > 0;
    const slash = request.indexOf('/', request.startsWith('@') ? request.indexOf('/') + 1 : 0);
    return this.#isName(slash === -1 ? request : request.slice(0, slash));
  }

  /** By the end of its path alone: which package it is of is asked once it is loaded. */
  #isInner(path: string): boolean {
    for (const file of this.#inner) if (`/${file}`.endsWith(path)) return true;
    return false;
  }

  #isName(name: string): boolean {
    return this.#byModule.has(name) || this.#aliases.has(name);
  }

  /** The supported package that a file belongs to, and the adapter of it, where the file is one that is loaded as what it is for. */
  #packageOf(file: string): { installed: InstalledPackage; bound: Bound | undefined } | undefined {
    if (isBuiltin(file)) {
      const bound = this.#byModule.get(file)?.[0];
      return bound && { installed: builtinPackage(file), bound };
    }
    const own = packageOfFile(file);
    if (own && this.#byModule.has(own.name)) {
      let installed = this.#packages.get(own.root);
      if (installed === undefined) {
        installed = readPackage(own.root);
        this.#packages.set(own.root, installed);
      }
      return installed && { installed, bound: this.#boundOf(installed, own.path) };
    }
    for (const [root, installed] of this.#linked) {
      if (file.startsWith(`${root}/`)) {
        return { installed, bound: this.#boundOf(installed, file.slice(root.length + 1)) };
      }
    }
    return undefined;
  }

  #boundOf(installed: InstalledPackage, path: string): Bound | undefined {
    return this.#byModule
      .get(installed.name)
      ?.find((bound) => entriesOf(bound, installed).includes(path));
  }

  /** A copy of a supported package is loaded. Gives back the exports that whoever loads it must replace. */
  #loaded(file: string, exports: ModuleExports, how: AttachedBy): Replacements | undefined {
    const found = this.#packageOf(file);
    return found?.bound && this.#bind(found.bound, exports, how, found.installed);
  }

  #bind(
    bound: Bound,
    exports: ModuleExports,
    how: AttachedBy,
    installed: InstalledPackage | undefined,
  ): Replacements | undefined {
    if (this.#seen.has(exports)) return undefined;
    this.#seen.add(exports);
    const { entry } = bound.binding;
    const version = installed?.version;
    if (version !== undefined && !isInRange(version, entry.module.versions)) {
      this.#problem(
        bound,
        `${entry.module.name} ${version} is not supported (${entry.module.versions}): its calls are not watched`,
      );
      return undefined;
    }
    return this.#watchEach(bound, how, installed, (place) =>
      hasVersion(version, place.versions) ? watchInModule(place, exports) : undefined,
    );
  }

  #watchEach(
    bound: Bound,
    how: AttachedBy,
    installed: InstalledPackage | undefined,
    watch: (place: Place) => ReturnType<typeof watchInModule> | undefined,
  ): Replacements | undefined {
    const methods: string[] = [];
    const replacements: Record<string, unknown> = {};
    const loads = how === 'load hook';
    const told = toldBy(bound.binding);
    const tooLate: string[] = [];
    let isExplained = false;
    let isMissing = false;
    for (const place of placesOf(bound.binding)) {
      try {
        const patched = watch(place);
        if (patched === undefined) continue;
        const name = nameOf(place.target);
        if (patched.done && patched.replacements !== undefined && !loads) {
          tooLate.push(name);
        } else if (patched.done) {
          bound.undos.push(patched.undo);
          if (patched.current) bound.current.push(patched.current);
          Object.assign(replacements, patched.replacements, patched.furtherReplacements);
          methods.push(...place.names);
        } else if (patched.why === 'missing') {
          isMissing = true;
        } else {
          isExplained = true;
          if (patched.why === 'frozen') this.#problem(bound, `${name} cannot be replaced`);
        }
      } catch (error) {
        failed(`attaching to ${bound.binding.entry.id}`, error);
      }
    }
    if (tooLate.length > 0) {
      isExplained = true;
      this.#problem(
        bound,
        `loaded before, so that it cannot be replaced: ${tooLate.join(', ')}; call instrument() earlier, or start with --import`,
      );
    }
    if (methods.length > 0) {
      bound.library.copies.push({
        how,
        version: installed?.version,
        path: installed?.root,
        methods,
      });
    } else if (told.length > 0 && !isMissing) {
      // Nothing of it has to be replaced, or it came too late for that: it tells of its calls itself.
      for (const { how: by, names } of told)
        bound.library.copies.push({
          how: by,
          version: installed?.version,
          path: installed?.root,
          methods: names,
        });
    } else if (!isExplained) {
      this.#problem(
        bound,
        `${bound.binding.entry.module.name}${installed?.version ? ` ${installed.version}` : ''} has none of the methods that are watched`,
      );
    }
    return Object.keys(replacements).length > 0 ? replacements : undefined;
  }

  #problem(bound: Bound, problem: string): void {
    if (!bound.library.problems.includes(problem)) bound.library.problems.push(problem);
    say(bound.library.id, problem);
  }
}

function hasVersion(version: string | undefined, range: string | undefined): boolean {
  return version === undefined || range === undefined || isInRange(version, range);
}

/** The files of a package that an adapter is for. */
function entriesOf({ binding }: Bound, installed: InstalledPackage): readonly string[] {
  const { parts, entries = [] } = binding.entry.module;
  return parts ?? [...installed.entries, ...entries];
}

function isEsModule(file: string, installed: InstalledPackage): boolean {
  return file.endsWith('.mjs') || (installed.isModule && file.endsWith('.js'));
}
