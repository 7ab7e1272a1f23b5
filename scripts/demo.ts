/** Runs the demo from the sources, without a build. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

const demo = spawn(
  process.execPath,
  [
    '--conditions=@spanwise/source',
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, '../examples/support-desk/src/demo/main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
// A terminal sends Ctrl+C to both: passed on, it would come twice, and the second one cuts the ending short.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) demo.kill('SIGINT');
});
process.on('SIGTERM', () => demo.kill('SIGTERM'));
demo.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});
