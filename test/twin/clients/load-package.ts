/** Loads a client by the alias under which the adapter's package has it. */
import { readFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Format, Loose } from '../tested-client.ts';

/** A package of a client. */
export interface LoadedPackage {
  /** Everything that it exports. */
  readonly exports: Record<string, Loose>;
  /** Loads a file of it, in the same format. */
  readonly file: (path: string) => Promise<Record<string, Loose>>;
}

/** What of a manifest is read. */
interface Manifest {
  readonly exports?: Loose;
  readonly main?: string;
}

/** Loads a client by the alias under which the package of the adapter `folder` has it. */
export async function loadPackage(
  folder: string,
  alias: string,
  format: Format,
): Promise<LoadedPackage> {
  const adapter = new URL(
    `../../../packages/instrumentation/${folder}/package.json`,
    import.meta.url,
  );
  const manifest = findPackageJSON(alias, adapter) ?? '';
  const require = createRequire(manifest);
  const file = async (path: string): Promise<Record<string, Loose>> => {
    const full = join(manifest, '..', path);
    return format === 'cjs' ? require(full) : await import(pathToFileURL(full).href);
  };
  const { exports, main }: Manifest = JSON.parse(readFileSync(manifest, 'utf8'));
  const wanted = ['node', format === 'cjs' ? 'require' : 'import', 'default'];
  return { exports: await file(entryOf(exports?.['.'] ?? exports ?? main, wanted)), file };
}

/** The file of an entry, by the conditions that hold. */
function entryOf(entry: Loose, conditions: readonly string[]): string {
  if (typeof entry === 'string') return entry;
  const found = Object.keys(entry as object).find((name) => conditions.includes(name)) ?? '';
  return entryOf(entry[found] ?? '', conditions);
}

/** A class that nothing is of: for what a client gives back of no class that it exports. */
export const NO_CLASS: Loose = { [Symbol.hasInstance]: () => false };
