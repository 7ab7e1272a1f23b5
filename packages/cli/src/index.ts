/** The command line of Spanwise. */
import { isConfigError } from '@spanwise/core';
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { type Terminal, processTerminal } from './terminal.ts';

/** Runs a command line, without the names of Node and the program. Gives the exit code once the command has ended; never rejects for what a user can mend. */
export async function runCli(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let exitCode = 0;
  const program = await createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!isConfigError(error)) throw error;
    terminal.error(`${error.message}\n`);
    return 2;
  }
}
