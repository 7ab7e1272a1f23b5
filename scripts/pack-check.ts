/** Packs every published package and checks what a user gets: files, exports, types for both module systems. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'spanwise-pack-'));
let failures = 0;

for (const manifest of globSync('packages/{*,instrumentation/*}/package.json', {
  cwd: root,
}).toSorted()) {
  const { name, private: isPrivate } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
    name: string;
    private?: boolean;
  };
  if (isPrivate) continue;
  const cwd = join(root, dirname(manifest));
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], cwd).stdout.trim();
  const tarball = join(folder, packed.split('\n').at(-1)!);
  check(name, 'publint', run(bin('publint'), [tarball, '--strict'], cwd));
  check(
    name,
    'attw',
    run(bin('attw'), [tarball, '--profile', 'node16', '--format', 'table-flipped'], cwd),
  );
}
rmSync(folder, { recursive: true });
process.exitCode = failures > 0 ? 1 : 0;

function run(
  command: string,
  words: readonly string[],
  cwd: string,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, words, { cwd, encoding: 'utf8' });
}

function check(name: string, tool: string, result: ReturnType<typeof run>): void {
  if (result.status === 0) return;
  failures += 1;
  console.error(`${name}: ${tool}\n${result.stdout}${result.stderr}`);
}
