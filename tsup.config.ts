/** One build for all packages: the `@spanwise/source` conditions of a package's exports and imports are its entries. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

interface Manifest {
  name: string;
  private?: boolean;
  exports: Record<string, { '@spanwise/source'?: string } | string>;
  spanwise?: { entries?: string[] };
}

function library(file: string): Options[] {
  const root = dirname(file);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.private) return [];
  const sources = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [] : (target['@spanwise/source'] ?? []),
  );
  return [
    {
      name: manifest.name,
      entry: [...sources, ...(manifest.spanwise?.entries ?? [])].map((source) =>
        join(root, source),
      ),
      outDir: join(root, 'dist'),
      format: ['esm', 'cjs'],
      target: 'node22',
      external: [/^[^./]/],
      shims: true,
      // Other runtimes know Node's modules only by their whole names.
      removeNodeProtocol: false,
      sourcemap: false,
      // Names stay, for stack traces; the rest halves what users install.
      minifyWhitespace: true,
      minifySyntax: true,
      // A stack trace still has file and line.
      minifyIdentifiers: manifest.name.startsWith('@spanwise/'),
      clean: true,
      silent: true,
    },
  ];
}

export default defineConfig(
  globSync('packages/{*,instrumentation/*}/package.json').toSorted().flatMap(library),
);
