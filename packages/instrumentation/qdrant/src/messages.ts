/** How messages of Qdrant's gRPC client read as what its REST client is given and gives. */
import { listOf } from '@spanwise/core/adapter';
import type {
  GrpcCondition,
  GrpcFilter,
  GrpcPoint,
  GrpcReply,
  GrpcRequest,
  GrpcVector,
  OneOf,
} from './grpc.ts';
import type {
  Condition,
  Filter,
  Point,
  Query,
  ReadReply,
  Search,
  SearchArguments,
  SearchReply,
  SelectionArguments,
  VectorInput,
} from './qdrant.ts';

/** Deeper filters and searches are not followed. */
const MAX_DEPTH = 8;

/** A list that is there for the sake of the message says nothing. */
const filled = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list && list.length > 0 ? list : undefined;

/** What a search is asked. */
export function searchIn(message: unknown): SearchArguments {
  const request = message as GrpcRequest;
  return [request.collectionName, readSearch(request, 0)];
}

function readSearch(request: GrpcRequest, depth: number): Search {
  const { vectorName, sparseIndices, shardKeySelector, params } = request;
  const vector = sparseIndices ? { indices: sparseIndices } : filled(request.vector);
  const inner = (list: readonly GrpcRequest[] | undefined): readonly Search[] | undefined =>
    depth < MAX_DEPTH ? filled(list)?.map((part) => readSearch(part, depth + 1)) : undefined;
  const searches = inner(
    request.searchPoints ??
      request.queryPoints ??
      request.recommendPoints ??
      request.discoverPoints,
  );
  const read = {
    query: queryOf(request.query),
    vector: vectorName ? { name: vectorName, vector } : vector,
    prefetch: inner(request.prefetch),
    using: request.using,
    filter: filterOf(request.filter),
    params: params && parametersOf(params),
    score_threshold: request.scoreThreshold,
    limit: request.limit ? Number(request.limit) : undefined,
    shard_key: filled(shardKeySelector?.shardKeys)?.map(({ key }) => key?.value),
    searches,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Of the message its values, without its name. */
function parametersOf(params: object): object {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => !name.startsWith('$'))
      .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value] as const),
  );
}

function queryOf(query: GrpcRequest['query']): Query | VectorInput | undefined {
  const { case: kind, value } = query?.variant ?? {};
  switch (kind) {
    case undefined:
      return undefined;
    case 'nearest':
      return { nearest: inputOf(value) };
    case 'nearestWithMmr': {
      const { nearest, mmr = {} } = value as { readonly nearest?: unknown; readonly mmr?: unknown };
      return { nearest: inputOf(nearest), mmr };
    }
    case 'orderBy':
      return { order_by: value };
    case 'fusion':
    case 'rrf':
    case 'sample':
      return { [kind]: value };
    default:
      return {};
  }
}

/** What is compared. */
function inputOf(input: unknown): VectorInput {
  const { case: kind, value } = (input as { readonly variant?: OneOf } | undefined)?.variant ?? {};
  if (kind === 'document') return { text: (value as { readonly text?: string }).text ?? '' };
  return kind === 'id' ? '' : numbersOf(kind, value);
}

/** A vector, or those that stand for one point together. */
function numbersOf(kind: string | undefined, value: unknown): VectorInput {
  const { data, vectors } = (value ?? {}) as {
    readonly data?: readonly number[];
    readonly vectors?: readonly { readonly data?: readonly number[] }[];
  };
  if (kind === 'dense') return data ?? [];
  return kind === 'multiDense' ? listOf(vectors).map((one) => one.data ?? []) : { indices: kind };
}

function filterOf(filter: GrpcFilter | undefined, depth = 0): Filter | undefined {
  if (!filter || depth > MAX_DEPTH) return undefined;
  const all = (conditions: readonly GrpcCondition[] | undefined): readonly Condition[] =>
    listOf(conditions).map((condition) => conditionOf(condition, depth + 1));
  return {
    must: all(filter.must),
    should: all(filter.should),
    must_not: all(filter.mustNot),
    min_should: { conditions: all(filter.minShould?.conditions) },
  };
}

