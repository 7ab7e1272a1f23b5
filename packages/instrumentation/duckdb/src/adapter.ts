/** Instruments vector searches by the `@duckdb/node-api` client: its methods, and how their queries read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Operation,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import {
  readQuery,
  vectorQueryOf,
  type ParameterValues,
  type VectorQuery,
} from '@spanwise/instrumentation-pg/vector-query';
import { DUCKDB, type Result } from './duckdb.ts';
import { duckdbHeader } from './header.ts';
import { noted, preparedOf } from './prepared.ts';
import { documentsOf, readResult } from './results.ts';

type Search = VectorQuery | undefined;

/** The others go through these. */
const METHODS = ['run', 'stream', 'streamAndReadAll'] as const;

/** Instruments vector searches by the `@duckdb/node-api` client. */
export const duckdb: Adapter = defineAdapter({
  provider: 'duckdb',
  module: duckdbHeader.module,
  store: createStoreCall,
  inProcess: true,
  failure: readFailure,
  operations: METHODS.flatMap((path) => [
    search('DuckDBConnection', path, ([text, values]) =>
      vectorQueryOf(text, valuesOf(values), { dialect: DUCKDB }),
    ),
    search('DuckDBPreparedStatement', path, (_callArguments, receiver) => {
      const { text, ...values } = preparedOf(receiver) ?? {};
      return vectorQueryOf(text, values, { dialect: DUCKDB });
    }),
  ]),
  replaced: noted,
});

function search(
  owner: string,
  path: string,
  body: (callArguments: readonly unknown[], receiver: unknown) => Search,
): Operation<never, never, never> {
  return operation<Search, Result>({
    name: 'search',
    method: { kind: 'method', path, export: owner },
    body,
    when: (query) => query?.sql !== undefined,
    request: (query) => readQuery(query!),
    response: (result, query) => readResult(result, query!),
    output: (result) => ({ documents: documentsOf(result) }),
  });
}

function valuesOf(values: unknown): ParameterValues {
  if (Array.isArray(values)) return { list: values };
  return { named: (values ?? undefined) as ParameterValues['named'] };
}

/** The client has no codes: the text begins with the kind of error, such as `Binder Error`. What follows the first line quotes the query. */
function readFailure(error: unknown): FailureFacts | undefined {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const [line = ''] = typeof message === 'string' ? message.split('\n') : [];
  const kind = /^([A-Z][A-Za-z ]{0,40} Error):/.exec(line)?.[1];
  return kind === undefined ? undefined : { type: kind, message: line };
}
