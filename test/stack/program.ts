/** Starts one program that was built, and waits until it says over HTTP that it is ready. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathOf, type Program } from './binaries.ts';

const START_LIMIT_MILLIS = 60_000;

/** What is started. */
export interface ProgramOptions {
  readonly program: Program;
  /** Its command line; told the folder that is its own. */
  readonly words: (data: string) => readonly string[];
  /** Where it is started. */
  readonly folder: string;
  /** What it reads beside this process's; told the folder that is its own. */
  readonly environment?: (data: string) => Readonly<Record<string, string>>;
  /** Answers with success when it is ready. */
  readonly ready: string;
}

/** A program that runs. */
export interface RunningProgram {
  readonly pid: number;
  /** Ends it, at once when `signal` says so. Its data are gone, too. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** @throws {Error} with what it wrote, when it does not start. */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const { program, words, folder, environment, ready } = options;
  const data = mkdtempSync(join(tmpdir(), `spanwise-${program}-`));
  const log = join(data, 'output.log');
  const output = openSync(log, 'a');
  const child = spawn(pathOf(program), words(data), {
    cwd: folder,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...environment?.(data) },
  });
  closeSync(output);
  const ended = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (signal?: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true });
  };
  const isReady = (): Promise<boolean> =>
    fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = Date.now() + START_LIMIT_MILLIS;
  while (!(await isReady())) {
    if (child.exitCode === null && Date.now() < deadline) {
      await pause(100);
      continue;
    }
    const said = readFileSync(log, 'utf8');
    await stop('SIGKILL');
    throw new Error(`${program} did not start: ${said}`);
  }
  return { pid: child.pid!, stop };
}
