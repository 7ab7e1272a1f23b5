/** Instruments the `@turbopuffer/turbopuffer` client: a namespace's methods, and how their requests and replies read as ours. */
import {
  defineAdapter,
  listOf,
  operation,
  type Adapter,
  type ModuleExports,
  type Operation,
  type ResponseFacts,
  type StoreRequest,
  type StoreResponse,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import { turbopufferHeader } from './header.ts';
import {
  contentOf,
  directionOf,
  isRanked,
  queryTextOf,
  readSearches,
  readSelection,
  scoresOf,
} from './searches.ts';
import type {
  Costs,
  MultiQuery,
  MultiQueryReply,
  Named,
  Namespace,
  Query,
  QueryReply,
  Row,
  WriteReply,
  Write,
} from './turbopuffer.ts';
import { isDeletion, readWrite } from './writes.ts';

/** A call: the name of its namespace, and what it is given. */
interface NamespaceCall<Body> {
  readonly name: string | null | undefined;
  readonly body: Body;
}

function namespaces(exports: ModuleExports): object | undefined {
  const { Namespace: found } = (exports['Turbopuffer'] ?? exports['default'] ?? {}) as {
    readonly Namespace?: { readonly prototype: object };
  };
  return found?.prototype;
}

/** A method of a namespace, which stands for a collection. */
const on = <Body extends Named, Reply extends Costs = Costs>(
  path: string,
  definition: Pick<Operation<Body, Reply>, 'name' | 'when' | 'input' | 'output'> & {
    readonly store: (body: Body) => StoreRequest;
    readonly found?: (reply: Reply, body: Body) => StoreResponse;
  },
): Operation<never, never, never> => {
  const { name, when, input, output, store, found } = definition;
  return operation<NamespaceCall<Body>, Reply>({
    name,
    method: { kind: 'method', path, owner: namespaces },
    body: ([body], receiver) => ({
      name:
        (body as Named | null | undefined)?.namespace ??
        (receiver as Namespace | undefined)?._client?.defaultNamespace,
      body: (body ?? {}) as Body,
    }),
    when: when && (({ body }, receiver) => when(body, receiver)),
    request: (call) => ({ store: { collection: call.name, ...store(call.body) } }),
    response: (reply, { body }) => withCosts(reply, found?.(reply, body)),
    input: input && (({ body }) => input(body)),
    output: output && ((reply, { body }) => output(reply, body)),
  });
};

/** What is billed are bytes: they are the store's units. */
function withCosts({ billing, performance }: Costs, store?: StoreResponse): ResponseFacts {
  const milliseconds = performance?.server_total_ms;
  return {
    serverTimes: typeof milliseconds === 'number' ? { total: milliseconds / 1000 } : undefined,
    store: {
      ...store,
      readUnits: billing?.billable_logical_bytes_queried,
      writeUnits: billing?.billable_logical_bytes_written,
    },
  };
}

const documentsOf = (rows: readonly Row[] | undefined): object[] =>
  listOf(rows).map((row) => retrievedDocument(row.id, row.$dist, contentOf(row)));

/** How the results of several searches read. */
function readResults(
  { results }: MultiQueryReply,
  { queries, rerank_by: rerankBy }: MultiQuery,
): StoreResponse {
  const lists = listOf(results).map(({ rows }) => scoresOf(rows));
  if (rerankBy != null) return { scores: lists };
  const directions = new Set(listOf(queries).map((search) => directionOf(search)));
  // Distances and scores of texts cannot be put together.
  const scores = directions.size > 1 ? lists.map((list) => list.map(() => undefined)) : lists;
  return { scores, direction: directions.size === 1 ? [...directions][0] : undefined };
}

/** Instruments the `@turbopuffer/turbopuffer` client. */
export const turbopuffer: Adapter = defineAdapter({
  provider: 'turbopuffer',
  module: turbopufferHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: (receiver as Namespace | undefined)?._client?.baseURL }),
  defaultPort: 443,
  isClient: (instance) => '_client' in instance && 'multiQuery' in instance,
  operations: [
    on<Query, QueryReply>('query', {
      name: 'search',
      when: isRanked,
      store: (query) => readSearches([query]),
      found: ({ rows }, query) => ({ scores: [scoresOf(rows)], direction: directionOf(query) }),
      input: (query) => ({ query: queryTextOf([query]) }),
      output: ({ rows }) => ({ documents: documentsOf(rows) }),
    }),
    on<Query, QueryReply>('query', {
      name: 'read',
      store: readSelection,
      found: ({ rows }) => ({ returnedRows: rows?.length }),
    }),
    on<MultiQuery, MultiQueryReply>('multiQuery', {
      name: 'search',
      store: ({ queries, rerank_by: rerankBy }) => ({
        ...readSearches(listOf(queries)),
        hybrid: rerankBy != null,
      }),
      found: readResults,
      input: ({ queries }) => ({ query: queryTextOf(listOf(queries)) }),
      output: ({ results }) => ({
        documents: listOf(results).flatMap(({ rows }) => documentsOf(rows)),
      }),
    }),
    on<Write, WriteReply>('write', {
      name: 'delete',
      when: isDeletion,
      store: readWrite,
      found: (reply) => ({ acceptedCount: reply.rows_affected }),
    }),
    on<Write, WriteReply>('write', {
      name: 'write',
      store: (write) => ({ ...readWrite(write), limits: undefined }),
      found: (reply) => ({ acceptedCount: reply.rows_affected }),
    }),
    on<Named>('deleteAll', { name: 'delete', store: () => ({ limits: {} }) }),
    on<Named>('hintCacheWarm', { name: 'read', store: () => ({ limits: {} }) }),
  ],
});
