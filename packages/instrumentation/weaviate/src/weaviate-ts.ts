/** Instruments Weaviate's older client: what its builders do, and how it reads as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import type {
  BatchDeletionReply,
  BatchEntry,
  BatchObject,
  Builder,
  ObjectBuilder,
  ObjectsReply,
  QueryBuilder,
  QueryReply,
} from './builders.ts';
import { weaviateTsHeader } from './header.ts';
import { readWrite } from './objects.ts';
import { callOf, foundOf, isRanked, readQuery, searchOf } from './queries.ts';
import { documentsOf, queryTextOf, readFound, readTarget } from './searches.ts';

type ReadReply = QueryReply & ObjectsReply;
type AnyOperation = Operation<never, never, never>;

/** Each builder has its function as its own, given by its constructor. */
const target = (builder: string): Target => ({ kind: 'assigned', export: builder, path: 'do' });
const bodyOf = (_: readonly unknown[], receiver: unknown): never => receiver as never;

/** @param called What the client calls what makes the builder. */
const search = (method: Target, called: string): AnyOperation =>
  operation<QueryBuilder, QueryReply>({
    name: 'search',
    method,
    body: bodyOf,
    when: isRanked,
    request: (builder) => ({ store: { ...readQuery(builder), operation: called } }),
    response: (reply) => ({ store: readFound(foundOf(reply)) }),
    input: (builder) => ({ query: queryTextOf(searchOf(builder)) }),
    output: (reply) => ({ documents: documentsOf(foundOf(reply)) }),
  });

const read = (
  method: Target,
  called: string,
  rowsOf: (reply: ReadReply, builder: QueryBuilder) => number | undefined,
): AnyOperation =>
  operation<QueryBuilder, ReadReply>({
    name: 'read',
    method,
    body: bodyOf,
    request: (builder) => ({ store: { ...readTarget(callOf(builder)), operation: called } }),
    response: (reply, builder) => ({ store: { returnedRows: rowsOf(reply, builder) } }),
  });

const query = (builder: string, called: string): readonly AnyOperation[] => {
  const method = target(builder);
  return [search(method, called), read(method, called, (reply) => foundOf(reply).objects?.length)];
};

const write = (builder: string, called: string): AnyOperation =>
  operation<ObjectBuilder, readonly BatchEntry[]>({
    name: 'write',
    method: target(builder),
    body: bodyOf,
    request: (body) => ({ store: { ...readBuilder(body), operation: called } }),
    response: (reply) => {
      if (!Array.isArray(reply)) return {};
      const failedCount = (reply as readonly BatchEntry[]).filter(
        ({ result }) => result?.status === 'FAILED',
      ).length;
      return { store: { acceptedCount: reply.length - failedCount, failedCount } };
    },
  });

/** A batch may be of several collections and tenants; it is of one where all of its objects are. */
function readBuilder(builder: ObjectBuilder): ReturnType<typeof readWrite> {
  const { objects = [builder] }: { readonly objects?: readonly BatchObject[] | undefined } =
    builder;
  const [first] = objects;
  const isOf = (part: 'class' | 'tenant'): boolean =>
    objects.every((object) => object?.[part] === first?.[part]);
  const className = builder.className ?? (isOf('class') ? first?.class : undefined);
  const tenant = isOf('tenant') ? first?.tenant : undefined;
  const call = callOf({ ...builder, className, tenant });
  return readWrite({ ...call, input: objects }, ({ vector, vectors }) => [vector, vectors]);
}

const remove = (builder: string, called: string): AnyOperation =>
  operation<ObjectBuilder, BatchDeletionReply>({
    name: 'delete',
    method: target(builder),
    body: bodyOf,
    request: (body) => ({ store: { ...readTarget(callOf(body)), operation: called } }),
    response: ({ results }) => ({
      store: { acceptedCount: results?.successful, failedCount: results?.failed },
    }),
  });

/** Instruments Weaviate's older client. */
export const weaviateTs: Adapter = defineAdapter({
  provider: 'weaviate',
  module: weaviateTsHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: (receiver as Builder | undefined)?.client?.host }),
  defaultPort: 8080,
  isClient: (instance) => 'validate' in instance && 'client' in instance,
  failure: readFailure,
  operations: [
    ...query('GraphQLGetter', 'get'),
    ...query('Explorer', 'explore'),
    ...query('Raw', 'raw'),
    read(target('Aggregator'), 'aggregate', ({ data }, { groupBy }) =>
      groupBy ? Object.values(data?.Aggregate ?? {})[0]?.length : undefined,
    ),
    read(target('Getter'), 'getter', ({ objects }) => objects?.length),
    read(target('GetterById'), 'getterById', () => 1),
    write('Creator', 'creator'),
    write('Updater', 'updater'),
    write('Merger', 'merger'),
    write('ObjectsBatcher', 'objectsBatcher'),
    remove('Deleter', 'deleter'),
    remove('ObjectsBatchDeleter', 'objectsBatchDeleter'),
  ],
});

/** A query that is refused is answered with 200; the text of its error holds the whole of it. */
function readFailure(error: unknown): FailureFacts | undefined {
  const { constructor, response } = (error ?? {}) as {
    readonly constructor?: { readonly name?: string };
    readonly response?: {
      readonly status?: number;
      readonly errors?: readonly { readonly message?: string }[];
    };
  };
  if (response?.errors === undefined) return undefined;
  return { type: constructor?.name ?? 'Error', message: response.errors[0]?.message };
}
