/** Documents of an index, by the client from 9 on: their methods, and how their requests and replies read as ours. */
import {
  listOf,
  operation,
  type Operation,
  type StoreRequest,
  type StoreResponse,
} from '@spanwise/core/adapter';
import {
  dimensionsOf,
  readFilter,
  retrievedDocument,
  vectorBytes,
  withoutVectors,
} from '@spanwise/store';
import { namesOf, readSelection, type IndexCall } from './calls.ts';
import type {
  Document,
  DocumentChange,
  DocumentMatch,
  Documents,
  DocumentsReply,
  DocumentSearch,
  DocumentSelection,
  Index,
} from './pinecone.ts';

/** The index that documents are of, as other calls have it. */
function indexOf({ _provider: provider, _namespace: namespace }: Documents): Index {
  const { indexName, indexHostUrl } = provider ?? {};
  return { target: { ...(indexName && { indexName }), namespace, indexHostUrl } };
}

const on = <Argument>(
  name: 'search' | 'write' | 'delete' | 'read',
  path: string,
  store: (call: IndexCall<Argument>) => StoreRequest,
  found: (reply: DocumentsReply) => StoreResponse,
  content: Pick<Operation<IndexCall<Argument>, DocumentsReply>, 'input' | 'output'> = {},
): Operation<never, never, never> =>
  operation<IndexCall<Argument>, DocumentsReply>({
    ...content,
    name,
    versions: '>=9',
    method: {
      kind: 'method',
      path: `documents.${path}`,
      owner: (exports) =>
        (exports['Documents'] as { readonly prototype: object } | undefined)?.prototype,
    },
    body: ([argument], receiver) => ({
      index: indexOf(receiver ?? {}),
      argument: argument as Argument,
    }),
    request: (call) => ({ store: store(call) }),
    response: (reply) => ({ store: { readUnits: reply.usage?.readUnits, ...found(reply) } }),
  });

/** How a search reads: by one scoring method, or by several that are put together. */
function readSearch({ index, argument }: IndexCall<DocumentSearch>): StoreRequest {
  const { scoreBy, topK, filter } = argument ?? {};
  const methods = listOf(scoreBy);
  const dense = methods.find(({ values }) => values !== undefined);
  const { field, fields } = dense ?? methods[0] ?? {};
  const { keys, values } = readFilter(filter);
  return {
    ...namesOf(index, undefined),
    topK,
    dimensionCount: dimensionsOf(dense?.values),
    field: field ?? fields?.[0],
    filtered: filter != null,
    filterKeys: keys,
    hybrid: methods.length > 1,
    limits: { values },
  };
}

/** How a call reads that writes documents, or changes those that a filter lets through. */
function readChange({ index, argument }: IndexCall<DocumentChange>): StoreRequest {
  const { documents, filter } = argument ?? {};
  const { keys, values } = readFilter(filter);
  const [first] = vectorsIn(documents);
  return {
    ...namesOf(index, undefined),
    batchSize: documents?.length,
    dimensionCount: dimensionsOf(first),
    vectorBytes: vectorBytes(vectorsIn(documents)),
    filterKeys: keys,
    ...(filter && { limits: { values } }),
  };
}

/** Any field of a document may be a vector. */
function* vectorsIn(documents: readonly Document[] | undefined): Generator<unknown, void> {
  for (const document of documents ?? [])
    for (const value of Object.values(document ?? {}))
      if (dimensionsOf(value) !== undefined) yield value;
}

function readDocuments({ documents }: DocumentsReply): StoreResponse {
  return { returnedRows: documents && Object.keys(documents).length };
}

/** What was found, without its vectors. Content. */
function documentOf({ _id: id, _score: score, ...fields }: DocumentMatch): object {
  return retrievedDocument(id, score, withoutVectors(fields));
}

/** The operations on documents. */
export const documents: readonly Operation<never, never, never>[] = [
  on<DocumentSearch>(
    'search',
    'search',
    readSearch,
    ({ matches }) => ({ scores: [listOf(matches).map(({ _score: score }) => score)] }),
    {
      input: ({ argument }) => ({
        query: listOf(argument?.scoreBy).find(({ query }) => typeof query === 'string')?.query,
      }),
      output: ({ matches }) => ({ documents: listOf(matches).map((match) => documentOf(match)) }),
    },
  ),
  on<DocumentChange>('write', 'upsert', readChange, ({ upsertedCount }) => ({
    acceptedCount: upsertedCount,
  })),
  on<DocumentChange>('write', 'update', readChange, ({ matchedRecords }) => ({
    acceptedCount: matchedRecords,
  })),
  on<DocumentSelection>('delete', 'delete', readSelection, ({ matchedRecords }) => ({
    acceptedCount: matchedRecords,
  })),
  on<DocumentSelection>('read', 'fetch', readSelection, readDocuments),
  on<DocumentSelection>('read', 'list', readSelection, readDocuments),
];
