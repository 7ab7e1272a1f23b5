/** Checks what the helpers are given. */
import { ConfigError } from '../config-error.ts';

/**
 * Gives back the options when they name what is wrapped and there is a function to wrap.
 *
 * @throws {ConfigError} otherwise.
 */
export function requireName<T extends object>(
  helper: string,
  options: T,
  fn: unknown,
  field: string = 'name',
): T {
  const name = (options as Record<string, unknown> | undefined)?.[field];
  if (typeof name !== 'string' || name === '') {
    throw new ConfigError({
      code: 'OPTION_MISSING',
      message: `${helper}() needs the option "${field}", a text that is not empty`,
      fix: `Write ${helper}({ ${field}: '…' }, fn).`,
    });
  }
  if (typeof fn !== 'function') {
    throw new ConfigError({
      code: 'NOT_A_FUNCTION',
      message: `${helper}({ ${field}: "${name}" }) was given no function`,
      fix: `Write ${helper}({ ${field}: '${name}' }, fn).`,
    });
  }
  return options;
}
