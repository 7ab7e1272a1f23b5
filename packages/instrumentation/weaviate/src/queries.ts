/** How a query of `weaviate-ts-client` reads: what its builder was told, and what it found. */
import { listOf, type StoreRequest } from '@spanwise/core/adapter';
import type { FoundFields, ObjectBuilder, QueryBuilder, QueryReply } from './builders.ts';
import { readLiteral, type Literal } from './literal.ts';
import { readSearch, type Call } from './searches.ts';
import type { Found, FoundReply, Options } from './weaviate.ts';

const NOTHING: Literal = { value: undefined, dimensionCount: undefined };
const RANKS = /\b(?:near[A-Z]\w*|hybrid|bm25|ask)\s*:/;

/** By what objects are ranked, as the builder sends it. */
function rankingOf(builder: QueryBuilder): string | undefined {
  return (
    builder.hybridString ??
    builder.nearVectorString ??
    builder.nearTextString ??
    builder.nearObjectString ??
    builder.nearMediaString ??
    builder.bm25String ??
    builder.askString
  );
}

/** False for a query that gives objects in the order of their ids or of a field. */
export function isRanked(builder: QueryBuilder): boolean {
  return rankingOf(builder) !== undefined || RANKS.test(builder.query ?? '');
}

/** What any builder was told, in the shape of a call of a collection. */
export function callOf(builder: QueryBuilder & ObjectBuilder, { value }: Literal = NOTHING): Call {
  const { whereString, whereFilter, query, fields } = builder;
  const filters = whereString === undefined ? whereFilter : readLiteral(whereString).value;
  const { targetVectors, ...ranking } = value ?? {};
  return {
    source: {
      connection: builder.client,
      name: builder.className ?? /\bGet\s*\{\s*(\w+)/.exec(query ?? '')?.[1],
      tenant: builder.tenant,
    },
    input: ranking['concepts'] ?? ranking['query'] ?? ranking['question'],
    options: {
      ...(ranking as Options),
      targetVector: targetVectors as Options['targetVector'],
      limit: builder.limit,
      autoLimit: builder.autocut,
      filters,
      rerank: /\brerank\s*\(/.test(fields ?? '') ? {} : undefined,
    },
  };
}

/** A search, as a call of a collection. */
export function searchOf(builder: QueryBuilder): Call {
  const text = rankingOf(builder);
  return callOf(builder, text === undefined ? NOTHING : readLiteral(text));
}

/** How a search reads. */
export function readQuery(builder: QueryBuilder): StoreRequest {
  const text = rankingOf(builder);
  const literal = text === undefined ? NOTHING : readLiteral(text);
  const { query, hybridString } = builder;
  const search = readSearch(callOf(builder, literal));
  // What a caller writes may be limited in ways that are not looked at.
  if (query !== undefined) return { ...search, limits: undefined, filtered: undefined };
  return {
    ...search,
    dimensionCount: literal.dimensionCount,
    hybrid: hybridString !== undefined,
  };
}

/** What a query found, in the shape of what a collection gives. */
export function foundOf({ data }: QueryReply): FoundReply {
  const lists = data?.Explore ? [data.Explore] : Object.values(data?.Get ?? {});
  return { objects: lists.flatMap((list) => listOf(list)).map(objectOf) };
}

function objectOf({ _additional: more, ...fields }: FoundFields): Found {
  const { distance = fields.distance, certainty = fields.certainty } = more ?? {};
  return {
    uuid: more?.id ?? fields.beacon,
    properties: fields,
    metadata: {
      distance: distance ?? undefined,
      certainty: certainty ?? undefined,
      score: more?.score == null ? undefined : Number(more.score),
    },
  };
}
