/** The real servers of the stack test: built from their Go modules, kept by recipe. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Names of the programs that the stack is made of. */
export type Program = 'jaeger' | 'loki' | 'otelcol' | 'otelcol-elastic' | 'prometheus' | 'promtool';

interface Recipe {
  readonly name: string;
  /** What is built from: a module's requirements, or the manifest of the Collector's builder. */
  readonly source: string;
  /** The main module, whose own checksums the build starts from. Absent for the Collector. */
  readonly module?: string;
  /** A folder whose manifest is added to that of the source, with what lies beside it. */
  readonly additions?: string;
  /** Needed by a test of its own, and not by the stack. */
  readonly apart?: true;
  readonly programs: readonly {
    readonly program: Program;
    readonly package: string;
    readonly tags?: string;
    /** The version that the program reports: without it, it reports none. */
    readonly version?: string;
  }[];
}

const root = join(import.meta.dirname, '../..');
const BUILDER = 'go.opentelemetry.io/collector/cmd/builder@v0.158.0';

/** In the order of their worth, should the time run out. */
const RECIPES: readonly Recipe[] = [
  {
    name: 'otelcol',
    source: 'collector/distribution/manifest.yaml',
    programs: [{ program: 'otelcol', package: '.' }],
  },
  {
    name: 'prometheus',
    source: 'test/stack/recipes/prometheus/go.mod',
    module: 'github.com/prometheus/prometheus@v0.316.0',
    programs: (['prometheus', 'promtool'] as const).map((program) => ({
      program,
      package: `github.com/prometheus/prometheus/cmd/${program}`,
      // A client of one cloud cannot be had; the tag leaves all of them out.
      tags: 'remove_all_sd',
      version: 'github.com/prometheus/common/version.Version=3.16.0',
    })),
  },
  {
    name: 'jaeger',
    source: 'test/stack/recipes/jaeger/go.mod',
    module: 'github.com/jaegertracing/jaeger@v1.76.0',
    programs: [
      {
        program: 'jaeger',
        package: 'github.com/jaegertracing/jaeger/cmd/jaeger',
        version: 'github.com/jaegertracing/jaeger/internal/version.latestVersion=v2.13.0',
      },
    ],
  },
  {
    name: 'loki',
    source: 'test/stack/recipes/loki/go.mod',
    module: 'github.com/grafana/loki/v3@v3.7.8',
    programs: [
      {
        program: 'loki',
        package: 'github.com/grafana/loki/v3/cmd/loki',
        version: 'github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8',
      },
    ],
  },
  {
    name: 'otelcol-elastic',
    source: 'collector/distribution/manifest.yaml',
    additions: 'test/stack/recipes/elastic',
    apart: true,
    programs: [{ program: 'otelcol-elastic', package: '.' }],
  },
];

/** Whether a program was built. */
export function isBuilt(program: Program): boolean {
  return existsSync(pathOf(program));
}

/** Where the binary of a program is kept, whether or not it was built. */
export function pathOf(program: Program): string {
  const recipe = RECIPES.find(({ programs }) =>
    programs.some((built) => built.program === program),
  );
  if (recipe === undefined) throw new Error(`no recipe builds ${program}`);
  return join(folderOf(recipe), program);
}

/** The programs of the stack that were not built yet. */
export function missingPrograms(): Program[] {
  return RECIPES.filter(({ apart }) => !apart)
    .flatMap(({ programs }) => programs.map(({ program }) => program))
    .filter((program) => !isBuilt(program));
}

/**
 * Builds what is missing, within `limitMillis` for all.
 * Returns why the stack cannot be started, one line for each program; empty when all are there.
 */
export function buildPrograms(limitMillis: number): string[] {
  const end = Date.now() + limitMillis;
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  const problems: string[] = [];
  for (const recipe of RECIPES) {
    if (recipe.programs.every(({ program }) => isBuilt(program))) continue;
    if (go.status !== 0) {
      problems.push(`${recipe.name}: there is no Go to build it with`);
      continue;
    }
    const start = Date.now();
    console.log(`building ${recipe.name}`);
    const problem = build(recipe, end);
    if (problem === undefined)
      console.log(`built ${recipe.name} in ${((Date.now() - start) / 1000).toFixed(0)} s`);
    else problems.push(`${recipe.name}: ${problem}`);
  }
  return problems;
}

