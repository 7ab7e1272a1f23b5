/** How a search of Milvus' reads: one of a field, several of it, or a hybrid one of several fields. */
import { listOf, type ScoreDirection, type StoreRequest } from '@spanwise/core/adapter';
import {
  commonOf,
  dimensionsOf,
  type FilterFacts,
  readExpression,
  retrievedDocument,
} from '@spanwise/store';
import type { FieldSearch, Hit, Search, SearchReply } from './milvus.ts';
import { partitionsOf, readTarget, type Call } from './records.ts';

/** The client's default. */
const DEFAULT_LIMIT = 100;

/** What the vectors are compared by, and which scores are better. */
const METRICS: Readonly<Record<string, readonly [metric: string, direction: ScoreDirection]>> = {
  COSINE: ['cosine', 'similarity'],
  IP: ['dot_product', 'similarity'],
  L2: ['euclidean', 'distance'],
  HAMMING: ['hamming', 'distance'],
  JACCARD: ['jaccard', 'distance'],
  BM25: ['BM25', 'similarity'],
};

/** The metrics of vectors whose bytes hold eight dimensions each. */
const BINARY_METRICS: ReadonlySet<string | undefined> = new Set(['hamming', 'jaccard']);

/** The parts of a hybrid search; `undefined` for any other. */
function partsOf({ data }: Search): readonly FieldSearch[] | undefined {
  const parts = Array.isArray(data) ? (data as readonly FieldSearch[]) : [];
  return parts[0]?.anns_field === undefined ? undefined : listOf(parts);
}

/** What is compared: a list of vectors and texts. */
function inputsOf(input: unknown): readonly unknown[] {
  if (input == null) return [];
  const [first] = Array.isArray(input) ? (input as readonly unknown[]) : [];
  const isSparse = typeof first === 'object' && first !== null && 'index' in first;
  const isList = Array.isArray(input) && ['object', 'string'].includes(typeof first) && !isSparse;
  return isList ? (input as readonly unknown[]) : [input];
}

const inputOf = ({ vectors, vector, data }: Search): unknown => vectors ?? vector ?? data;

/** How a search reads. */
export function readSearch(call: Call<Search>): StoreRequest {
  const request = call.request ?? {};
  const { search_params: low, rerank } = request;
  const parts = partsOf(request);
  const inputs = inputsOf(parts ? parts[0]?.data : inputOf(request));
  const metricName = request.metric_type ?? low?.metric_type;
  const [metric = metricName, direction] = METRICS[metricName?.toUpperCase() ?? ''] ?? [];
  const filters = (parts ?? [request]).map((part) => filterOf(part, request));
  const field = request.anns_field ?? low?.anns_field;
  const topK = request.limit ?? request.topk ?? low?.topk ?? DEFAULT_LIMIT;
  return {
    ...readTarget(call),
    batchSize: request.ids?.length ?? (parts ? undefined : inputs.length),
    topK: Number(topK),
    dimensionCount: BINARY_METRICS.has(metric) ? undefined : dimensionsOf(inputs[0]),
    field: parts ? undefined : field,
    metric: parts ? undefined : metric,
    direction: parts ? 'similarity' : direction,
    threshold: request.params?.['radius'] as number | undefined,
    parameters: request.params,
    filtered: filters.some(({ isThere }) => isThere),
    filterKeys: filters.flatMap(({ keys }) => keys),
    hybrid: parts !== undefined,
    reranked: rerank !== undefined && !isFusion(rerank),
    limits: {
      names: partitionsOf(request),
      values: commonOf(filters.map(({ values }) => values)),
    },
  };
}

function filterOf(part: FieldSearch, whole: Search): FilterFacts & { readonly isThere: boolean } {
  const expression = part.expr || whole.expr || whole.filter;
  const read = readExpression(expression, part.exprValues ?? whole.exprValues);
  return { ...read, isThere: Boolean(expression) };
}

/** Ranks of several searches are joined by a strategy, or by the function of the same name. */
function isFusion(rerank: object): boolean {
  const { strategy, params } = rerank as {
    readonly strategy?: unknown;
    readonly params?: { readonly reranker?: unknown };
  };
  return strategy !== undefined || ['rrf', 'weighted'].includes(params?.reranker as string);
}

/** The first text that the server makes a vector of. Content. */
export function queryTextOf({ request = {} }: Call<Search>): string | undefined {
  const parts = partsOf(request)?.map(({ data }) => data) ?? [inputOf(request)];
  return parts.flatMap(inputsOf).find((input) => typeof input === 'string');
}

/** What each search found, best first; `undefined` where groups were asked for. */
export function hitsOf(reply: SearchReply): readonly (readonly Hit[])[] | undefined {
  if (reply.agg_buckets !== undefined) return undefined;
  const results = listOf(reply.results);
  return Array.isArray(results[0])
    ? (results as readonly (readonly Hit[])[]).map((hits) => listOf(hits))
    : [results as readonly Hit[]];
}

/** A document, without its vectors. Content. */
export function documentOf({ id, score, ...fields }: Hit): object {
  const entries = Object.entries(fields).filter(
    ([, value]) => value != null && dimensionsOf(value) === undefined,
  );
  const content = entries.length === 0 ? undefined : Object.fromEntries(entries);
  return retrievedDocument(id, score, content);
}
