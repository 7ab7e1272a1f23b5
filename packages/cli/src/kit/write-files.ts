/** Writes files into a folder, and none over another unasked. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '@spanwise/core';

const EXECUTABLE = 0o755;

/**
 * Writes them, paths below `folder`. Scripts can be run.
 *
 * @throws {ConfigError} CLI_FILE_EXISTS when one is there already and `force` is not set; what came before it is written.
 * @throws {ConfigError} CLI_FILE_NOT_WRITTEN when the folder cannot be written to.
 */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  force: boolean,
): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
      if (path.endsWith('.sh')) chmodSync(file, EXECUTABLE);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw code === 'EEXIST'
        ? new ConfigError({
            code: 'CLI_FILE_EXISTS',
            message: `"${file}" is there already`,
            fix: 'Name another folder, or write over it with --force.',
            cause,
          })
        : new ConfigError({
            code: 'CLI_FILE_NOT_WRITTEN',
            message: `"${file}" cannot be written: ${code}`,
            fix: 'Name a folder that you may write to.',
            cause,
          });
    }
  }
}
