/** Installs Node binaries of other versions from the package registry, for tests that depend on the version. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The first supported release, one of each later line. The pinned Node runs in `npm test`. */
export const NODE_VERSIONS: readonly ['22.15.0', '24.21.0', '26.10.0'] = [
  '22.15.0',
  '24.21.0',
  '26.10.0',
];
const LIMIT_MILLIS = 240_000;

/**
 * The binary, from the cache or from the registry. The folder's name is the recipe.
 *
 * @returns its path; `undefined` when the registry does not have it for this system, or cannot be reached.
 */
export function installNode(version: string): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spanwise/nodes');
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(cache, `${name}-${version}`);
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    spawnSync('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], {
      cwd: folder,
      stdio: 'pipe',
      timeout: LIMIT_MILLIS,
    });
  }
  return existsSync(binary) ? binary : undefined;
}
