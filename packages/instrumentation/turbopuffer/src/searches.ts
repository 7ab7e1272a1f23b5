/** How a search of turbopuffer's reads, alone or with others in one call. */
import { listOf, type ScoreDirection, type StoreRequest } from '@spanwise/core/adapter';
import { commonOf, dimensionsOf, sameOf, withoutVectors } from '@spanwise/store';
import { readFilter } from './filters.ts';
import type { RankBy, Row, Search } from './turbopuffer.ts';

/** What nearest rows are asked for by: approximately or not, by a dense vector or a sparse one. */
const NEAREST: ReadonlySet<unknown> = new Set(['ANN', 'kNN', 'SparseKNN']);
const DISTANCES: ReadonlySet<unknown> = new Set(['ANN', 'kNN']);
/** The client's words, where ours are others. */
const METRICS: Readonly<Record<string, string>> = { cosine_distance: 'cosine' };

const isOrder = (part: unknown): boolean =>
  Array.isArray(part) && (part[1] === 'asc' || part[1] === 'desc');

/** False for a query that ranks nothing: it gives rows in the order of attributes, or sums them up. */
export function isRanked({ rank_by: rankBy }: Search): boolean {
  if (!Array.isArray(rankBy)) return false;
  return !isOrder(rankBy) && !(rankBy.length > 0 && rankBy.every((part) => isOrder(part)));
}

/** How searches read that are one call. */
export function readSearches(searches: readonly Search[]): StoreRequest {
  const filters = searches.map((search) => readFilter(search.filters));
  const nearest = searches.find(({ rank_by: rankBy }) => NEAREST.has(rankBy?.[1]));
  const metric = nearest?.distance_metric;
  return {
    batchSize: searches.length,
    topK: sameOf(searches.map((search) => topKOf(search))),
    dimensionCount: dimensionsOf(denseOf(nearest?.rank_by)),
    field: fieldOf(nearest?.rank_by ?? searches[0]?.rank_by),
    metric: metric && (METRICS[metric] ?? metric),
    filtered: searches.some((search) => search.filters != null),
    filterKeys: filters.flatMap(({ keys }) => keys),
    limits: { values: commonOf(filters.map(({ values }) => values)) },
  };
}

/** How a query reads that ranks nothing. */
export function readSelection({ filters }: Search): StoreRequest {
  const { keys, values } = readFilter(filters);
  return { filterKeys: keys, limits: { values } };
}

function topKOf({ top_k: topK, limit }: Search): number | undefined {
  return topK ?? (typeof limit === 'object' ? limit.total : limit);
}

/** The vector that is compared, or the first of several that stand for one row. */
function denseOf(rankBy: RankBy | undefined): unknown {
  const vector = rankBy?.[2];
  return Array.isArray(vector) && Array.isArray(vector[0]) ? (vector[0] as unknown) : vector;
}

/** The field that is compared, of a ranking that is no sum of others. */
function fieldOf(rankBy: RankBy | undefined): string | undefined {
  const [field, by] = rankBy ?? [];
  const isPlain = NEAREST.has(by) || by === 'BM25';
  return isPlain && typeof field === 'string' ? field : undefined;
}

/** Lower is nearer for vectors, higher is better for texts. `undefined` for sparse vectors: the order tells. */
export function directionOf({ rank_by: rankBy }: Search): ScoreDirection | undefined {
  const by = rankBy?.[1];
  if (by === 'SparseKNN') return undefined;
  return DISTANCES.has(by) ? 'distance' : 'similarity';
}

/** The texts that rows are ranked by, or that the server makes a vector of. Content. */
export function queryTextOf(searches: readonly Search[]): string | undefined {
  for (const { rank_by: rankBy } of searches) {
    const [, by, value] = rankBy ?? [];
    const [kind, text] = (Array.isArray(value) ? value : []) as readonly unknown[];
    if (by === 'BM25' && typeof value === 'string') return value;
    if (by === 'BM25' && Array.isArray(value)) return value.join(' ');
    if (kind === 'Embed' && typeof text === 'string') return text;
  }
  return undefined;
}

/** What a search found, best first. */
export function scoresOf(rows: readonly Row[] | undefined): (number | undefined)[] {
  return listOf(rows).map(({ $dist: score }) => score);
}

/** What a row holds beside its id, its distance and vectors. Content. */
export function contentOf({ id: _id, $dist: _distance, ...fields }: Row): object {
  return withoutVectors(fields);
}
