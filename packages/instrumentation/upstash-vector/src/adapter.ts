/** Instruments the `@upstash/vector` client: what it sends, and how its requests and replies read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type ModuleExports,
  type Operation,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import { upstashVectorHeader } from './header.ts';
import {
  matchesOf,
  queryTextOf,
  readNext,
  readQuery,
  readRecords,
  readSelection,
  rowsOf,
  sentBy,
  type Sent,
} from './requests.ts';
import type {
  Query,
  QueryResult,
  Reached,
  ReadResult,
  Requester,
  Selection,
  SentReply,
  Written,
} from './upstash-vector.ts';

/** The class that sends requests is not exported. The methods of an index are its own, made with it. */
function requesters(exports: ModuleExports): object | undefined {
  const Index = exports['Index'] as (new (options: object) => { client: object }) | undefined;
  // An index that nobody uses: to make one sends nothing.
  const { client } = Index ? new Index({ url: 'http://localhost', token: 'none' }) : {};
  return client && (Object.getPrototypeOf(client) as object);
}

/** The requests to some endpoints, by the name of the method that sends them. */
const sent = <Payload, Result = unknown>(
  calledAs: string,
  endpoints: readonly string[],
  definition: Pick<Operation<Sent<Payload>, Result>, 'name' | 'request' | 'input' | 'output'> & {
    readonly response?: (result: Result | undefined) => ResponseFacts;
    readonly when?: ((payload: Payload) => boolean) | undefined;
  },
): Operation<never, never, never> => {
  const { response, output, when, request, ...rest } = definition;
  return operation<Sent<Payload>, SentReply<Result>>({
    ...rest,
    method: { kind: 'method', path: 'client.request', calledAs, owner: requesters },
    body: sentBy,
    when: ({ endpoint, payload }) => endpoints.includes(endpoint) && (when?.(payload) ?? true),
    request,
    // The client throws what stands in a reply that was fulfilled.
    response: ({ result, error }) => ({
      ...response?.(result),
      failure: error ? { type: 'UpstashError', message: error } : undefined,
    }),
    output: output && (({ result }, body) => (result === undefined ? {} : output(result, body))),
  });
};

type Queries = Query | readonly Query[];

const search = (
  calledAs: string,
  endpoints: readonly string[],
  when?: (payload: Queries) => boolean,
): Operation<never, never, never> =>
  sent<Queries, QueryResult>(calledAs, endpoints, {
    name: 'search',
    when,
    request: (body) => ({ store: calledAs === 'fetchNext' ? readNext(body) : readQuery(body) }),
    response: (result) => ({
      store: { scores: matchesOf(result)?.map((matches) => matches.map(({ score }) => score)) },
    }),
    input: (body) => ({ query: queryTextOf(body) }),
    output: (result) => ({
      documents: matchesOf(result)
        ?.flat()
        .map(({ id, score, data, metadata }) => retrievedDocument(id, score, data ?? metadata)),
    }),
  });

const write = (calledAs: string, endpoints: readonly string[]): Operation<never, never, never> =>
  sent<Written | readonly Written[], Reached>(calledAs, endpoints, {
    name: 'write',
    request: (body) => ({ store: readRecords(body) }),
    response: (result) => ({ store: { acceptedCount: result?.updated } }),
  });

const remove = (calledAs: string): Operation<never, never, never> =>
  sent<Selection, Reached>(calledAs, [calledAs], {
    name: 'delete',
    request: (body) => ({ store: readSelection(body) }),
    response: (result) => ({ store: { acceptedCount: result?.deleted } }),
  });

const read = (calledAs: string): Operation<never, never, never> =>
  sent<Selection, ReadResult>(calledAs, [calledAs], {
    name: 'read',
    request: (body) => ({ store: readSelection(body) }),
    response: (result) => ({ store: { returnedRows: rowsOf(result) } }),
  });

/** Instruments the `@upstash/vector` client. */
export const upstashVector: Adapter = defineAdapter({
  provider: 'upstash',
  module: upstashVectorHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: (receiver as Requester | undefined)?.baseUrl }),
  defaultPort: 443,
  isClient: (instance) => 'client' in instance && 'range' in instance && 'upsert' in instance,
  operations: [
    search('queryMany', ['query', 'query-data'], (payload) => Array.isArray(payload)),
    search('query', ['query', 'query-data']),
    search('resumableQuery', ['resumable-query', 'resumable-query-data']),
    search('fetchNext', ['resumable-query-next']),
    write('upsert', ['upsert', 'upsert-data']),
    write('update', ['update']),
    remove('delete'),
    remove('reset'),
    read('fetch'),
    read('range'),
  ],
});
