/** What a filter of turbopuffer's says: fields, and values that every row must have. */
import type { FilterFacts } from '@spanwise/store';
import type { Filter } from './turbopuffer.ts';

/** Deeper filters are not followed. */
const MAX_DEPTH = 8;

/** Reads a filter. */
export function readFilter(filter: Filter | null | undefined): FilterFacts {
  const keys: string[] = [];
  const values: unknown[] = [];
  const read = (part: unknown, isRequired: boolean, depth: number): void => {
    if (!Array.isArray(part) || depth > MAX_DEPTH) return;
    const [first, second, third] = part as readonly unknown[];
    if (first === 'Not') return read(second, false, depth + 1);
    if (first === 'And' || first === 'Or') {
      if (!Array.isArray(second)) return;
      for (const one of second) read(one, isRequired && first === 'And', depth + 1);
      return;
    }
    if (typeof first !== 'string') return;
    keys.push(first);
    if (!isRequired) return;
    if (second === 'Eq') values.push(third);
    if (second === 'In' && Array.isArray(third) && third.length === 1) values.push(third[0]);
  };
  read(filter, true, 0);
  return { keys, values };
}
