/** Runs the demo from the sources, without a build. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const demo = spawn(
  process.execPath,
  [
    '--conditions=@spanwise/source',
    '--disable-warning=ExperimentalWarning',
    join(root, 'examples/support-desk/src/demo/main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
// The terminal sends SIGINT to both; a SIGTERM is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => demo.kill('SIGTERM'));
demo.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
