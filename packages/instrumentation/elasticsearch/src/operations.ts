/** The methods of the clients of Elasticsearch and OpenSearch that have to do with vectors, and how they read. */
import { operation, type Operation, type ResponseFacts, type Target } from '@spanwise/core/adapter';
import type { Params, StoreCall } from './elasticsearch.ts';
import { documentsOf, readBulkReply, readDeleteReply, readFound } from './replies.ts';
import { readKnnSearch, readMultiSearch, readSearch, type VectorSearch } from './searches.ts';
import { readBulk, readDelete, readDeleteByQuery, readDocument } from './writes.ts';

type AnyOperation = Operation<never, never, never>;
type Read<Call extends StoreCall> = (params: Params | null | undefined) => Call | undefined;

/** What both clients have. `callback`: true for one that a function may be passed to, which is OpenSearch's. */
export function createOperations(callback = false): AnyOperation[] {
  const on = <Call extends StoreCall, Reply>(
    name: 'search' | 'write' | 'delete',
    path: string,
    read: Read<Call>,
    more: Partial<Operation<Call, Reply>> = {},
  ): AnyOperation =>
    operation<Call, Reply>({
      name,
      method: { kind: 'method', path, export: 'Client' } satisfies Target,
      callback,
      body: ([params]) =>
        (typeof params === 'function' ? undefined : read(params as Params)) as Call,
      // A call that is not read is left to others.
      when: (call) => call?.store !== undefined,
      request: ({ store }) => ({ store }),
      ...more,
    });
  const search = (path: string, read: Read<VectorSearch>): AnyOperation =>
    on<VectorSearch, Parameters<typeof readFound>[0]>('search', path, read, {
      response: readFound,
      input: ({ text }) => ({ query: text }),
      output: (reply) => ({ documents: documentsOf(reply) }),
    });
  const change = (
    name: 'write' | 'delete',
    path: string,
    read: Read<StoreCall>,
    response?: (reply: never) => ResponseFacts,
  ): AnyOperation => on<StoreCall, never>(name, path, read, { response });
  return [
    search('search', readSearch),
    search('msearch', readMultiSearch),
    ...(callback ? [] : [search('knnSearch', readKnnSearch)]),
    change('write', 'bulk', readBulk, readBulkReply),
    change('write', 'index', readDocument),
    change('write', 'create', readDocument),
    change('write', 'update', readDocument),
    change('delete', 'delete', readDelete),
    change('delete', 'deleteByQuery', readDeleteByQuery, readDeleteReply),
  ];
}
