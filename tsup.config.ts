/** One build for all packages: the `@spanwise/source` conditions of a package's exports and imports are its entries. */
import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { shorten } from './scripts/shorten.ts';

interface Manifest {
  name: string;
  private?: boolean;
  exports: Record<string, Exported | string>;
  spanwise?: { entries?: string[] };
}
interface Exported {
  '@spanwise/source'?: string;
  /** Absent when both module systems take the CommonJS build: for a tool that no bundle takes in, one copy is enough. */
  import?: unknown;
}

function library(file: string): Options[] {
  const root = dirname(file);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.private) return [];
  // Once for the two builds: neither may take the other's files away.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const both: string[] = [...(manifest.spanwise?.entries ?? [])];
  const commonJsOnly: string[] = [];
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === 'string') continue;
    const source = target['@spanwise/source'];
    if (source) (target.import ? both : commonJsOnly).push(source);
  }
  const build = (format: 'esm' | 'cjs', sources: readonly string[]): Options => ({
    name: manifest.name,
    entry: sources.map((source) => join(root, source)),
    outDir: join(root, 'dist'),
    format: [format],
    target: 'node22',
    external: [/^[^./]/],
    // What is known of each adapter stands in the list of all: a process reads one file, however many there are.
    noExternal: [/^@spanwise\/instrumentation-[^/]+\/header$/],
    esbuildOptions: (options) => {
      options.conditions = ['@spanwise/source'];
    },
    shims: true,
    // Other runtimes know Node's modules only by their whole names.
    removeNodeProtocol: false,
    sourcemap: false,
    // Names stay, for stack traces; the rest halves what users install.
    minifySyntax: true,
    // A stack trace still has file and line.
    minifyIdentifiers: manifest.name.startsWith('@spanwise/'),
    plugins: [shorten],
    silent: true,
  });
  return [
    ...(both.length > 0 ? [build('esm', both)] : []),
    build('cjs', [...both, ...commonJsOnly]),
  ];
}

export default defineConfig(
  globSync('packages/{*,instrumentation/*}/package.json').toSorted().flatMap(library),
);
