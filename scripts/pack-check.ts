/** Packs every published package and checks what a user gets: exports, types for both module systems, that each entry loads, the size. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'spanwise-pack-'));
let failures = 0;

/** What our own code may take on a user's disk, in bytes. What `spanwise` needs of OpenTelemetry comes on top. */
const LIMITS: readonly { what: string; includes: (name: string) => boolean; maxBytes: number }[] = [
  {
    what: 'core and one adapter',
    includes: (name) => /\/(semconv|core|instrumentation-openai)$/.test(name),
    maxBytes: 500_000,
  },
  {
    what: 'spanwise with all adapters',
    includes: (name) => !/\/(cli|viewer|conformance|dialects)$/.test(name),
    maxBytes: 2_000_000,
  },
  {
    what: 'the viewer and its command line',
    includes: (name) => /\/(cli|viewer|conformance|dialects)$/.test(name),
    maxBytes: 2_000_000,
  },
];
/** Node finds the names of a CommonJS file by reading it, not by running it: they must be those of the ES module. */
const COMPARE: readonly string[] = [
  '--input-type=module',
  '-e',
  `
  const { resolve } = await import('node:path');
  const [wanted, found] = process.argv.slice(1).map((file) => resolve(file));
  const known = Object.keys(await import(found));
  const missing = Object.keys(await import(wanted)).filter((name) => !known.includes(name));
  if (missing.length > 0) throw new Error('not found: ' + missing.join(', '));
  `,
];
const installedBytes: Map<string, number> = new Map();

for (const file of globSync('packages/{*,instrumentation/*}/package.json', {
  cwd: root,
}).toSorted()) {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
  const { name } = manifest;
  if (manifest.private) continue;
  const cwd = join(root, dirname(file));
  const packing = run('npm', ['pack', '--json', '--pack-destination', folder], cwd);
  check(name, 'npm pack', packing);
  if (packing.status !== 0) continue;
  const packed = packedOf(packing.stdout);
  const tarball = join(folder, packed.filename);
  installedBytes.set(name, packed.unpackedSize);
  check(name, 'publint', run(bin('publint'), [tarball, '--strict'], cwd));
  check(
    name,
    'attw',
    run(bin('attw'), [tarball, '--profile', 'node16', '--format', 'table-flipped'], cwd),
  );
  // Neither of the two runs anything: a build that no parser accepts would pass them.
  for (const built of filesOf(manifest.exports)) {
    const isCommonJs = built.endsWith('.cjs');
    const load = isCommonJs ? `require("${built}")` : `await import("${built}")`;
    const type = isCommonJs ? 'commonjs' : 'module';
    check(name, `loading ${built}`, run('node', [`--input-type=${type}`, '-e', load], cwd));
    const asModule = built.replace(/\.cjs$/, '.js');
    if (isCommonJs && existsSync(join(cwd, asModule)))
      check(
        name,
        `importing by name from ${built}`,
        run('node', [...COMPARE, asModule, built], cwd),
      );
  }
}
rmSync(folder, { recursive: true });
for (const { what, includes, maxBytes } of LIMITS) {
  const bytes = [...installedBytes].reduce(
    (sum, [name, size]) => (includes(name) ? sum + size : sum),
    0,
  );
  console.log(`${what}: ${Math.round(bytes / 1000)} kB installed, limit ${maxBytes / 1000} kB`);
  if (bytes > maxBytes) failures += 1;
}
process.exitCode = failures > 0 ? 1 : 0;

/** The built files that a manifest's exports name. */
function filesOf(exports: unknown): string[] {
  if (typeof exports === 'string') return /\.c?js$/.test(exports) ? [exports] : [];
  if (typeof exports !== 'object' || exports === null) return [];
  return [
    ...new Set(
      Object.entries(exports).flatMap(([condition, target]) =>
        condition === '@spanwise/source' ? [] : filesOf(target),
      ),
    ),
  ];
}

/** What `npm pack --json` says of the one package. */
function packedOf(json: string): { filename: string; unpackedSize: number } {
  const [packed] = JSON.parse(json) as { filename: string; unpackedSize: number }[];
  return packed!;
}

function run(
  command: string,
  words: readonly string[],
  cwd: string,
): { status: number | null; stdout: string; stderr: string } {
  // With OpenTelemetry off, loading `register` starts nothing.
  const env = { ...process.env, OTEL_SDK_DISABLED: 'true' };
  return spawnSync(command, words, { cwd, encoding: 'utf8', env });
}

function check(name: string, what: string, result: ReturnType<typeof run>): void {
  if (result.status === 0) return;
  failures += 1;
  console.error(`${name}: ${what}\n${result.stdout}${result.stderr}`);
}
