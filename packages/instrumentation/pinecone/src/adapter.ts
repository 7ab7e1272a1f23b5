/** Instruments the Pinecone client: an index's methods, and how their requests and replies read as ours. */
import {
  defineAdapter,
  listOf,
  operation,
  type Adapter,
  type ClientFacts,
  type Operation,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import {
  readChange,
  readQuery,
  readRecords,
  readSearch,
  readSelection,
  searchTextOf,
  type IndexCall,
} from './calls.ts';
import { documents } from './documents.ts';
import { pineconeHeader } from './header.ts';
import { inference } from './inference.ts';
import type {
  Change,
  Documents,
  Index,
  Query,
  QueryReply,
  ReadReply,
  Records,
  Search,
  SearchReply,
  Selection,
} from './pinecone.ts';

/** An operation that is a method of an index. */
const on = <Argument, Reply = unknown>(
  path: string,
  definition: Omit<Operation<IndexCall<Argument>, Reply>, 'method' | 'body'>,
): Operation<never, never, never> =>
  operation<IndexCall<Argument>, Reply>({
    ...definition,
    method: { kind: 'method', path, export: 'Index' },
    body: ([argument], receiver) => ({
      index: receiver ?? {},
      argument: argument as Argument,
    }),
  });

const write = (path: string, versions?: string): Operation<never, never, never> =>
  on<Records>(path, {
    name: 'write',
    versions,
    request: (call) => ({ store: readRecords(call) }),
  });

const remove = (path: string): Operation<never, never, never> =>
  on<Selection>(path, { name: 'delete', request: (call) => ({ store: readSelection(call) }) });

const read = (path: string, versions?: string): Operation<never, never, never> =>
  on<Selection, ReadReply>(path, {
    name: 'read',
    versions,
    request: (call) => ({ store: readSelection(call) }),
    response: ({ records, vectors, usage }) => ({
      store: {
        returnedRows: vectors?.length ?? (records && Object.keys(records).length),
        readUnits: usage?.readUnits,
      },
    }),
  });

/** An index is at its own address, which the client may have to ask for; models are where indexes are managed. */
function addressOf(receiver: unknown): ClientFacts {
  const {
    target,
    config,
    _provider: provider,
  } = (receiver ?? {}) as Index &
    Documents & { readonly config?: { readonly controllerHostUrl?: string } };
  if (target ?? provider) return { baseURL: (target ?? provider)?.indexHostUrl };
  return { baseURL: config?.controllerHostUrl ?? 'https://api.pinecone.io' };
}

/** Instruments the Pinecone client. */
export const pinecone: Adapter = defineAdapter({
  provider: 'pinecone',
  module: pineconeHeader.module,
  store: createStoreCall,
  client: addressOf,
  isOwnRequest: ({ pathname }) => !pathname.startsWith('/indexes'),
  defaultPort: 443,
  isClient: (instance) => 'target' in instance && '_deleteMany' in instance,
  operations: [
    on<Query, QueryReply>('query', {
      name: 'search',
      request: (call) => ({ store: readQuery(call) }),
      response: ({ matches, usage }) => ({
        store: { scores: [listOf(matches).map(({ score }) => score)], readUnits: usage?.readUnits },
      }),
      output: ({ matches }) => ({
        documents: listOf(matches).map(({ id, score, metadata }) =>
          retrievedDocument(id, score, metadata),
        ),
      }),
    }),
    on<Search, SearchReply>('searchRecords', {
      name: 'search',
      versions: '>=5.1',
      request: (call) => ({ store: readSearch(call) }),
      response: ({ result, usage }) => ({
        store: {
          scores: [listOf(result?.hits).map(({ _score: score }) => score)],
          readUnits: usage?.readUnits,
        },
      }),
      input: (call) => ({ query: searchTextOf(call) }),
      output: ({ result }) => ({
        documents: listOf(result?.hits).map(({ _id: id, _score: score, fields }) =>
          retrievedDocument(id, score, fields),
        ),
      }),
    }),
    write('upsert'),
    write('upsertRecords', '>=5.1'),
    on<Change>('update', { name: 'write', request: (call) => ({ store: readChange(call) }) }),
    remove('deleteOne'),
    remove('deleteMany'),
    remove('deleteAll'),
    read('fetch'),
    read('fetchByMetadata', '>=7'),
    read('listPaginated'),
    ...documents,
    ...inference,
  ],
});
