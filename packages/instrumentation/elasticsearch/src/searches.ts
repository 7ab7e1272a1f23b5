/** How a call reads that searches: one search, several, or one by vectors alone. */
import { listOf, type StoreRequest } from '@spanwise/core/adapter';
import type { Params, SearchBody, StoreCall } from './elasticsearch.ts';
import {
  commonOf,
  createQueryFacts,
  readComparison,
  readQuery,
  readRetriever,
} from './query-language.ts';

/** What a call searches. */
export interface VectorSearch extends StoreCall {
  /** What is looked for in words. Content. */
  readonly text: string | undefined;
}

/** The server's default. */
const DEFAULT_SIZE = 10;

/** The index as the address of a request has it. */
export function indexOf(index: Params['index']): string | undefined {
  return index == null ? undefined : String(index);
}

/** What a request asks for, whether it stands in a `body` or not. A text is not read. */
export function bodyOf(params: Params | null | undefined): SearchBody | undefined {
  const { body } = params ?? {};
  if (typeof body === 'string') return undefined;
  return { ...params, ...(body as object | null | undefined) };
}

/** Reads `search`; `undefined` where it compares no vectors: such searches are left to others. */
export function readSearch(params: Params | null | undefined): VectorSearch | undefined {
  return readBody(bodyOf(params), indexOf(params?.index));
}

/** Reads `knnSearch`, which gives as many as its vector asks for. */
export function readKnnSearch(params: Params | null | undefined): VectorSearch | undefined {
  const { knn, filter } = bodyOf(params) ?? {};
  if (knn == null) return undefined;
  const { k = null } = knn as { readonly k?: number };
  const asked: object = { ...(knn as object), filter };
  const search = readBody({ knn: asked, size: k }, indexOf(params?.index));
  return search && { ...search, store: { ...search.store, operation: 'knn_search' } };
}

/** Reads `msearch`: headers and bodies in turn. */
export function readMultiSearch(params: Params | null | undefined): VectorSearch | undefined {
  const lines = params?.searches ?? params?.body;
  if (!Array.isArray(lines)) return undefined;
  const searches: VectorSearch[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const { index = params?.index } = (lines[at] ?? {}) as Params;
    const search = readBody(lines[at + 1] as SearchBody, indexOf(index));
    if (search !== undefined) searches.push(search);
  }
  const [first] = searches;
  if (first === undefined) return undefined;
  const stores = searches.map(({ store }) => store);
  const same = <Field extends keyof StoreRequest>(field: Field): StoreRequest[Field] =>
    stores.every((store) => store[field] === first.store[field]) ? first.store[field] : undefined;
  return {
    text: first.text,
    store: {
      ...first.store,
      batchSize: Math.floor(lines.length / 2),
      collection: same('collection'),
      topK: same('topK'),
      metric: same('metric'),
      filtered: stores.some(({ filtered }) => filtered),
      filterKeys: stores.flatMap(({ filterKeys }) => filterKeys ?? []),
      hybrid: stores.some(({ hybrid }) => hybrid),
      reranked: stores.some(({ reranked }) => reranked),
      limits: { values: commonOf(stores.map(({ limits }) => limits?.values ?? [])) },
    },
  };
}

function readBody(
  body: SearchBody | null | undefined,
  collection: string | undefined,
): VectorSearch | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { knn, query, retriever, size } = body;
  const facts = createQueryFacts();
  // The results of each of these are put together.
  const parts = listOf([knn ?? []].flat()).map((part) =>
    readComparison('knn', part as Readonly<Record<string, unknown>>, facts),
  );
  if (query != null) parts.push(readQuery(query, facts));
  if (retriever != null) parts.push(readRetriever(retriever, facts));
  const { vectors } = facts;
  const [first] = vectors;
  if (first === undefined) return undefined;
  const limited = readQuery(body.post_filter, facts, 'filters');
  const isHybrid = facts.isFused || vectors.length + Number(facts.isLexical) > 1;
  const { k = Infinity } = isHybrid ? {} : first;
  return {
    text: facts.texts[0],
    store: {
      collection,
      topK: Math.min(size ?? DEFAULT_SIZE, k),
      field: first.field,
      dimensionCount: vectors.find(({ dimensionCount }) => dimensionCount !== undefined)
        ?.dimensionCount,
      metric: first.metric,
      direction: 'similarity',
      threshold: first.threshold ?? body.min_score,
      parameters: first.parameters,
      filtered: facts.isFiltered,
      filterKeys: facts.filterKeys,
      hybrid: isHybrid || body.rank != null,
      reranked: facts.isReranked || body.rescore != null,
      limits: { values: [...commonOf(parts), ...limited] },
    },
  };
}