/** The folder's name is the recipe: another version, another folder. */
function folderOf(recipe: Recipe): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([recipe, BUILDER, process.platform, process.arch]))
    .update(readFileSync(join(root, recipe.source)));
  for (const file of additionsOf(recipe)) hash.update(readFileSync(file));
  return join(cacheFolder(), `${recipe.name}-${hash.digest('hex').slice(0, 12)}`);
}

/** The files of the folder that is added. */
function additionsOf({ additions }: Recipe): string[] {
  if (additions === undefined) return [];
  return readdirSync(join(root, additions), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Where what was built is kept. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spanwise/stack');
}

/** Builds in a folder of its own, so that what is interrupted leaves no half of a binary. Returns what failed. */
function build(recipe: Recipe, end: number): string | undefined {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), `building-${recipe.name}-`));
  const out = join(work, 'out');
  mkdirSync(out);
  let problem: string | undefined;
  const run = (folder: string, args: readonly string[], command = 'go'): string => {
    if (problem !== undefined) return '';
    const { status, stdout, stderr, signal } = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: Math.max(1, end - Date.now()),
      env: { ...process.env, ...goEnvironment() },
    });
    if (status !== 0)
      problem =
        signal === null
          ? `${command} ${args.join(' ')}: ${stderr.trim().split('\n').slice(-5).join(' ')}`
          : 'the time for building ran out';
    return stdout ?? '';
  };

  let folder = work;
  if (recipe.module === undefined) {
    if (recipe.additions !== undefined)
      cpSync(join(root, recipe.additions), work, { recursive: true });
    writeFileSync(join(work, 'manifest.yaml'), manifestOf(recipe));
    run(work, ['run', BUILDER, '--config', 'manifest.yaml', '--skip-compilation']);
    folder = join(work, 'otelcol');
  } else {
    cpSync(join(root, recipe.source), join(work, 'go.mod'));
    // The sums that a module ships spare one look-up for each of its dependencies.
    const { Dir } = JSON.parse(run(work, ['mod', 'download', '-json', recipe.module]) || '{}');
    if (typeof Dir === 'string') {
      // A file of the module cache is read-only, and its copy, too.
      const sums = join(work, 'go.sum');
      rmSync(sums, { force: true });
      run(work, [join(Dir, 'go.sum'), sums], 'cp');
      run(work, ['u+w', sums], 'chmod');
    }
  }
  for (const { program, package: path, tags = '', version } of recipe.programs)
    run(folder, [
      'build',
      '-trimpath',
      `-tags=${tags}`,
      `-ldflags=-s -w${version === undefined ? '' : ` -X ${version}`}`,
      '-o',
      join(out, program),
      path,
    ]);

  if (problem === undefined && !existsSync(folderOf(recipe))) renameSync(out, folderOf(recipe));
  rmSync(work, { recursive: true, force: true });
  return problem;
}

/** The manifest of the source, with the lists that are added. */
function manifestOf({ source, additions }: Recipe): string {
  const text = readFileSync(join(root, source), 'utf8');
  if (additions === undefined) return text;
  const manifest = parse(text) as Record<string, unknown>;
  const further = parse(readFileSync(join(root, additions, 'manifest.yaml'), 'utf8')) as object;
  for (const [name, list] of Object.entries(further))
    manifest[name] = [...((manifest[name] ?? []) as string[]), ...(list as string[])];
  return stringify(manifest, { lineWidth: 0 });
}

/** Everything by the module proxy or not at all: without it Go tries Git, and its error says nothing. */
function goEnvironment(): Record<string, string> {
  const [proxy = ''] = spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' })
    .stdout.trim()
    .split(/[,|]/);
  return {
    CGO_ENABLED: '0',
    GOFLAGS: `-mod=mod ${process.env['GOFLAGS'] ?? ''}`.trim(),
    GOPROXY: proxy,
    GOTOOLCHAIN: 'local',
  };
}
