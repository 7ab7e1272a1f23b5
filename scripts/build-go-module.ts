/** Builds one program of a Go module, with the checksums that the module ships. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is built. */
export interface GoBuild {
  /** Where it is built: has a `go.mod` that requires the module. */
  readonly work: string;
  /** The module, with its version: `example.com/module@v1.0.0`. */
  readonly module: string;
  /** Default: the module itself. */
  readonly package?: string;
  readonly linkerFlags: string;
  /** Of Go, besides this process's. Default: nothing. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The file that is made. */
  readonly program: string;
}

/**
 * Builds it, unless the program is there.
 *
 * @param limitMillis For each command.
 * @throws {Error} when there is no Go, when a module cannot be had, and when the time runs out.
 */
export function buildGoModule(build: GoBuild, limitMillis: number): void {
  const { work, module, program } = build;
  if (existsSync(program)) return;
  const run = (command: string, ...words: readonly string[]): string =>
    execFileSync(command, words, {
      cwd: work,
      encoding: 'utf8',
      timeout: limitMillis,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let environment: Record<string, string> = {};
  // Everything by the module proxy or not at all: without it Go tries Git, and its error says nothing.
  const [proxy = ''] = run('go', 'env', 'GOPROXY').trim().split(/[,|]/);
  environment = {
    GOFLAGS: '-mod=mod',
    GOPROXY: proxy,
    GOTOOLCHAIN: 'local',
    ...build.environment,
  };
  const { Dir: folder } = JSON.parse(run('go', 'mod', 'download', '-json', module)) as {
    readonly Dir: string;
  };
  // The sums that the module ships spare one look-up for each of its dependencies.
  run('install', '-m', '644', join(folder, 'go.sum'), 'go.sum');
  const made = join(work, 'made');
  const path = build.package ?? module.split('@')[0]!;
  run('go', 'build', '-trimpath', '-ldflags', build.linkerFlags, '-o', made, path);
  mkdirSync(dirname(program), { recursive: true });
  renameSync(made, program);
}
