/** What queries are told is noted while they are built, and how it reads. */
import {
  type AnyFunction,
  type ReplacedFunction,
  type ResponseFacts,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { dimensionsOf, retrievedDocument } from '@spanwise/store';
import { readCondition } from '@spanwise/instrumentation-pg/vector-query';
import type { Found, Table, Told } from './lancedb.ts';
import { tables } from './tables.ts';

/** Where a query keeps what it was told: not listed, and gone with it. */
const TOLD = Symbol.for('spanwise.lancedb.told');
/** The client's default for a vector search. */
const DEFAULT_RESULTS = 10;
/** The client's words for a distance. The others, such as `cosine` and `hamming`, are ours. */
const METRICS: Readonly<Record<string, string>> = { l2: 'euclidean', dot: 'dot_product' };
/** The columns that hold scores, and which of them are better. */
const SCORES = [
  ['_relevance_score', 'similarity'],
  ['_distance', 'distance'],
  ['_score', 'similarity'],
] as const;

/** What a query was told; `undefined` for what is none. */
export function toldOf(query: unknown): Told | undefined {
  return (query as { readonly [TOLD]?: Told } | null | undefined)?.[TOLD];
}

function note(query: unknown, told: Told): void {
  if (typeof query !== 'object' || query === null) return;
  Reflect.defineProperty(query, TOLD, { value: told, configurable: true, writable: true });
}

/** Runs the method as it is; what comes back then knows what its query was told, and this. */
const noting =
  (told: (receiver: unknown, value: unknown) => Told) =>
  (original: AnyFunction): AnyFunction =>
    function (this: unknown, ...callArguments: unknown[]): unknown {
      const result = original.apply(this, callArguments);
      note(result, { ...toldOf(this), ...told(this, callArguments[0]) });
      return result;
    };

const builder = (name: string, path: string, key: keyof Told): ReplacedFunction => ({
  method: { kind: 'method', path, export: name },
  wrap: noting((_query, value) => ({ [key]: value })),
});

/** The methods that build a query. */
export const builders: readonly ReplacedFunction[] = [
  {
    method: { kind: 'method', path: 'query', owner: tables },
    wrap: noting((table) => ({ table: (table as Table | undefined)?.name })),
  },
  builder('Query', 'nearestTo', 'nearestTo'),
  builder('Query', 'nearestToText', 'fullTextSearch'),
  ...['Query', 'VectorQuery'].flatMap((name) =>
    (['where', 'limit', 'fullTextSearch'] as const).map((path) => builder(name, path, path)),
  ),
  ...(['column', 'distanceType', 'nprobes', 'refineFactor', 'ef', 'rerank'] as const).map((path) =>
    builder('VectorQuery', path, path),
  ),
];

/** How a search reads. */
export function readSearch(told: Told): StoreRequest {
  const { nearestTo, fullTextSearch, distanceType, nprobes, refineFactor, ef } = told;
  const isByVector = nearestTo !== undefined;
  const metric = typeof distanceType === 'string' ? distanceType : undefined;
  return {
    ...readSelection(told),
    operation: 'search',
    topK: (told.limit as number | undefined) ?? (isByVector ? DEFAULT_RESULTS : undefined),
    dimensionCount: dimensionsOf(nearestTo),
    field: told.column as string | undefined,
    metric: metric && (METRICS[metric] ?? metric),
    hybrid: isByVector && fullTextSearch !== undefined,
    reranked: told.rerank !== undefined,
    parameters: { nprobes, refineFactor, ef },
  };
}

/** How a query that ranks nothing reads, and the part of a search that it shares. */
export function readSelection({ table, where }: Told): StoreRequest {
  return { collection: table, operation: 'query', ...readPredicate(where) };
}

/** How a condition reads that limits a call. */
export function readPredicate(
  condition: unknown,
): Pick<StoreRequest, 'filtered' | 'filterKeys' | 'limits'> {
  const { keys, values } = readCondition(typeof condition === 'string' ? condition : '');
  return { filtered: keys.length > 0, filterKeys: keys, limits: { values } };
}

/** How what was found reads: its number, and the scores in the client's own columns. */
export function readFound(found: Found): ResponseFacts {
  // Where nothing is found there are no columns.
  const [column, direction] = scoresIn(found) ?? (found.numRows === 0 ? [[]] : []);
  return {
    store: {
      returnedRows: found.numRows,
      scores: column && [column],
      direction,
    },
  };
}

function scoresIn(found: Found): [number[], 'distance' | 'similarity'] | undefined {
  for (const [name, direction] of SCORES) {
    const column = found.getChild?.(name);
    if (column) return [[...column] as number[], direction];
  }
  return undefined;
}

/** The documents that were found, without their vectors. Content. */
export function documentsOf(found: Found): object[] {
  const scores = scoresIn(found)?.[0];
  return (found.toArray?.() ?? []).map((row, at) => {
    const { id, ...fields } = row.toJSON?.() ?? {};
    const content = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => typeof value !== 'object'),
    );
    return retrievedDocument(id, scores?.[at], content);
  });
}
