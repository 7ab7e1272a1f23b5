/** What a filter of Qdrant's says: fields, and values that every point must have. */
import { listOf } from '@spanwise/core/adapter';
import type { FilterFacts } from '@spanwise/store';
import type { Condition, Filter } from './qdrant.ts';

/** Deeper filters are not followed. */
const MAX_DEPTH = 8;

/** Reads a filter. */
export function readFilter(filter: Filter | object | null | undefined): FilterFacts {
  const keys: string[] = [];
  const values: unknown[] = [];
  const readAll = (conditions: unknown, isRequired: boolean, depth: number): void => {
    for (const condition of Array.isArray(conditions) ? listOf(conditions) : [conditions])
      read(condition as Condition, isRequired, depth);
  };
  const read = (part: Condition | null | undefined, isRequired: boolean, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > MAX_DEPTH) return;
    const { key, match, nested } = part;
    if (typeof key === 'string') keys.push(key);
    if (isRequired && match) values.push(requiredOf(match));
    for (const test of [part.is_empty, part.is_null, nested])
      if (typeof test === 'object' && typeof test?.key === 'string') keys.push(test.key);
    readAll(part.must, isRequired, depth + 1);
    readAll(part.should, false, depth + 1);
    readAll(part.must_not, false, depth + 1);
    readAll((part.min_should as { conditions?: unknown } | null)?.conditions, false, depth + 1);
    read(nested?.filter, false, depth + 1);
  };
  read(filter, true, 0);
  return { keys, values: values.filter((value) => value !== undefined) };
}

function requiredOf(match: object): unknown {
  const { value, any } = match as { readonly value?: unknown; readonly any?: unknown };
  return value ?? (Array.isArray(any) && any.length === 1 ? (any[0] as unknown) : undefined);
}
