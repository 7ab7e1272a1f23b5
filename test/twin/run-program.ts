/** Runs the program of the twin test in a process of its own and reads what it prints. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Result, Summary } from './program.ts';
import { keyOf } from './situations/situation.ts';
import type { Format, TestedClient } from './tested-client.ts';

/** How the program is run. */
export interface RunOptions {
  readonly client: TestedClient['id'];
  /** Which version of it. */
  readonly alias: string;
  /** `bare`, a mode of `instrument.ts`, or `mutant:` and a name. */
  readonly mode: string;
  /** The provider's address. */
  readonly provider: string;
  /** Tells apart the runs on one provider. */
  readonly run: string;
  readonly format?: Format | undefined;
  /** Runs only the situations whose group and name, joined by ` | `, match this expression. */
  readonly only?: string | undefined;
}

/** What a run came to, by group and situation. */
export interface ProgramRun extends Summary {
  readonly results: ReadonlyMap<string, Result>;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  /** Without frames, addresses and process ids. */
  readonly stderr: string;
}

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function start(argumentsOfNode: readonly string[]): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--conditions=@spanwise/source',
        '--expose-gc',
        '--disable-warning=ExperimentalWarning',
        ...argumentsOfNode,
      ],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

function programArguments({
  client,
  alias,
  mode,
  provider,
  run,
  format,
  only,
}: RunOptions): string[] {
  return [
    PROGRAM,
    ...Object.entries({ client, alias, mode, provider, run, format, only }).flatMap(
      ([name, value]) => (value === undefined ? [] : [`--${name}`, value]),
    ),
  ];
}

/** Runs all situations that share a process. Throws when the program does not reach its end. */
export async function runProgram(options: RunOptions): Promise<ProgramRun> {
  const end = await start(programArguments(options));
  if (end.exitCode !== 0) {
    throw new Error(
      `${options.alias} ${options.mode} ended with ${end.exitCode ?? end.signal}\n${end.stderr}`,
    );
  }
  const results = new Map<string, Result>();
  let summary: Summary = { findings: [], tokens: {} };
  for (const line of end.stdout.split('\n').filter(Boolean)) {
    const value = JSON.parse(line) as Result | Summary;
    if ('findings' in value) summary = value;
    else results.set(keyOf(value), value);
  }
  return { results, ...summary };
}

/** Runs one situation about the end of the process. */
export async function runExit(options: RunOptions, index: number): Promise<ProcessEnd> {
  const end = await start([...programArguments(options), '--exit', String(index)]);
  const stderr = end.stderr
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .replaceAll(ROOT, '')
    .replace(/127\.0\.0\.1:\d+/g, '(host)')
    .replace(/\(node:\d+\)/g, '(node)')
    // An error that holds a reply is printed with its times and its address.
    .replace(/(\w+Time): [\d.]+/g, '$1: (time)')
    .replace(/\/s\/[^/\s]+\//g, '/s/(situation)/');
  return { ...end, stderr };
}
