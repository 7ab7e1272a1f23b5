/** How a filter reads that is written in the operators of `$search`. */
import type { FilterFacts } from '@spanwise/store';

type Part = Readonly<Record<string, unknown>>;

/** The clauses of `compound`, and whether what they hold is required. */
const CLAUSES: Readonly<Record<string, boolean>> = {
  filter: true,
  must: true,
  should: false,
  mustNot: false,
};
/** Deeper filters are not followed. */
const MAX_DEPTH = 8;

/** Reads an operator such as `{ equals: { path, value } }`, or several in a `compound` one: their fields, and what is required. */
export function readSearchFilter(filter: unknown): FilterFacts {
  const keys: string[] = [];
  const values: unknown[] = [];
  const read = (part: unknown, isRequired: boolean, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > MAX_DEPTH) return;
    for (const [name, operator] of Object.entries(part)) {
      if (typeof operator !== 'object' || operator === null) continue;
      const { path, value } = operator as Part;
      keys.push(...[path].flat().filter((key) => typeof key === 'string'));
      const [only, ...others] = [value].flat();
      if (isRequired && others.length === 0 && (name === 'equals' || name === 'in'))
        values.push(only);
      if (name !== 'compound') continue;
      for (const [clause, required] of Object.entries(CLAUSES))
        for (const entry of [(operator as Part)[clause]].flat())
          read(entry, isRequired && required, depth + 1);
    }
  };
  read(filter, true, 0);
  return { keys, values };
}
