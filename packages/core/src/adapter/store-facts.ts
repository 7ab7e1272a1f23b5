/** What a call of a database says, a vector search above all: the part of the neutral shapes that stores have. */

/** Which scores are better: the higher ones, or the lower ones. */
export type ScoreDirection = 'similarity' | 'distance';

/** Where a call shows whom it is limited to. Compared with the context's tenant; never recorded. */
export interface TenantLimits {
  /** Names of parts of the store that the call stays within: partitions, shards, tenants. Collection and namespace are known. */
  readonly names?: readonly unknown[] | undefined;
  /** Values that every record must have that the call reaches, whatever the field: what its filter requires. */
  readonly values?: readonly unknown[] | undefined;
}

/** What is known when a call of a store starts. A field of the wrong type is dropped and counted; `null` reads as absent. */
export interface StoreRequest {
  /** The store's or client's own word for the operation, such as `SELECT`. Default: the last step of the method's name. */
  readonly operation?: string | null | undefined;
  /** The table, collection or index. */
  readonly collection?: string | null | undefined;
  /** What collections of the same name are told apart by: the database, qualified by a schema. */
  readonly namespace?: string | null | undefined;
  /** The stored procedure that is called. */
  readonly procedure?: string | null | undefined;
  /** A summary of the query of few values, such as `SELECT articles`. It becomes the span's name. */
  readonly summary?: string | null | undefined;
  /** The text of the query. Only of one that has its values apart as parameters, or with each literal replaced. */
  readonly queryText?: string | null | undefined;
  /** How many records a write holds, or how many searches one call makes. Recorded from 2 on. */
  readonly batchSize?: number | null | undefined;
  /** Numbers in each dense vector of the call. */
  readonly dimensionCount?: number | null | undefined;
  /** Bytes of the dense vectors that are written, see {@link vectorBytes}. */
  readonly vectorBytes?: number | null | undefined;
  /** The vector field, column or named vector that is searched. */
  readonly field?: string | null | undefined;
  /** Name or kind of the index, when the call states one. */
  readonly index?: string | null | undefined;
  /** How many results each search asks for, the client's default where the caller says nothing. */
  readonly topK?: number | null | undefined;
  /** `cosine`, `euclidean`, `dot_product`, `manhattan`, `hamming`, `jaccard`, or the store's own word. */
  readonly metric?: string | null | undefined;
  readonly direction?: ScoreDirection | undefined;
  /** The score that a result must reach. */
  readonly threshold?: number | null | undefined;
  /** Whether a filter limits the search. */
  readonly filtered?: boolean | null | undefined;
  /** The fields that the filter looks at; one may come twice. Never values. */
  readonly filterKeys?: readonly string[] | null | undefined;
  /** Parameters of the search that the call states. Only texts, numbers and booleans are recorded. */
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  /** True for a search that puts the results of several together. */
  readonly hybrid?: boolean | null | undefined;
  /** True where the store ranks the results again. */
  readonly reranked?: boolean | null | undefined;
  /** Absent where the call does not show it: then nothing is said about its tenant. */
  readonly limits?: TenantLimits | undefined;
}

/** What is known when the reply of a store is there. The same rules as for {@link StoreRequest}. */
export interface StoreResponse {
  /** The scores of each search's results, best first. A result without a score is `undefined` there. */
  readonly scores?: readonly (readonly (number | null | undefined)[])[] | null | undefined;
  /** How many records came back. Default: as many as `scores` has. */
  readonly returnedRows?: number | null | undefined;
  /** As in the request, where only the reply tells. */
  readonly metric?: string | null | undefined;
  /** As in the request. Default: what the order of the scores tells. */
  readonly direction?: ScoreDirection | undefined;
  /** How many records a write or a deletion reached. */
  readonly acceptedCount?: number | null | undefined;
  /** How many it did not reach. */
  readonly failedCount?: number | null | undefined;
  readonly readUnits?: number | null | undefined;
  readonly writeUnits?: number | null | undefined;
  /** Where the store counts but one kind of unit. */
  readonly costUnits?: number | null | undefined;
}

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
