/** Instruments the Milvus client: its methods, and how their requests and replies read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
  type ResponseFacts,
  type StoreResponse,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { milvusHeader } from './header.ts';
import type {
  Client,
  MutationReply,
  ReadReply,
  Search,
  SearchReply,
  Selection,
  Status,
  Write,
} from './milvus.ts';
import { readSelection, readWrite, type Call } from './records.ts';
import { documentOf, hitsOf, queryTextOf, readSearch } from './searches.ts';

const target = (path: string): Target => ({ kind: 'method', path, export: 'MilvusClient' });
const bodyOf = (callArguments: readonly unknown[], receiver: unknown): never =>
  ({ request: callArguments[0] ?? undefined, client: receiver }) as never;

/** A call that failed is fulfilled, too; older servers tell a word alone, newer ones a number besides. */
function failureOf({ status }: Status): FailureFacts | undefined {
  const { error_code: word, code, reason } = status ?? {};
  const isSuccess = word === undefined || word === 'Success' || word === 0;
  if (isSuccess && !code) return undefined;
  const type = String(isSuccess ? code : word);
  return { type, statusCode: code || type, message: reason };
}

const reply = <Reply extends Status>(
  value: Reply,
  read: (value: Reply) => StoreResponse,
): ResponseFacts => {
  const failure = failureOf(value);
  return failure ? { failure } : { store: read(value) };
};

function readMutation(mutation: MutationReply): ResponseFacts {
  return reply(mutation, ({ insert_cnt, upsert_cnt, delete_cnt, err_index }) => {
    const counts = [insert_cnt, upsert_cnt, delete_cnt].map(Number);
    return {
      acceptedCount: counts.find((count) => count > 0),
      failedCount: err_index?.length || undefined,
    };
  });
}

const write = (path: string): Operation<never, never, never> =>
  operation<Call<Write>, MutationReply>({
    name: 'write',
    method: target(path),
    body: bodyOf,
    request: (call) => ({ store: readWrite(call) }),
    response: readMutation,
  });

const remove = (path: string): Operation<never, never, never> =>
  operation<Call<Selection>, MutationReply>({
    name: 'delete',
    method: target(path),
    body: bodyOf,
    request: (call) => ({ store: readSelection(call) }),
    response: readMutation,
  });

const read = (path: string): Operation<never, never, never> =>
  operation<Call<Selection>, ReadReply>({
    name: 'read',
    method: target(path),
    body: bodyOf,
    request: (call) => ({ store: readSelection(call) }),
    response: (rows) =>
      reply(rows, ({ data }) => ({ returnedRows: Array.isArray(data) ? data.length : undefined })),
  });

/** Instruments the Milvus client. */
export const milvus: Adapter = defineAdapter({
  provider: 'milvus',
  module: milvusHeader.module,
  store: createStoreCall,
  client: (receiver) => {
    const address = (receiver as Client | undefined)?.config?.address;
    return { baseURL: address?.includes('://') ? address : address && `grpc://${address}` };
  },
  defaultPort: 19_530,
  isClient: (instance) => 'milvusProto' in instance,
  failure: (error) => {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    const [, name] = /^\d+ ([A-Z_]+):/.exec(String(message)) ?? [];
    return name === undefined || typeof code !== 'number'
      ? undefined
      : { type: name, statusCode: code, message: String(message) };
  },
  operations: [
    operation<Call<Search>, SearchReply>({
      name: 'search',
      method: target('search'),
      body: bodyOf,
      request: (call) => ({ store: readSearch(call) }),
      response: (found) =>
        reply(found, (value) => ({
          scores: hitsOf(value)?.map((hits) => hits.map(({ score }) => score)),
        })),
      input: (call) => ({ query: queryTextOf(call) }),
      output: (found) => ({ documents: hitsOf(found)?.flat().map(documentOf) }),
    }),
    write('insert'),
    write('upsert'),
    remove('delete'),
    remove('deleteEntities'),
    read('query'),
    read('get'),
    read('count'),
  ],
});
