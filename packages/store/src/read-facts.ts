/** Reads what the clients of many stores share: vectors, filters, documents, several searches in one call. */

/** How many numbers a dense vector has; `undefined` for anything else, such as a text or a sparse vector. */
export function dimensionsOf(vector: unknown): number | undefined {
  const { length } = (vector ?? {}) as { readonly length?: unknown };
  return (Array.isArray(vector) && typeof vector[0] === 'number') || ArrayBuffer.isView(vector)
    ? (length as number | undefined)
    : undefined;
}

/**
 * The bytes of dense vectors, 4 for each number of a plain list. Looks at their lengths alone.
 * `undefined` when none is dense.
 */
export function vectorBytes(vectors: Iterable<unknown>): number | undefined {
  let bytes: number | undefined;
  for (const vector of vectors) {
    const dimensions = dimensionsOf(vector);
    if (dimensions === undefined) continue;
    bytes = (bytes ?? 0) + (ArrayBuffer.isView(vector) ? vector.byteLength : dimensions * 4);
  }
  return bytes;
}

/** What a filter says: the fields that it looks at, and the values that it requires. */
export interface FilterFacts {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
}

/** What stands in all of the lists, as in what each search of a call is limited to. */
export function commonOf([
  first = [],
  ...others
]: readonly (readonly unknown[])[]): readonly unknown[] {
  return first.filter((value) => others.every((list) => list.includes(value)));
}

/** The value that all searches of a call have, such as how many results they ask for; `undefined` where they differ. */
export function sameOf<T>([first, ...others]: readonly T[]): T | undefined {
  return others.every((value) => value === first) ? first : undefined;
}

/** Deeper filters are not followed. */
const MAX_FILTER_DEPTH = 8;

/**
 * Reads a filter in the form that many stores share: `{ tenant: 'a' }`, `{ tenant: { $eq: 'a' } }`, joined by `$and`,
 * `$or`, `$not` and the like. What is under another operator than `$and` is looked at for its fields alone.
 */
export function readFilter(filter: unknown): FilterFacts {
  const keys: string[] = [];
  const values: unknown[] = [];
  const read = (part: unknown, isRequired: boolean, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > MAX_FILTER_DEPTH) return;
    if (Array.isArray(part)) {
      for (const entry of part) read(entry, isRequired, depth + 1);
      return;
    }
    for (const [key, value] of Object.entries(part)) {
      if (key.startsWith('$')) {
        read(value, isRequired && key === '$and', depth + 1);
        continue;
      }
      keys.push(key);
      if (isRequired) values.push(requiredOf(value));
    }
  };
  read(filter, true, 0);
  return { keys, values: values.filter((value) => value !== undefined) };
}

/** The one value that a field must have. */
function requiredOf(condition: unknown): unknown {
  if (typeof condition !== 'object' || condition === null) return condition;
  const { $eq, $in } = condition as { readonly $eq?: unknown; readonly $in?: unknown };
  return $eq ?? (Array.isArray($in) && $in.length === 1 ? ($in[0] as unknown) : undefined);
}

/** A document that a search found, as content: its id as a text, its score, and what it holds. */
export function retrievedDocument(id: unknown, score: unknown, content: unknown): object {
  return {
    ...((typeof id === 'string' || typeof id === 'number') && { id: String(id) }),
    ...(Number.isFinite(score) && { score }),
    ...(content != null && { content }),
  };
}

/** The fields of a record without those that are dense vectors, which are no content. */
export function withoutVectors(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => dimensionsOf(value) === undefined),
  );
}
