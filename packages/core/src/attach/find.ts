/** Finds where packages are installed, and to which package a file belongs. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One installed copy of a package. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string | undefined;
  /** The real path of its folder, with forward slashes. */
  readonly root: string;
  /** The files that a process may load as the package, relative to `root`. */
  readonly entries: readonly string[];
  /** True when a `.js` file of it is an ES module. */
  readonly isModule: boolean;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly main?: string;
  readonly module?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What {@link installedPackages} found. */
export interface InstalledPackages {
  readonly packages: readonly InstalledPackage[];
  /** Other names by which the application imports them (`"openai5": "npm:openai@5"`). */
  readonly aliases: ReadonlySet<string>;
}

/** A path with forward slashes on every system. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The package that a file lies in, by the last `node_modules` of its path. */
export function packageOfFile(
  file: string,
): { readonly name: string; readonly root: string; readonly path: string } | undefined {
  const marker = '/node_modules/';
  const at = file.lastIndexOf(marker);
  if (at === -1) return undefined;
  const start = at + marker.length;
  let end = file.indexOf('/', start);
  if (file.charAt(start) === '@' && end !== -1) end = file.indexOf('/', end + 1);
  if (end === -1) return undefined;
  return { name: file.slice(start, end), root: file.slice(0, end), path: file.slice(end + 1) };
}

/** Reads an installed package's manifest. `undefined`: there is none. */
export function readPackage(folder: string): InstalledPackage | undefined {
  const manifest = manifestOf(folder);
  if (manifest?.name === undefined) return undefined;
  const entries = new Set<string>();
  const collect = (target: unknown): void => {
    if (typeof target === 'string') {
      if (/\.[cm]?js$/.test(target)) entries.add(withoutDot(target));
    } else if (typeof target === 'object' && target !== null) {
      for (const value of Object.values(target)) collect(value);
    }
  };
  const { exports } = manifest;
  const isMap =
    typeof exports === 'object' &&
    exports !== null &&
    Object.keys(exports).some((key) => key.startsWith('.'));
  collect(isMap ? (exports as Record<string, unknown>)['.'] : exports);
  for (const file of mainFiles(manifest.main)) entries.add(file);
  collect(manifest.module);
  if (entries.size === 0) entries.add('index.js');
  return {
    name: manifest.name,
    version: manifest.version,
    root: slashed(folder),
    entries: [...entries],
    isModule: manifest.type === 'module',
  };
}

/** The file that `main` names: its ending may be left out, and a folder stands for its index. */
function mainFiles(main: unknown): string[] {
  if (typeof main !== 'string') return [];
  const path = withoutDot(main).replace(/\/$/, '');
  if (path === '' || path === '.') return ['index.js'];
  return /\.[cm]?js$/.test(path) ? [path] : [`${path}.js`, `${path}/index.js`];
}

function withoutDot(path: string): string {
  return path.replace(/^\.\//, '');
}

/**
 * The copies of the named packages that an application can reach: from its main file, from its working
 * folder, and those nested under what it depends on directly.
 */
export function installedPackages(names: readonly string[]): InstalledPackages {
  const found = new Map<string, InstalledPackage>();
  const aliases = new Set<string>();
  const take = (folder: string): void => {
    const real = realPath(folder);
    if (real === undefined || found.has(real)) return;
    const installed = readPackage(real);
    if (installed) found.set(real, installed);
  };
  for (const base of bases()) {
    // In a workspace the packages that a member names are installed further up.
    const dependencies = new Map<string, string>();
    for (let folder = base; ; folder = dirname(folder)) {
      for (const [name, range] of dependenciesOf(folder)) dependencies.set(name, range);
      const modules = join(folder, 'node_modules');
      if (realPath(modules) !== undefined) {
        for (const name of names) take(join(modules, name));
        for (const [dependency, range] of dependencies) {
          if (names.some((name) => range === `npm:${name}` || range.startsWith(`npm:${name}@`))) {
            aliases.add(dependency);
            take(join(modules, dependency));
          }
          takeNested(modules, dependency, names, take);
        }
      }
      if (dirname(folder) === folder) break;
    }
  }
  return { packages: [...found.values()], aliases };
}

/** A framework may bring its own copy: under its folder, or beside it where folders are links (pnpm). */
function takeNested(
  modules: string,
  dependency: string,
  names: readonly string[],
  take: (folder: string) => void,
): void {
  const folder = join(modules, dependency);
  const real = realPath(folder);
  if (real === undefined) return;
  const nested = join(real, 'node_modules');
  if (realPath(nested) !== undefined) for (const name of names) take(join(nested, name));
  if (real !== folder) {
    const own = packageOfFile(`${slashed(real)}/package.json`);
    if (own)
      for (const name of names)
        take(join(dirname(own.root), own.name.includes('/') ? '..' : '', name));
  }
}

function bases(): Set<string> {
  const folders = new Set<string>([process.cwd()]);
  const main = process.argv[1];
  const file = main === undefined ? undefined : realPath(main);
  if (file !== undefined) folders.add(dirname(file));
  return folders;
}

/** Where a path leads. `undefined`: nowhere, or where this process may not look (`--permission`). */
function realPath(path: string): string | undefined {
  try {
    return existsSync(path) ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function dependenciesOf(folder: string): [name: string, range: string][] {
  const manifest = manifestOf(folder);
  const all = {
    ...manifest?.peerDependencies,
    ...manifest?.optionalDependencies,
    ...manifest?.devDependencies,
    ...manifest?.dependencies,
  };
  return Object.entries(all).filter(([, range]) => typeof range === 'string');
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