function conditionOf({ conditionOneOf }: GrpcCondition, depth: number): Condition {
  const { case: kind, value } = conditionOneOf ?? {};
  const { key, match, filter } = (value ?? {}) as {
    readonly key?: string;
    readonly match?: { readonly matchValue?: OneOf };
    readonly filter?: GrpcFilter;
  };
  const named = key === undefined ? {} : { key };
  switch (kind) {
    case 'field':
      return { ...named, match: matchOf(match?.matchValue) };
    case 'isEmpty':
      return { is_empty: named };
    case 'isNull':
      return { is_null: named };
    case 'nested':
      return { nested: { ...named, filter: filterOf(filter, depth) ?? {} } };
    case 'filter':
      return filterOf(value as GrpcFilter, depth) ?? {};
    default:
      return {};
  }
}

function matchOf({ case: kind, value }: OneOf = {}): NonNullable<Condition['match']> {
  if (/^(?:keyword|integer|boolean)$/.test(kind ?? '')) return { value };
  const { strings, integers } = (value ?? {}) as {
    readonly strings?: readonly unknown[];
    readonly integers?: readonly unknown[];
  };
  if (kind === 'keywords') return { any: listOf(strings) };
  return kind === 'integers' ? { any: listOf(integers) } : {};
}

/** Which points are written, deleted or read. */
export function selectionIn(message: unknown): SelectionArguments {
  const { collectionName, points, ids, filter, operations, shardKeySelector } =
    message as GrpcRequest;
  const list = Array.isArray(points) ? (points as readonly GrpcPoint[]) : undefined;
  const { case: kind, value } =
    (points as { readonly pointsSelectorOneOf?: OneOf } | undefined)?.pointsSelectorOneOf ?? {};
  const chosen = kind === 'points' ? (value as { readonly ids?: readonly unknown[] }).ids : ids;
  const limit = kind === 'filter' ? (value as GrpcFilter) : filter;
  return [
    collectionName,
    {
      ...(list && { points: list.map(({ vectors }) => ({ vector: vectorsOf(vectors) })) }),
      ...(chosen && { ids: chosen }),
      ...(operations && { operations }),
      filter: filterOf(limit) ?? null,
      shard_key: filled(shardKeySelector?.shardKeys)?.map(({ key }) => key?.value),
    },
  ];
}

/** The vectors of a point: alone, or by the names of their fields. None is copied. */
function vectorsOf(vectors: GrpcPoint['vectors']): unknown {
  const { case: kind, value } = vectors?.vectorsOptions ?? {};
  if (kind === 'vector') return vectorOf(value as GrpcVector);
  const { vectors: named = {} } = (value ?? {}) as {
    readonly vectors?: Readonly<Record<string, GrpcVector>>;
  };
  return Object.fromEntries(
    Object.entries(named).map(([name, vector]) => [name, vectorOf(vector)] as const),
  );
}

function vectorOf({ data, indices, vector }: GrpcVector): VectorInput {
  if (vector?.case !== undefined) return numbersOf(vector.case, vector.value);
  return indices ? { indices } : (data ?? []);
}

/** What a search found. */
export function foundIn({ result }: GrpcReply): SearchReply {
  if (!Array.isArray(result)) return result ?? [];
  return (result as readonly (Point & GrpcReply)[]).map((entry) =>
    Array.isArray(entry.result) ? (entry.result as readonly Point[]) : entry,
  );
}

/** What a read gives. */
export function rowsIn({ result }: GrpcReply): ReadReply {
  return result ?? {};
}

/** A point that was found, with its id and payload as plain values. Content. */
export function pointIn({ id, score, payload }: Point): Point {
  const { value } = (id as { readonly pointIdOptions?: OneOf } | undefined)?.pointIdOptions ?? {};
  return {
    id: String(value),
    ...(score !== undefined && { score }),
    payload: fieldsOf(payload),
  };
}

function fieldsOf(fields: unknown): object {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, field]) => [name, valueOf(field)] as const),
  );
}

function valueOf(field: unknown): unknown {
  const { case: kind, value } = (field as { readonly kind?: OneOf } | undefined)?.kind ?? {};
  switch (kind) {
    case 'structValue':
      return fieldsOf((value as { readonly fields?: unknown }).fields);
    case 'listValue':
      return listOf((value as { readonly values?: readonly unknown[] }).values).map(valueOf);
    case 'integerValue':
      return Number(value);
    case 'nullValue':
      return null;
    default:
      return value;
  }
}
