/** How a search of Chroma's reads: by `query`, which compares vectors, or by `search`, which ranks by an expression. */
import { listOf, type StoreRequest, type StoreResponse } from '@spanwise/core/adapter';
import { commonOf, dimensionsOf, readFilter, retrievedDocument } from '@spanwise/store';
import type { OneOrMore, Query, QueryReply, Search } from './chroma.ts';
import {
  countOf,
  limitsOf,
  metricOf,
  readCollection,
  vectorsOf,
  type CollectionCall,
} from './collections.ts';

/** The client's default. */
const DEFAULT_RESULTS = 10;

/** Deeper expressions are not followed. */
const MAX_RANK_DEPTH = 8;

/** How a `query` reads. */
export function readQuery({ collection, argument }: CollectionCall<Query>): StoreRequest {
  const { queryEmbeddings, queryTexts, queryURIs, nResults, ids, where, whereDocument } =
    argument ?? {};
  const vectors = vectorsOf(queryEmbeddings);
  const { keys, values } = readFilter(where);
  return {
    ...readCollection(collection),
    batchSize: vectors.length || countOf(queryTexts ?? queryURIs),
    topK: nResults ?? DEFAULT_RESULTS,
    dimensionCount: dimensionsOf(vectors[0]),
    metric: metricOf(collection),
    direction: 'distance',
    filtered: [ids, where, whereDocument].some((part) => part != null),
    filterKeys: keys,
    limits: limitsOf(collection, values),
  };
}

/** The texts that the client makes vectors of. Content. */
export function queryTextOf({ argument }: CollectionCall<Query>): string | undefined {
  return [argument?.queryTexts].flat()[0];
}

/** The documents that were found, best first, those of several searches after one another. Content. */
export function documentsOf(
  { ids, documents }: QueryReply,
  scores: QueryReply['distances'],
): readonly object[] {
  return listOf(ids).flatMap((list, search) =>
    listOf(list).map((id, at) =>
      retrievedDocument(id, scores?.[search]?.[at], documents?.[search]?.[at]),
    ),
  );
}

/** The scores of each search. Results have them only where they were asked for. */
export function scoresOf(
  ids: QueryReply['ids'],
  scores: QueryReply['distances'],
): NonNullable<StoreResponse['scores']> {
  return listOf(ids).map((list, search) => listOf(list).map((_, at) => scores?.[search]?.[at]));
}

/** What `search` is called with. */
export type SearchCall = CollectionCall<OneOrMore<Search>>;

const searchesOf = ({ argument }: SearchCall): readonly Search[] => listOf([argument].flat());

/** The ranking by vectors in an expression. */
interface Knn {
  readonly query?: unknown;
  readonly key?: unknown;
}

/** How a `search` reads. */
export function readSearch(call: SearchCall): StoreRequest {
  const searches = searchesOf(call);
  const filters = searches.map((search) => whereOf(search));
  const read = filters.map((filter) => readFilter(filter));
  const rankings = searches.map((search) => rankingsOf(search));
  const limits = new Set(searches.map((search) => limitOf(search)));
  const { query, key } = rankings.flat()[0] ?? {};
  return {
    ...readCollection(call.collection),
    batchSize: searches.length,
    topK: limits.size === 1 ? [...limits][0] : undefined,
    dimensionCount: dimensionsOf(query),
    field: fieldOf(key),
    direction: 'distance',
    filtered: filters.some((filter) => filter != null),
    filterKeys: read.flatMap(({ keys }) => keys),
    hybrid: rankings.some((list) => list.length > 1),
    limits: limitsOf(call.collection, commonOf(read.map(({ values }) => values))),
  };
}

/** The first text that the client makes a vector of. Content. */
export function searchTextOf(call: SearchCall): string | undefined {
  return searchesOf(call)
    .flatMap((search) => rankingsOf(search))
    .map(({ query }) => query)
    .find((query) => typeof query === 'string');
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An expression that is an instance gives its plain form; there is no vector in it. */
function whereOf({ where, whereClause }: Search): unknown {
  const filter = whereClause ?? (typeof where === 'function' ? undefined : where);
  const { toJSON } = (filter ?? {}) as { readonly toJSON?: () => unknown };
  return typeof toJSON === 'function' ? toJSON.call(filter) : filter;
}

function limitOf({ limit, limitConfig }: Search): number | undefined {
  const said = limitConfig ?? limit;
  const { limit: count = said } = (isObject(said) ? said : {}) as { readonly limit?: unknown };
  return typeof count === 'number' ? count : undefined;
}

/** The field of a vector is a text, or an instance of the client's `Key`. */
function fieldOf(key: unknown): string | undefined {
  const name = isObject(key) ? (key as { readonly name?: unknown }).name : key;
  return typeof name === 'string' ? name : undefined;
}

/** Every ranking by vectors in an expression, whether it is a plain object or made of instances. Vectors are not gone into. */
function rankingsOf({ rank, rankExpression }: Search): readonly Knn[] {
  const found: Knn[] = [];
  const visit = (part: unknown, depth: number): void => {
    if (!isObject(part) || depth > MAX_RANK_DEPTH || dimensionsOf(part) !== undefined) return;
    if ('query' in part) {
      found.push(part);
      return;
    }
    for (const entry of Object.values(part)) visit(entry, depth + 1);
  };
  visit(rankExpression ?? (typeof rank === 'function' ? undefined : rank), 0);
  return found;
}
