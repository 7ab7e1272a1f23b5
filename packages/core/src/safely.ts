/** The wall between our code and the application: nothing of ours throws through it. */
import { diag } from '@opentelemetry/api';
import { state } from './state.ts';

/**
 * Runs our own code around a watched call. A failure is counted, said once per kind through `diag`,
 * and goes no further.
 *
 * @returns what `fn` returns; `undefined` when it threw.
 */
export function safely<T>(kind: string, fn: () => T): T | undefined {
  try {
    return fn();
  } catch (error) {
    failed(kind, error);
    return undefined;
  }
}

/** Counts an internal failure and says it once per kind. */
export function failed(kind: string, error: unknown): void {
  try {
    const { failures } = state();
    const count = (failures.get(kind) ?? 0) + 1;
    failures.set(kind, count);
    if (count === 1)
      diag.warn(`spanwise: ${kind} failed, this is reported once: ${describe(error)}`);
  } catch {
    // A diag logger that throws must not reach the application either.
  }
}

/** Says something that a user should know, once per process for the same words. */
export function report(kind: string, message: string): void {
  try {
    const { said } = state();
    const line = `spanwise: ${kind}: ${message}`;
    if (said.has(line)) return;
    said.add(line);
    diag.warn(line);
  } catch {
    // See failed().
  }
}

/** The class of an error and where it came from: never its message, which may hold what the user sent. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = '' } = error;
  // A message may have lines that look like frames.
  const frame = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .find((line) => line.trimStart().startsWith('at '));
  return `${/^\w{1,64}$/.test(name) ? name : 'Error'}${frame ? ` ${frame.trim()}` : ''}`;
}
