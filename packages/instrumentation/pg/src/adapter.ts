/** Instruments vector searches by the `pg` client: its methods, and how their requests and replies read as ours. */
import { context } from '@opentelemetry/api';
import { defineAdapter, operation, type Adapter, type AnyFunction } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import { pgHeader } from './header.ts';
import type { Client, QueryConfig, QueryResult } from './pg.ts';
import {
  noteSettings,
  readFailure,
  readQuery,
  readRows,
  vectorQueryOf,
  type VectorQuery,
} from './vector-query.ts';

/** Instruments vector searches by the `pg` client. */
export const pg: Adapter = defineAdapter({
  provider: 'postgresql',
  module: pgHeader.module,
  store: createStoreCall,
  defaultPort: 5432,
  yields: true,
  client: (receiver) => addressOf(receiver as Client | undefined),
  failure: readFailure,
  operations: [
    operation<VectorQuery | undefined, QueryResult>({
      name: 'search',
      method: { kind: 'method', path: 'query', export: 'Client' },
      callback: true,
      told: {
        ends: 'handleReadyForQuery',
        fails: 'handleError',
        reply: (submitted) => ({
          rowCount: (submitted as { _result?: QueryResult })._result?.rowCount,
        }),
      },
      body: (callArguments, receiver) => queryOf(callArguments, receiver as Client | undefined),
      when: (query) => query?.sql !== undefined,
      request: (query) => readQuery(query!),
      response: ({ rows, rowCount }, query) => readRows(rows, rowCount, query!),
      output: ({ rows }) => ({ documents: (rows ?? []).map((content) => ({ content })) }),
    }),
  ],
  // A query that waits for a connection of the pool goes on where another gives its own back.
  replaced: [{ method: { kind: 'method', path: 'connect', export: 'Pool' }, wrap: bindCallback }],
});

function queryOf(
  [query, values]: readonly unknown[],
  receiver: Client | undefined,
): VectorQuery | undefined {
  const config: QueryConfig = typeof query === 'string' ? { text: query } : (query ?? {});
  const { text, values: own } = config.cursor ?? config;
  const settings = noteSettings(receiver, text);
  // A callback in the object of a query that is not submitted is told of nowhere else.
  if (config.callback !== undefined && config.submit === undefined) return undefined;
  return vectorQueryOf(
    text,
    { list: own ?? listOf(values) },
    { database: receiver?.database, settings },
  );
}

const listOf = (values: unknown): readonly unknown[] | undefined =>
  Array.isArray(values) ? values : undefined;

/** A path is that of a socket: it has no address. */
function addressOf(client: Client | undefined): { baseURL?: string } {
  const { host, port } = client ?? {};
  if (host === undefined || host.startsWith('/')) return {};
  return { baseURL: `postgresql://${host.includes(':') ? `[${host}]` : host}:${port}` };
}

function bindCallback(original: AnyFunction): AnyFunction {
  return function connect(this: unknown, ...callArguments: unknown[]): unknown {
    const [callback] = callArguments;
    if (typeof callback !== 'function') return original.apply(this, callArguments);
    return original.call(this, context.bind(context.active(), callback));
  };
}
