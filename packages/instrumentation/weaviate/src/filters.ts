/** What a filter of Weaviate's says: fields, and values that every object must have. */
import { listOf } from '@spanwise/core/adapter';
import type { FilterFacts } from '@spanwise/store';
import type { Filter, FilterTarget } from './weaviate.ts';

/** Deeper filters are not followed. */
const MAX_DEPTH = 8;

/** Reads a filter. */
export function readFilter(filter: Filter | null | undefined): FilterFacts {
  const keys: string[] = [];
  const values: unknown[] = [];
  const read = (part: Filter | null | undefined, isRequired: boolean, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > MAX_DEPTH) return;
    const key = keyOf(part.target) ?? listOf(part.path).join('.');
    if (key) keys.push(key);
    const { filters = part.operands } = part;
    if (isRequired && filters === undefined) values.push(...requiredOf(part));
    for (const inner of listOf(filters))
      read(inner, isRequired && part.operator === 'And', depth + 1);
  };
  read(filter, true, 0);
  return { keys, values };
}

/** Fields of what references lead to are joined by dots. */
function keyOf(target: FilterTarget | undefined): string | undefined {
  if (target?.property !== undefined) return target.property;
  const reference = target?.singleTarget ?? target?.multiTarget ?? target?.count;
  return reference && [reference.on, keyOf(reference.target)].filter(Boolean).join('.');
}

function requiredOf({ operator, ...part }: Filter): readonly unknown[] {
  const value =
    part.value ??
    part.valueText ??
    part.valueString ??
    part.valueInt ??
    part.valueNumber ??
    part.valueBoolean ??
    part.valueDate;
  if (operator === 'Equal') return [value];
  if (!Array.isArray(value)) return [];
  return operator === 'ContainsAll' || (operator === 'ContainsAny' && value.length === 1)
    ? (value as readonly unknown[])
    : [];
}
