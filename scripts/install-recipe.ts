/** Installs packages once in a cache, for tests and benchmarks that the repository shall not depend on. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is installed. */
export interface Recipe {
  /** Of the folder in the cache. */
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

const LIMIT_MILLIS = 300_000;

/** Where it is, or will be: another recipe is another folder. */
export function recipeFolder({ name, ...manifest }: Recipe): string {
  return join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'spanwise',
    name,
    createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16),
  );
}

/** Installs it, unless it is there. Gives its folder; `undefined` when the package registry cannot be reached or does not have it. */
export function installRecipe(recipe: Recipe): string | undefined {
  const folder = recipeFolder(recipe);
  const done = join(folder, 'done');
  if (existsSync(done)) return folder;
  const { dependencies, overrides } = recipe;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies, overrides }),
  );
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], {
      cwd: folder,
      stdio: 'pipe',
      timeout: LIMIT_MILLIS,
    });
  } catch {
    return undefined;
  }
  writeFileSync(done, '');
  return folder;
}
