/** Runs the tests of attach, which depend on Node's module loaders, on the oldest and newest supported Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The first supported release, one of each later line. The pinned Node runs in `npm test`. */
const VERSIONS = ['22.15.0', '24.21.0', '26.10.0'] as const;
const LIMIT_MILLIS = 240_000;

const root = join(import.meta.dirname, '..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spanwise/nodes');
let failures = 0;

for (const version of VERSIONS) {
  const node = install(version);
  if (node === undefined) {
    console.warn(
      `SKIPPED: Node ${version} could not be installed from the package registry for ${process.platform} ${process.arch}`,
    );
    continue;
  }
  console.log(`Node ${version}`);
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/attach'],
    {
      cwd: root,
      stdio: 'inherit',
      timeout: LIMIT_MILLIS,
      env: { ...process.env, SPANWISE_TEST_NODE: node, SPANWISE_TEST_NODE_VERSION: version },
    },
  );
  if (status !== 0) failures += 1;
}
process.exitCode = failures > 0 ? 1 : 0;

/** The binary, from the cache or from the registry. The folder's name is the recipe. */
function install(version: string): string | undefined {
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
