/** How the page of a cursor reads that is asked for, and what it has. */
import { listOf, type StoreRequest, type StoreResponse } from '@spanwise/core/adapter';
import { readFilter, retrievedDocument } from '@spanwise/store';
import type { Cursor, FindOptions, Found, Reranked, Source } from './astra.ts';
import { lengthOf, rankingOf } from './rankings.ts';

/** One search or reading. */
export interface Find {
  readonly source: Source;
  readonly filter: unknown;
  readonly options: FindOptions;
  /** The cursor whose page is asked for; absent for `findOne`. */
  readonly cursor?: Cursor;
}

/** What a cursor was told. */
export function findOf(receiver: unknown): Find {
  const cursor = (receiver ?? {}) as Cursor;
  const told = cursor._internal ?? cursor;
  const { _parent: parent, _httpClient: http, _filter: filter } = told;
  return {
    source: parent ?? {
      collectionName: http?.collection ?? '',
      keyspace: told._keyspace ?? told._namespace ?? '',
      ...(http && { _httpClient: http }),
    },
    filter: Array.isArray(filter) ? (filter[0] as unknown) : filter,
    options: told._options ?? {},
    cursor,
  };
}

/** The names of a collection or a table. */
export function namesOf({ name, collectionName, keyspace, namespace }: Source): StoreRequest {
  return { collection: name ?? collectionName, namespace: keyspace ?? namespace };
}

/** True for a find that ranks documents. */
export const isSearch = ({ options }: Find): boolean => rankingOf(options) !== undefined;

/** How a search reads. Similarities are made so that higher is better, whatever the collection compares by. */
export function readSearch(find: Find, isReranked: boolean): StoreRequest {
  const { options, filter, cursor } = find;
  const ranking = rankingOf(options);
  return {
    ...readSelection(find),
    topK: cursor ? (Number.isFinite(options.limit) ? options.limit : undefined) : 1,
    dimensionCount: lengthOf(ranking?.vector),
    field: ranking?.field,
    direction: 'similarity',
    filtered: filter != null && Object.keys(filter).length > 0,
    hybrid: isReranked,
    reranked: isReranked,
  };
}

/** How a call reads that a filter limits. */
export function readSelection({ source, filter }: Pick<Find, 'source' | 'filter'>): StoreRequest {
  const { keys, values } = readFilter(filter);
  return { ...namesOf(source), filterKeys: keys, limits: { values } };
}

/**
 * The documents of a page. It is kept by the cursor up to 1; then it is what comes back, alone in 2.0, from 2.1 on
 * in an object, which an own method of the client's gives with whether there are more.
 */
export function pageOf(reply: unknown, cursor: Cursor | undefined): readonly object[] {
  const page = cursor?._buffer && !Array.isArray(reply) ? cursor._buffer : reply;
  const [first] = (Array.isArray(page) ? page : []) as readonly unknown[];
  const isPair = Array.isArray(page) && page.length === 2 && typeof page[1] === 'boolean';
  const whole = isPair ? first : page;
  return listOf(
    (Array.isArray(whole)
      ? whole
      : (whole as { readonly result?: unknown } | undefined)?.result) as readonly object[],
  );
}

/** What a page has. */
export function readFound(documents: readonly (Found & Reranked)[]): StoreResponse {
  return {
    scores: [documents.map(({ $similarity, scores }) => $similarity ?? scores?.$rerank)],
  };
}

/** The documents that were found, without their vectors. Content. */
export function documentsOf(found: readonly (Found & Reranked)[]): object[] {
  return found.map((entry) => {
    const { _id: id, $similarity: similarity, ...fields } = entry.document ?? entry;
    const content = Object.fromEntries(
      Object.entries(fields).filter(
        ([name, value]) => name !== '$vector' && lengthOf(value) === undefined,
      ),
    );
    return retrievedDocument(id, similarity ?? entry.scores?.$rerank, content);
  });
}
