/**
 * Puts the declarations that `tsc` left in `.types` beside the code. They are written once, for CommonJS, and only
 * those that an entry reaches; an entry's ES module passes them on, so that both have the same types.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const IMPORT = /((?:from|import\() ?'\.[^']+)\.ts'/g;

/** Writes a declaration and, after it, those that it imports. */
function write(source: string, target: string, written: Set<string>): void {
  if (written.has(target)) return;
  written.add(target);
  const text = readFileSync(source, 'utf8');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replace(IMPORT, "$1.cjs'"));
  for (const [, path] of text.matchAll(/(?:from|import\() ?'(\.[^']+)\.ts'/g)) {
    write(join(dirname(source), `${path}.d.ts`), join(dirname(target), `${path}.d.cts`), written);
  }
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
  const written = new Set<string>();
  for (const types of new Set(declarations(manifest.exports))) {
    const path = relative('./dist', types).replace(/\.d\.c?ts$/, '');
    write(join(sources, `${path}.d.ts`), join(root, 'dist', `${path}.d.cts`), written);
    if (types.endsWith('.d.ts')) {
      writeFileSync(join(root, types), `export * from './${basename(path)}.cjs';\n`);
    }
  }
}
rmSync('.types', { recursive: true });
