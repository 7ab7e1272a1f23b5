/** Instruments vector searches by the `mongodb` client: what its cursors send, and how it reads as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type ClientFacts,
  type FailureFacts,
  type MethodTarget,
  type Operation,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { contentOf, readFirst, readNext } from './batches.ts';
import { mongodbHeader } from './header.ts';
import type { Batch, Cursor, ServerError } from './mongodb.ts';
import { isSearch, queryOf, readPipeline, scoreFieldOf } from './pipelines.ts';

const ofCursors = (path: string, calledAs: string): MethodTarget => ({
  kind: 'method',
  path,
  calledAs,
  export: 'AggregationCursor',
});

const bodyOf = (_callArguments: readonly unknown[], receiver: unknown): Cursor => receiver ?? {};
const namesOf = ({ namespace }: Cursor): StoreRequest => ({
  collection: namespace?.collection,
  namespace: namespace?.db,
});

/** A further batch of a search, asked for when the one before is read to its end. */
const more = (path: string, versions: string): Operation<never, never, never> =>
  operation<Cursor, Batch>({
    name: 'read',
    method: ofCursors(path, 'getMore'),
    versions,
    callback: true,
    body: bodyOf,
    when: ({ pipeline }) => isSearch(pipeline),
    request: (cursor) => ({ store: namesOf(cursor) }),
    response: (batch) => ({ store: readNext(batch) }),
    output: (batch, { pipeline }) => ({ documents: contentOf(batch, scoreFieldOf(pipeline)) }),
  });

/** Instruments vector searches by the `mongodb` client. */
export const mongodb: Adapter = defineAdapter({
  provider: 'mongodb',
  module: mongodbHeader.module,
  store: createStoreCall,
  defaultPort: 27017,
  client: (receiver) => addressOf(receiver as Cursor | undefined),
  failure: readFailure,
  operations: [
    // All ways to read a cursor begin with it.
    operation<Cursor, { readonly response?: Batch }>({
      name: 'search',
      method: ofCursors('_initialize', 'aggregate'),
      callback: true,
      body: bodyOf,
      when: ({ pipeline }) => isSearch(pipeline),
      request: (cursor) => ({ store: { ...namesOf(cursor), ...readPipeline(cursor.pipeline) } }),
      response: ({ response }, { pipeline }) => ({
        store: readFirst(response ?? {}, scoreFieldOf(pipeline)),
      }),
      input: ({ pipeline }) => ({ query: queryOf(pipeline) }),
      output: ({ response }, { pipeline }) => ({
        documents: contentOf(response ?? {}, scoreFieldOf(pipeline)),
      }),
    }),
    more('_getMore', '<6.1'),
    more('getMore', '>=6.1'),
  ],
});

/** The name that stands for all servers of a cluster, or the only one. Which of several is asked is not known before. */
function addressOf(cursor: Cursor | undefined): ClientFacts {
  const { srvHost, hosts = [] } = cursor?.client?.options ?? {};
  if (srvHost !== undefined) return { baseURL: `mongodb://${srvHost}:27017` };
  const [{ host, port } = {}, ...others] = hosts;
  if (host === undefined || others.length > 0) return {};
  return { baseURL: `mongodb://${host.includes(':') ? `[${host}]` : host}:${port}` };
}

/** The database's own code, and its name for it. */
function readFailure(thrown: unknown): FailureFacts | undefined {
  const { code, codeName, message } = (thrown ?? {}) as ServerError;
  if (typeof code !== 'number') return undefined;
  return { type: codeName ?? String(code), statusCode: code, message };
}
