/** Applications in folders of their own, with the packed packages installed as a user would. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { cache, environment } from './environment.ts';

const run = promisify(execFile);
const packed = inject('packed');
const LIMIT_MILLIS = 300_000;

/** True when nothing can be installed: tests that do are skipped, and {@link SKIPPED} is in their title. */
export const cannotInstall: boolean = packed === undefined;

/** Why they are skipped, for a title. */
export const SKIPPED: string = packed ? '' : ' (SKIPPED: the package registry cannot be reached)';

/** The named packages, as dependencies. */
export function own(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, packed!.tarballs[name]!]));
}

/** How a project is installed. */
export interface InstallOptions {
  readonly with?: 'npm' | 'pnpm';
  readonly flags?: readonly string[];
}

/** Makes a project and installs it; what the manager says is in `install.log`. Gives back its folder. Rejects with what it says. */
export async function install(
  name: string,
  dependencies: Readonly<Record<string, string>>,
  { with: manager = 'npm', flags = [] }: InstallOptions = {},
): Promise<string> {
  // Their versions are not published, also where a dependency depends on them.
  const overrides = packed!.tarballs;
  const project = newFolder(name);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      name,
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies,
      ...(manager === 'npm' ? { overrides } : { pnpm: { overrides } }),
    }),
  );
  const words = ['install', '--prefer-offline', ...flags];
  if (manager === 'pnpm')
    words.unshift('--yes', 'pnpm@10.18.0', `--store-dir=${join(cache, 'pnpm')}`);
  const { stdout, stderr } = await run(manager === 'npm' ? 'npm' : 'npx', words, {
    cwd: project,
    env: environment,
    timeout: LIMIT_MILLIS,
  });
  writeFileSync(join(project, 'install.log'), stdout + stderr);
  return project;
}

/** Packs a library made of these files. Gives back its `file:` address. */
export async function packLibrary(
  manifest: Readonly<Record<string, unknown>> & { readonly name: string },
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const library = newFolder(`library-${manifest.name}`);
  for (const [file, text] of Object.entries({
    ...files,
    'package.json': JSON.stringify({ version: '1.0.0', type: 'module', ...manifest }),
  }))
    writeFileSync(join(library, file), text);
  const { stdout } = await run('npm', ['pack', '--silent'], { cwd: library, env: environment });
  return `file:${join(library, stdout.trim().split('\n').at(-1)!)}`;
}

/** How an application is run. */
export interface ExecuteOptions {
  /** The file it is written to. Default `app.mjs`. */
  readonly file?: string;
  /** Default: the Node that runs the tests. */
  readonly node?: string;
  /** Options of Node, before the file. */
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What an application did. */
export interface Executed {
  /** The last line of its output, read as JSON. */
  readonly printed: Readonly<Record<string, unknown>>;
  readonly stderr: string;
}

/** Writes an application into a project and runs it to its end. Rejects when it fails. */
export async function execute(
  project: string,
  text: string,
  options: ExecuteOptions = {},
): Promise<Executed> {
  const { stdout, stderr } = await executeText(project, text, options);
  return {
    printed: JSON.parse(stdout.trim().split('\n').at(-1)!) as Executed['printed'],
    stderr,
  };
}

/** The same, with its output as it is. */
export async function executeText(
  project: string,
  text: string,
  { file = 'app.mjs', node = process.execPath, options = [], env = {} }: ExecuteOptions = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  writeFileSync(join(project, file), text);
  return run(node, [...options, file], {
    cwd: project,
    env: { ...environment, ...env },
    timeout: 60_000,
  });
}

/** A new folder in that of all projects. */
export function newFolder(name: string): string {
  const folder = join(packed!.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
