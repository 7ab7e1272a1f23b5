/** Instruments Weaviate's client: the methods of its collections, and how their requests and replies read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
  type StoreRequest,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { weaviateHeader } from './header.ts';
import { readWrite, sizeOf } from './objects.ts';
import {
  documentsOf,
  queryTextOf,
  readFound,
  readSearch,
  readTarget,
  sourceOf,
  type Call,
} from './searches.ts';
import type { BatchReply, DeletionReply, FoundReply, Options } from './weaviate.ts';

const FACTORIES = [...Object.keys(weaviateHeader.module.exports ?? {}), 'client'];
const FURTHER = [
  ...['get', 'use', 'create', 'createFromSchema', 'createFromJson'].map(
    (method) => `collections.${method}`,
  ),
  'withTenant',
  'withConsistency',
];

const target = (path: string): Target => ({
  kind: 'factory',
  factories: FACTORIES,
  further: FURTHER,
  path,
});

/** @param optionsAt Which argument the options are. */
const bodyOf =
  (optionsAt: number) =>
  (callArguments: readonly unknown[], receiver: unknown): Call => ({
    source: sourceOf(receiver),
    input: callArguments[0],
    options: callArguments[optionsAt] ?? {},
  });

type AnyOperation = Operation<never, never, never>;

/** What {@link search} and {@link read} are told of a method. */
interface Method {
  readonly path: string;
  readonly optionsAt: number;
  /** What it is called in spans. Default: the last step of its path. */
  readonly operation?: string;
}

const search = ({ path, optionsAt, operation: called }: Method): AnyOperation =>
  operation<Call, FoundReply>({
    name: 'search',
    method: target(path),
    body: bodyOf(optionsAt),
    request: (call) => ({
      store: { ...readSearch(call), operation: called, hybrid: path.endsWith('.hybrid') },
    }),
    response: (reply) => ({ store: readFound(reply) }),
    // Media are searched by what they hold, objects by their ids.
    input: (call) => (/\.(nearText|bm25|hybrid)$/.test(path) ? { query: queryTextOf(call) } : {}),
    output: (reply) => ({ documents: documentsOf(reply) }),
  });

const read = (
  { path, optionsAt, operation: called }: Method,
  rowsOf: (reply: FoundReply) => number | undefined,
): AnyOperation =>
  operation<Call, FoundReply>({
    name: 'read',
    method: target(path),
    body: bodyOf(optionsAt),
    request: (call) => ({ store: { ...readTarget(call), operation: called } }),
    response: (reply) => ({ store: { returnedRows: rowsOf(reply) } }),
  });

const write = (path: string): AnyOperation =>
  operation<Call, BatchReply | string>({
    name: 'write',
    method: target(path),
    body: bodyOf(1),
    request: (call) => ({ store: readWrite(call) }),
    response: (reply) => {
      const { uuids, errors } = typeof reply === 'object' ? reply : ({} as BatchReply);
      return { store: { acceptedCount: sizeOf(uuids), failedCount: sizeOf(errors) } };
    },
  });

const remove = (path: string, request: (call: Call) => StoreRequest): AnyOperation =>
  operation<Call, DeletionReply | boolean>({
    name: 'delete',
    method: target(path),
    body: bodyOf(1),
    request: (call) => ({ store: request(call) }),
    response: (reply) => {
      const { successful, failed } = reply as DeletionReply;
      return { store: { acceptedCount: successful, failedCount: failed } };
    },
  });

const NEAR = ['nearVector', 'nearText', 'nearObject', 'nearImage'];
const RANKING = [...NEAR, 'hybrid', 'bm25'];
const rowsOf = ({ objects }: FoundReply): number | undefined => objects?.length;
const groupsOf = (reply: unknown): number | undefined =>
  Array.isArray(reply) ? reply.length : undefined;

/** Instruments Weaviate's client. */
export const weaviate: Adapter = defineAdapter({
  provider: 'weaviate',
  module: weaviateHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: sourceOf(receiver).connection?.host }),
  defaultPort: 8080,
  isClient: (instance) => 'collections' in instance || 'withTenant' in instance,
  failure: readFailure,
  operations: [
    ...RANKING.map((method) => search({ path: `query.${method}`, optionsAt: 1 })),
    search({ path: 'query.nearMedia', optionsAt: 2 }),
    ...RANKING.map((method) =>
      search({ path: `generate.${method}`, optionsAt: 2, operation: `generate.${method}` }),
    ),
    search({ path: 'generate.nearMedia', optionsAt: 3, operation: 'generate.nearMedia' }),
    read({ path: 'query.fetchObjects', optionsAt: 0 }, rowsOf),
    read({ path: 'query.fetchObjectById', optionsAt: 1 }, () => 1),
    read(
      { path: 'generate.fetchObjects', optionsAt: 1, operation: 'generate.fetchObjects' },
      rowsOf,
    ),
    ...['aggregate', 'aggregate.groupBy'].flatMap((manager) =>
      [...NEAR, 'hybrid', 'overAll'].map((method) => {
        const path = `${manager}.${method}`;
        return read({ path, optionsAt: method === 'overAll' ? 0 : 1, operation: path }, groupsOf);
      }),
    ),
    write('data.insert'),
    write('data.insertMany'),
    write('data.ingest'),
    write('data.update'),
    write('data.replace'),
    remove('data.deleteById', readTarget),
    remove('data.deleteMany', (call) =>
      readTarget({ ...call, options: { filters: call.input as Options['filters'] } }),
    ),
  ],
});

/** The client's own errors have no code where gRPC fails: its status stands in their text. */
function readFailure(error: unknown): FailureFacts | undefined {
  const { name, message, code } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const [, status] = /\/[\w.]+\/\w+ ([A-Z_]+): /.exec(String(message)) ?? [];
  return status === undefined || code !== undefined
    ? undefined
    : { type: String(name), statusCode: status, message: String(message) };
}
