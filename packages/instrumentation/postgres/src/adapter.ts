/** Instruments vector searches by the `postgres` client: where its queries are sent, and how they and their rows read as ours. */
import { defineAdapter, operation, type Adapter, type ModuleExports } from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import {
  noteSettings,
  readFailure,
  readQuery,
  readRows,
  vectorQueryOf,
  type VectorQuery,
} from '@spanwise/instrumentation-pg/vector-query';
import { postgresHeader } from './header.ts';
import type { Query, Result } from './postgres.ts';
import { mayCompare, queryTextOf } from './query-text.ts';

/** Instruments vector searches by the `postgres` client. */
export const postgres: Adapter = defineAdapter({
  provider: 'postgresql',
  module: postgresHeader.module,
  store: createStoreCall,
  yields: true,
  failure: readFailure,
  operations: [
    operation<VectorQuery | undefined, Result>({
      name: 'search',
      // All that waits for a query calls it: `then`, `catch`, `finally`, `execute`, `forEach`.
      method: { kind: 'method', path: 'handle', calledAs: 'sql', owner: prototypeOfQueries },
      told: {
        isReceiver: true,
        ends: 'resolve',
        fails: 'reject',
        reply: (_query, [result]) => result,
      },
      body: (_callArguments, receiver) => queryOf(receiver ?? {}),
      when: (query) => query?.sql !== undefined,
      request: (query) => readQuery(query!),
      response: (result, query) =>
        result.count === undefined ? {} : readRows(result, result.count, query!),
      output: (result) => ({ documents: result.map((content) => ({ content })) }),
    }),
  ],
});

/** Only the first who waits sends it. The rows of a cursor come and go, and there are none of what is described. */
function queryOf(query: Query): VectorQuery | undefined {
  const { executed, cursorFn, onlyDescribe } = query;
  if (executed === true || cursorFn !== undefined || onlyDescribe === true) return undefined;
  // Of a pool nobody knows which connection it is; a transaction has a function of its own that sends its queries.
  const settings = noteSettings(query.handler, query.strings?.join('?'), true);
  if (!mayCompare(query)) return undefined;
  const { text, values } = queryTextOf(query);
  return vectorQueryOf(text, { list: values }, { settings });
}

/** The class of queries is not exported: it is that of one which is never sent. No connection is made for it. */
function prototypeOfQueries(exports: ModuleExports): object | undefined {
  const make = (exports['default'] ?? exports) as (options: object) => {
    readonly unsafe: (text: string) => object;
  };
  const sql = make({
    host: 'localhost',
    max: 0,
    no_subscribe: {},
    target_session_attrs: 'primary',
  });
  return Object.getPrototypeOf(sql.unsafe('')) as object;
}
