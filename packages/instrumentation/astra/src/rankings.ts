/** By what documents are ranked: what the sort of a search says. */
import { dimensionsOf } from '@spanwise/store';
import type { FindOptions } from './astra.ts';

/** A ranking by a vector, a text, or both. */
export interface Ranking {
  readonly field: string | undefined;
  readonly vector: unknown;
  readonly text: string | undefined;
}

/** The field of a collection's vectors. */
const VECTOR = '$vector';

/** How documents are ranked; `undefined` for an order of fields, or none. */
export function rankingOf({ sort, vector, vectorize }: FindOptions): Ranking | undefined {
  if (vector != null || vectorize != null) return { field: VECTOR, vector, text: vectorize };
  for (const [key, value] of Object.entries(sort ?? {}) as [string, unknown][]) {
    if (key === VECTOR) return { field: VECTOR, vector: value, text: undefined };
    if (key === '$vectorize') return { field: VECTOR, vector: undefined, text: textIn(value) };
    if (key === '$lexical') return { field: undefined, vector: undefined, text: textIn(value) };
    if (key === '$hybrid') return hybrid(value);
    // The columns of a table: by a vector, or by a text of which one is made.
    if (typeof value === 'object' && value !== null)
      return { field: key, vector: value, text: undefined };
    if (typeof value === 'string' && !/^(?:asc|desc)/.test(value))
      return { field: key, vector: undefined, text: value };
  }
  return undefined;
}

function hybrid(value: unknown): Ranking {
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    field: VECTOR,
    vector: parts[VECTOR],
    text: textIn(value) ?? textIn(parts['$vectorize']) ?? textIn(parts['$lexical']),
  };
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Numbers in a vector: a list, or the client's own object for one. */
export function lengthOf(vector: unknown): number | undefined {
  const { length } = (typeof vector === 'object' && vector !== null ? vector : {}) as {
    readonly length?: unknown;
  };
  if (Array.isArray(vector) || ArrayBuffer.isView(vector)) return dimensionsOf(vector);
  return typeof length === 'number' ? length : undefined;
}
