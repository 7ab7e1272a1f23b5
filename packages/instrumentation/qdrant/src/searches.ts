/** How a search of Qdrant's reads, by whichever of its methods it is made. */
import {
  listOf,
  type ScoreDirection,
  type StoreRequest,
  type TenantLimits,
} from '@spanwise/core/adapter';
import { commonOf, dimensionsOf, sameOf } from '@spanwise/store';
import { readFilter } from './filters.ts';
import type {
  Point,
  PointList,
  Query,
  Search,
  SearchArguments,
  SearchReply,
  VectorInput,
} from './qdrant.ts';

/** The server's default and the client's. */
const DEFAULT_LIMIT = 10;

/** The searches of a call: one, or those of a batch. */
function searchesOf([, search]: SearchArguments): readonly Search[] {
  return search?.searches ? listOf(search.searches) : search ? [search] : [];
}

/** False for a `query` that ranks nothing: it gives points in the order of their ids or of a field, or any points. */
export function isRanked(call: SearchArguments): boolean {
  return searchesOf(call).some(({ query, prefetch }) => {
    if (query == null) return prefetch != null;
    const { order_by: order, sample } = query as Query;
    return order === undefined && sample === undefined;
  });
}

/** How a search reads. */
export function readSearch(call: SearchArguments): StoreRequest {
  const searches = searchesOf(call);
  const [first] = searches;
  if (first === undefined) return { collection: call[0] };
  const filters = searches.map(({ filter }) => readFilter(filter));
  const query = first.query as Query | null | undefined;
  const hasPrefetch = first.prefetch != null;
  const isFused = query?.fusion !== undefined || query?.rrf !== undefined;
  return {
    collection: call[0],
    batchSize: searches.length,
    topK: sameOf(searches.map(({ limit }) => limit ?? DEFAULT_LIMIT)),
    dimensionCount: dimensionsOf(denseOf(first)),
    field: fieldOf(first),
    threshold: first.score_threshold,
    parameters: first.params as Readonly<Record<string, unknown>> | null | undefined,
    filtered: searches.some((search) => isFiltered(search)),
    filterKeys: filters.flatMap(({ keys }) => keys),
    hybrid: isFused,
    reranked: query?.mmr !== undefined || (hasPrefetch && !isFused && query != null),
    limits: limitsOf(searches, call[1]?.shard_key),
  };
}

const prefetchesOf = ({ prefetch }: Search): readonly Search[] =>
  Array.isArray(prefetch) ? listOf(prefetch as Search[]) : prefetch ? [prefetch] : [];

function isFiltered(search: Search): boolean {
  return search.filter != null || prefetchesOf(search).some((part) => isFiltered(part));
}

/** What every search of a call is limited to. */
function limitsOf(searches: readonly Search[], shared: unknown): TenantLimits {
  return {
    names: commonOf(searches.map(({ shard_key: own }) => [own ?? shared].flat())),
    values: commonOf(searches.map((search) => valuesOf(search))),
  };
}

/** A search of several stages reaches what its last filter leaves of what all the others let through. */
function valuesOf(search: Search): readonly unknown[] {
  const parts = prefetchesOf(search).map((part) => valuesOf(part));
  return [...readFilter(search.filter).values, ...commonOf(parts)];
}

/** The vector that is compared, of a search of several stages that of the first that has one. */
function inputOf(search: Search): VectorInput | null | undefined {
  const { query, vector } = search;
  const named = vector as { readonly vector?: VectorInput } | null | undefined;
  if (vector != null) return named?.vector ?? vector;
  const nearest = (query as Query | null | undefined)?.nearest;
  const isRecipe =
    typeof query === 'object' && query !== null && !Array.isArray(query) && !('text' in query);
  const own = isRecipe ? nearest : (query as VectorInput | null | undefined);
  if (own != null) return own;
  for (const part of prefetchesOf(search)) {
    const input = inputOf(part);
    if (input != null) return input;
  }
  return undefined;
}

/** A dense vector, or the first of several that stand for one point. */
function denseOf(search: Search): unknown {
  const input = inputOf(search);
  return Array.isArray(input) && Array.isArray(input[0]) ? (input[0] as unknown) : input;
}

function fieldOf(search: Search): string | undefined {
  const { name } = (search.vector ?? {}) as { readonly name?: string };
  const using = search.using ?? name;
  if (typeof using === 'string') return using;
  return prefetchesOf(search)
    .map((part) => fieldOf(part))
    .find((field) => field !== undefined);
}

/** The text that the server makes a vector of. Content. */
export function queryTextOf(call: SearchArguments): string | undefined {
  for (const search of searchesOf(call)) {
    const { text } = (inputOf(search) ?? {}) as { readonly text?: unknown };
    if (typeof text === 'string') return text;
  }
  return undefined;
}

/** The points that each search found, best first. */
export function pointsOf(reply: SearchReply): readonly (readonly Point[])[] {
  if (!Array.isArray(reply)) {
    const { groups } = reply as {
      readonly groups?: readonly { readonly hits?: readonly Point[] }[];
    };
    if (groups) return [listOf(groups).flatMap(({ hits }) => listOf(hits))];
    return [listOf((reply as PointList).points)];
  }
  const entries = listOf(reply as readonly (Point | PointList | readonly Point[])[]);
  const isBatch = entries.some((entry) => Array.isArray(entry) || 'points' in entry);
  if (!isBatch) return [entries as readonly Point[]];
  return entries.map((entry) =>
    listOf(Array.isArray(entry) ? (entry as readonly Point[]) : (entry as PointList).points),
  );
}

/** Fused ranks and recommendations are better when higher, whatever the vectors are compared by. */
export function directionOf(call: SearchArguments): ScoreDirection | undefined {
  const [first] = searchesOf(call);
  const query = first?.query as Query | null | undefined;
  return query?.fusion !== undefined || query?.rrf !== undefined ? 'similarity' : undefined;
}
