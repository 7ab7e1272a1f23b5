/** Runs the user's command, passes signals on to it, and says how it ended. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ConfigError } from '@spanwise/core';
import type { Terminal } from './terminal.ts';

/** A running command. */
export interface Child {
  /** Its exit code, 128 and the number of the signal that ended it, and the words for it. Rejects with `ConfigError` when it cannot be run. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Runs it with these variables added to ours, on our input and output; what it prints goes to our errors when our output is for what we say. */
export function runChild(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { stopped }: Pick<Terminal, 'stopped'>,
  output: 'inherit' | 'errors' = 'inherit',
): Child {
  const child = spawn(file, args, {
    stdio: output === 'inherit' ? 'inherit' : ['inherit', 2, 2],
    env: { ...process.env, ...environment },
    // The scripts that npm makes for Windows are run by its shell.
    shell: process.platform === 'win32',
  });
  const stop = (): void => {
    const signal = stopped.reason as NodeJS.Signals;
    // A terminal sends Ctrl+C to both of us: passed on, it would come twice.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  if (stopped.aborted) stop();
  else stopped.addEventListener('abort', stop, { once: true });
  return {
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve, reject) => {
      child.once('error', (cause) =>
        reject(
          new ConfigError({
            code: 'CLI_COMMAND_NOT_RUN',
            message: `"${file}" cannot be run: ${cause.message}`,
            fix: 'Check its name, and that it is installed.',
            cause,
          }),
        ),
      );
      child.once('exit', (code, signal) => {
        stopped.removeEventListener('abort', stop);
        resolve(
          signal === null
            ? { code: code ?? 0, reason: code === 0 ? '' : ` with code ${code}` }
            : { code: 128 + constants.signals[signal], reason: ` by ${signal}` },
        );
      });
    }),
  };
}
