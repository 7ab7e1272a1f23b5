/** Turns attribute names listed by level into a table of levels: the lists are a third of the size. */
import type { RequirementLevel } from './tables.ts';

const LEVELS = ['required', 'conditionally_required', 'recommended', 'opt_in'] as const;

/** The level of each name; the names of one level are separated by spaces. */
export function byLevel(
  names: Readonly<Partial<Record<RequirementLevel, string>>>,
): Readonly<Record<string, RequirementLevel>> {
  const table: Record<string, RequirementLevel> = {};
  for (const level of LEVELS) {
    for (const name of names[level]?.split(' ') ?? []) table[name] = level;
  }
  return table;
}
