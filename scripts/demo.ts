/** Runs the demo from the sources: the viewer, whose page alone is built, and the support desk that sends to it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const PAGE = 'packages/viewer/dist/page/index.html';
const node = [
  process.execPath,
  '--conditions=@spanwise/source',
  '--disable-warning=ExperimentalWarning',
];
const demo = [
  ...node,
  join(root, 'examples/support-desk/src/demo/main.ts'),
  ...process.argv.slice(2),
];
// Whoever names a back end of their own looks at it there.
const [file, ...args] = process.env['OTEL_EXPORTER_OTLP_ENDPOINT']
  ? demo
  : [...node, join(root, 'packages/cli/src/bin.ts'), 'dev', '--exit', '--', ...demo];

if (!process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] && !existsSync(join(root, PAGE))) {
  process.stdout.write('Building the page of the viewer, once.\n');
  spawnSync('npm', ['run', '--silent', '--workspace', '@spanwise/viewer-page', 'build'], {
    cwd: root,
    stdio: 'inherit',
  });
}
const child = spawn(file!, args, { stdio: 'inherit' });
// A terminal sends Ctrl+C to both: passed on, it would come twice, and the second one cuts the ending short.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});
