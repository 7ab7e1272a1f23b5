/** How the requests of an index read, and their results. */
import { listOf, type StoreRequest } from '@spanwise/core/adapter';
import {
  commonOf,
  dimensionsOf,
  type FilterFacts,
  readExpression,
  sameOf,
  vectorBytes,
} from '@spanwise/store';
import type {
  Match,
  Query,
  QueryResult,
  ReadResult,
  Selection,
  SentRequest,
  Written,
} from './upstash-vector.ts';

/** A request, taken apart. */
export interface Sent<Payload> {
  /** Such as `query-data`. */
  readonly endpoint: string;
  readonly namespace: string | undefined;
  readonly payload: Payload;
}

/** Words of its filters that are not those of Milvus, whose language they are like otherwise. */
const KEYWORDS: readonly string[] = ['glob', 'contains', 'has', 'field'];

/** Takes a request apart. */
export function sentBy([request]: readonly unknown[]): Sent<never> {
  const { path, body } = (request ?? {}) as SentRequest;
  const [, endpoint = '', namespace] = /^([^/?]*)(?:\/(.*))?/s.exec(path?.[0] ?? '') ?? [];
  return { endpoint, namespace, payload: (body ?? {}) as never };
}

const readFilter = (filter: unknown): FilterFacts => readExpression(filter, undefined, KEYWORDS);

/** The searches of a request: one, or those of a batch. */
function searchesOf({ payload }: Sent<Query | readonly Query[]>): readonly Query[] {
  return Array.isArray(payload) ? listOf(payload as readonly Query[]) : [payload as Query];
}

/** How a search reads. Scores are made so that higher is better, whatever the index compares by. */
export function readQuery(sent: Sent<Query | readonly Query[]>): StoreRequest {
  const searches = searchesOf(sent);
  const [first] = searches;
  const filters = searches.map(({ filter }) => readFilter(filter));
  const { queryMode, fusionAlgorithm, weightingStrategy } = first ?? {};
  return {
    namespace: sent.namespace,
    batchSize: searches.length,
    topK: sameOf(searches.map(({ topK }) => topK)),
    dimensionCount: dimensionsOf(first?.vector),
    direction: 'similarity',
    filtered: searches.some(({ filter }) => Boolean(filter)),
    filterKeys: filters.flatMap(({ keys }) => keys),
    parameters: { queryMode, fusionAlgorithm, weightingStrategy },
    hybrid: searches.some(
      ({ queryMode: mode, vector, sparseVector }) =>
        mode === 'HYBRID' || (vector != null && sparseVector != null),
    ),
    limits: { values: commonOf(filters.map(({ values }) => values)) },
  };
}

/** How the next page of a search reads: it says how many more alone. */
export function readNext({ payload }: Sent<Query | readonly Query[]>): StoreRequest {
  return { topK: (payload as Query).additionalK, direction: 'similarity' };
}

/** The text that the index makes a vector of. Content. */
export function queryTextOf(sent: Sent<Query | readonly Query[]>): string | undefined {
  return searchesOf(sent).find(({ data }) => typeof data === 'string')?.data;
}

/** What each search found, best first. `undefined` where it is no result, as after an abort. */
export function matchesOf(result: QueryResult | undefined): (readonly Match[])[] | undefined {
  const found = (result as { readonly scores?: readonly Match[] } | undefined)?.scores ?? result;
  if (!Array.isArray(found)) return undefined;
  const entries = found as readonly (Match | readonly Match[])[];
  return entries.some((entry) => Array.isArray(entry))
    ? entries.map((entry) => listOf(entry as readonly Match[]))
    : [listOf(entries as readonly Match[])];
}

/** How a request reads that writes records. Of the vectors only lengths are looked at. */
export function readRecords({
  namespace,
  payload,
}: Sent<Written | readonly Written[]>): StoreRequest {
  const records = listOf([payload].flat() as readonly Written[]);
  const vectors = records.map(({ vector }) => vector);
  return {
    namespace,
    batchSize: records.length,
    dimensionCount: dimensionsOf(vectors[0]),
    vectorBytes: vectorBytes(vectors),
  };
}

/** How a request reads that says which records it is about. The oldest clients send ids alone. */
export function readSelection({
  namespace,
  payload,
}: Sent<Selection | readonly unknown[]>): StoreRequest {
  const isList = Array.isArray(payload);
  const { ids, filter } = (isList ? { ids: payload } : payload) as Selection;
  const { keys, values } = readFilter(filter);
  return {
    namespace,
    batchSize: ids?.length || undefined,
    filterKeys: keys,
    limits: { values },
  };
}

/** How many records came back. */
export function rowsOf(result: ReadResult | undefined): number | undefined {
  if (Array.isArray(result)) return listOf(result).length;
  return (result as { readonly vectors?: readonly unknown[] } | undefined)?.vectors?.length;
}
