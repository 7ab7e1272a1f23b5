/** Instruments the Chroma client: its collections' methods, and how their requests and replies read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import type {
  DeleteReply,
  GetReply,
  OneOrMore,
  Query,
  QueryReply,
  Records,
  Search,
  SearchReply,
  Selection,
} from './chroma.ts';
import { chromaHeader } from './header.ts';
import { addressOf, readRecords, readSelection, type CollectionCall } from './collections.ts';
import {
  documentsOf,
  queryTextOf,
  readQuery,
  readSearch,
  scoresOf,
  searchTextOf,
} from './searches.ts';

/** Where a method is in each of the versions that have it. */
type Places = readonly { readonly method: Target; readonly versions: string }[];

/** The class of collections is exported up to 2; then what gives collections is, and from 3.4 on a class under it. */
const newPlaces = (path: string): Places => [
  {
    versions: '>=3 <3.4',
    method: {
      kind: 'factory',
      export: 'ChromaClient',
      factories: ['getCollection', 'createCollection', 'getOrCreateCollection'],
      path,
    },
  },
  {
    versions: '>=3.4',
    method: {
      kind: 'method',
      path,
      owner: (exports) => {
        const handle = exports['CollectionHandle'] as { readonly prototype: object } | undefined;
        return handle && (Object.getPrototypeOf(handle.prototype) as object);
      },
    },
  },
];
const allPlaces = (path: string): Places => [
  { versions: '<3', method: { kind: 'method', path, export: 'Collection' } },
  ...newPlaces(path),
];

const bodyOf = <Argument>(
  [argument]: readonly unknown[],
  receiver: unknown,
): CollectionCall<Argument> => ({
  collection: receiver ?? {},
  argument: argument as Argument,
});

/** The same operation in each of its places. */
const on = <Argument, Reply = unknown>(
  places: Places,
  definition: Omit<Operation<CollectionCall<Argument>, Reply>, 'method' | 'versions' | 'body'>,
): readonly Operation<never, never, never>[] =>
  places.map((place) =>
    operation<CollectionCall<Argument>, Reply>({ ...definition, ...place, body: bodyOf }),
  );

const write = (path: string): ReturnType<typeof on> =>
  on<Records>(allPlaces(path), {
    name: 'write',
    request: (call) => ({ store: readRecords(call) }),
  });

const read = (path: string): ReturnType<typeof on> =>
  on<Selection, GetReply>(allPlaces(path), {
    name: 'read',
    request: (call) => ({ store: readSelection(call) }),
    response: ({ ids }) => ({ store: { returnedRows: ids?.length } }),
  });

/** Instruments the Chroma client. */
export const chroma: Adapter = defineAdapter({
  provider: 'chroma',
  module: chromaHeader.module,
  store: createStoreCall,
  client: (receiver) => addressOf(receiver ?? {}),
  defaultPort: 8000,
  operations: [
    ...on<Query, QueryReply>(allPlaces('query'), {
      name: 'search',
      request: (call) => ({ store: readQuery(call) }),
      response: ({ ids, distances }) => ({ store: { scores: scoresOf(ids, distances) } }),
      input: (call) => ({ query: queryTextOf(call) }),
      output: (reply) => ({ documents: documentsOf(reply, reply.distances) }),
    }),
    ...on<OneOrMore<Search>, SearchReply>(newPlaces('search'), {
      name: 'search',
      request: (call) => ({ store: readSearch(call) }),
      response: ({ ids, scores }) => ({ store: { scores: scoresOf(ids, scores) } }),
      input: (call) => ({ query: searchTextOf(call) }),
      output: (reply) => ({ documents: documentsOf(reply, reply.scores) }),
    }),
    ...write('add'),
    ...write('upsert'),
    ...write('update'),
    ...on<Selection, DeleteReply | undefined>(allPlaces('delete'), {
      name: 'delete',
      request: (call) => ({ store: readSelection(call) }),
      // The client says 0, too, where the server says nothing.
      response: (reply) => ({ store: { acceptedCount: reply?.deleted || undefined } }),
    }),
    ...read('get'),
    ...read('peek'),
    ...read('count'),
  ],
});
