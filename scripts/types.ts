/**
 * Puts the declarations that `tsc` left in `.types` beside the code. They are written once, for CommonJS, and only
 * those that an entry reaches; an entry's ES module passes them on, so that both have the same types. Comments stay
 * where users meet them: on what an entry exports. Those of printed names are docs/reference.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const IMPORT = /((?:from|import\() ?'\.[^']+)\.ts'/g;

interface Declaration {
  readonly text: string;
  readonly isPublic: boolean;
  /** From the registry. */
  readonly isPrinted: boolean;
}
/** By where it is written. */
type Found = Map<string, Declaration>;

const FIRST = /^\/\*\*[^]*?\*\/\n(?=import |export [{*])/;
const COMMENT = /\/\*\*[^]*?\*\/\n? */g;

/** Finds a declaration, those that it passes on and those that it imports; true: an entry passes it on. */
function find(source: string, target: string, isPublic: boolean, found: Found): void {
  const known = found.get(target);
  if (known && (known.isPublic || !isPublic)) return;
  const text = readFileSync(source, 'utf8');
  found.set(target, { text, isPublic, isPrinted: source.endsWith('.gen.d.ts') });
  const findEach = (pattern: RegExp, isReached: boolean): void => {
    for (const [, path] of text.matchAll(pattern)) {
      const [from, to] = [join(dirname(source), path!), join(dirname(target), path!)];
      find(`${from}.d.ts`, `${to}.d.cts`, isReached, found);
    }
  };
  findEach(/export [^;]*? from '(\.[^']+)\.ts'/g, isPublic);
  findEach(/(?:from|import\() ?'(\.[^']+)\.ts'/g, false);
}

function write({ text, isPublic, isPrinted }: Declaration, target: string): void {
  // The first one is about our file.
  const kept = isPublic && !isPrinted ? text.replace(FIRST, '') : text.replace(COMMENT, '');
  // Hundreds of constants that nobody reads here are one statement.
  const short = isPrinted
    ? kept.replace(/(?<=^export declare const [^]*?");\nexport declare const /gm, ',\n')
    : kept;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, short.replace(IMPORT, "$1.cjs'"));
}

/** Every `types` of a manifest's exports, however deep. */
function declarations(exports: unknown): string[] {
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.entries(exports).flatMap(([key, value]) =>
    key === 'types' && typeof value === 'string' ? [value] : declarations(value),
  );
}

for (const file of globSync('packages/{*,instrumentation/*}/package.json')) {
  const root = dirname(file);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    private?: boolean;
    exports: unknown;
  };
  if (manifest.private) continue;
  const sources = join('.types', relative('packages', root), 'src');
  const found: Found = new Map();
  for (const types of new Set(declarations(manifest.exports))) {
    const path = relative('./dist', types).replace(/\.d\.c?ts$/, '');
    find(join(sources, `${path}.d.ts`), join(root, 'dist', `${path}.d.cts`), true, found);
    if (types.endsWith('.d.ts')) {
      writeFileSync(join(root, types), `export * from './${basename(path)}.cjs';\n`);
    }
  }
  for (const [target, declaration] of found) write(declaration, target);
}
rmSync('.types', { recursive: true });
