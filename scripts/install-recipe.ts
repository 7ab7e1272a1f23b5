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
const UV_VERSION = '0.13.9';

/** Where it is, or will be: another recipe is another folder. */
export function recipeFolder({ name, ...manifest }: Recipe): string {
  return join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'spanwise',
    name,
    createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16),
  );
}

/** Installs it from npm, unless it is there. Gives its folder; `undefined`, after a line that says why, when it cannot be installed. */
export function installRecipe(recipe: Recipe): string | undefined {
  const { dependencies, overrides } = recipe;
  return installOnce(recipe, (folder) => {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies, overrides }),
    );
    run('npm', ['install', '--no-audit', '--no-fund', '--silent'], folder);
  });
}

/** The same in Python, in an environment of its own. Gives its interpreter. */
export function installPythonRecipe(recipe: Recipe): string | undefined {
  const packages = Object.entries(recipe.dependencies).map(
    ([name, version]) => `${name}==${version}`,
  );
  const folder = installOnce(recipe, (place) => {
    run('python3', ['-m', 'venv', '.'], place);
    // pip alone takes minutes to find versions that go together, where uv takes seconds.
    run(
      'bin/pip',
      ['install', '--quiet', '--disable-pip-version-check', `uv==${UV_VERSION}`],
      place,
    );
    run('bin/uv', ['pip', 'install', '--quiet', '--python', 'bin/python', ...packages], place);
  });
  return folder && join(folder, 'bin/python');
}

/** The archives of Maven Central that are named by `group:artifact` in `dependencies`. Gives the folder that holds them. */
export function installMavenRecipe(recipe: Recipe): string | undefined {
  return installOnce(recipe, (folder) => {
    for (const [artifact, version] of Object.entries(recipe.dependencies))
      run(
        'mvn',
        [
          '-q',
          '-B',
          'dependency:copy',
          `-Dartifact=${artifact}:${version}:zip`,
          '-DoutputDirectory=.',
        ],
        folder,
      );
  });
}

function installOnce(recipe: Recipe, install: (folder: string) => void): string | undefined {
  const folder = recipeFolder(recipe);
  const done = join(folder, 'done');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  try {
    install(folder);
  } catch (error) {
    console.warn(`SKIPPED: ${recipe.name} could not be installed: ${(error as Error).message}`);
    return undefined;
  }
  writeFileSync(done, '');
  return folder;
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: 'pipe', timeout: LIMIT_MILLIS });
}
