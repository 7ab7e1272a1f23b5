/** Options and ids that do not exist: a misspelt one would do nothing, silently. */
import { ConfigError, report } from '@spanwise/core';

/** @throws {ConfigError} naming the first option that is not known, and the known one that was probably meant. */
export function refuseUnknownOptions(options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const close = closest(name, known);
    throw new ConfigError({
      code: 'OPTION_UNKNOWN',
      message: `option "${name}" is not known`,
      fix: close === undefined ? `Use one of ${known.join(', ')}.` : `Did you mean "${close}"?`,
    });
  }
}

/**
 * Says of each id that no instrumentation has it. One that is switched off is not among the known ones, so an
 * unknown id that is switched off is told only when a known one is close.
 */
export function sayUnknownInstrumentations(
  given: Readonly<Record<string, boolean | object>>,
  known: readonly string[],
): void {
  for (const [id, value] of Object.entries(given)) {
    if (known.includes(id)) continue;
    const close = closest(id, known);
    if (close === undefined && value === false) continue;
    const end = close === undefined ? ', so nothing is switched' : `. Did you mean "${close}"?`;
    report('option "instrumentations"', `"${id}" is no instrumentation${end}`);
  }
}

/** The word that at most two edits turn into the given one; `undefined` when none is so near. */
function closest(name: string, known: readonly string[]): string | undefined {
  return known.find((option) => editsBetween(option.toLowerCase(), name.toLowerCase()) <= 2);
}

/** Levenshtein's distance. */
function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[right.length]!;
}
