/** The methods of the clients of Elasticsearch and OpenSearch that have to do with vectors, and how they read. */
import {
  operation,
  type ClientFacts,
  type Operation,
  type ResponseFacts,
  type Target,
} from '@spanwise/core/adapter';
import type { Params, StoreCall } from './elasticsearch.ts';
import { documentsOf, readBulkReply, readDeleteReply, readFound } from './replies.ts';
import { readMultiSearch, readSearch, type VectorSearch } from './searches.ts';
import { readBulk, readDelete, readDeleteByQuery, readDocument } from './writes.ts';

type AnyOperation = Operation<never, never, never>;
type Read<Call extends StoreCall> = (params: Params | null | undefined) => Call | undefined;

/** How a client has its methods. */
export interface ClientShape {
  /** Default: on the prototype of the client. */
  readonly kind?: 'method' | 'assigned';
  /** Which versions have them so. Default: all. */
  readonly versions?: string;
  /** True where a function may be passed in the place of a promise. Default false. */
  readonly callback?: boolean;
  /** Methods that search, beside `search` and `msearch`, and how they are read. Default: none. */
  readonly searches?: Readonly<Record<string, Read<VectorSearch>>>;
  /** Further names of `deleteByQuery`. Default: none. */
  readonly aliases?: readonly string[];
}

/** The calls that both clients have. */
export function createOperations(shape: ClientShape = {}): AnyOperation[] {
  const { kind = 'method', versions, callback, searches, aliases = [] } = shape;
  const on = <Call extends StoreCall, Reply>(
    name: 'search' | 'write' | 'delete',
    path: string,
    read: Read<Call>,
    more: Partial<Operation<Call, Reply>> = {},
  ): AnyOperation =>
    operation<Call, Reply>({
      name,
      method: { kind, path, export: 'Client' } satisfies Target,
      versions,
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
    ...Object.entries(searches ?? {}).map(([path, read]) => search(path, read)),
    change('write', 'bulk', readBulk, readBulkReply),
    change('write', 'index', readDocument),
    change('write', 'create', readDocument),
    change('write', 'update', readDocument),
    change('delete', 'delete', readDelete),
    ...['deleteByQuery', ...aliases].map((path) =>
      change('delete', path, readDeleteByQuery, readDeleteReply),
    ),
  ];
}

/** Where a client sends its calls. Of several nodes, which one is asked is known only afterwards. */
export function readClient(receiver: unknown): ClientFacts {
  const { connectionPool } = (receiver ?? {}) as {
    readonly connectionPool?: { readonly connections?: readonly { readonly url?: URL }[] };
  };
  const [first, ...others] = connectionPool?.connections ?? [];
  return { baseURL: others.length === 0 ? first?.url : undefined };
}

export { readFailure } from './replies.ts';
export type { BulkReply, Params, RawReply, SearchReply } from './elasticsearch.ts';
