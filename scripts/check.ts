/** Runs every check and prints how long each took. `--no-test` leaves the tests out. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The checks, in the order in which they are cheap to fail. */
const checks: readonly (readonly [name: string, script: string])[] = [
  ['types', 'types'],
  ['printed files', 'generate -- --check'],
  // Lint reads what is imported, which is the build where one lies here.
  ['build', 'build'],
  ['lint and format', 'lint'],
  ['unused code', 'unused'],
  ['size', 'size'],
  ['packages', 'pack:check'],
  ['tests', 'test'],
];

const failed: string[] = [];
for (const [name, script] of checks) {
  if (name === 'tests' && process.argv.includes('--no-test')) continue;
  const start = performance.now();
  const { status } = spawnSync(`npm run --silent ${script}`, {
    cwd: root,
    stdio: 'inherit',
    shell: true,
  });
  console.log(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
