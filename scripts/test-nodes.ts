/** Runs the tests of attach, which depend on Node's module loaders, on the oldest and newest supported Node. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installNode, NODE_VERSIONS } from './install-node.ts';

const LIMIT_MILLIS = 240_000;

const root = join(import.meta.dirname, '..');
let failures = 0;

for (const version of NODE_VERSIONS) {
  const node = installNode(version);
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
