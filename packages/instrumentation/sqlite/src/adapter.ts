/** Instruments vector searches in SQLite: the methods of prepared statements, and how they and their rows read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type Fold,
  type ModuleFacts,
  type Operation,
  type Target,
} from '@spanwise/core/adapter';
import { createStoreCall } from '@spanwise/store';
import {
  readQuery,
  readRows,
  scoreAlone,
  vectorQueryOf,
  type ParameterValues,
  type VectorQuery,
} from '@spanwise/instrumentation-pg/vector-query';
import { betterSqlite3Header, nodeSqliteHeader } from './header.ts';
import { SQLITE, type SqliteError, type Statement } from './sqlite.ts';

type Search = VectorQuery | undefined;

/** What was found, as far as it is kept. */
interface Rows {
  readonly rows: unknown[];
  count: number;
}
/** What was read of it so far, one by one. */
interface ReadRows extends Rows {
  readonly search: Search;
}

/** Of more rows that are read one by one no scores are said. */
const MAX_SCORES = 10_000;

/** While content is off, no more is kept of a row than its score. */
const readOneByOne: Fold<Search, ReadRows, unknown> = {
  start: (query) => ({ search: query, rows: [], count: 0 }),
  add: (reply, row, text) => {
    reply.count += 1;
    if (reply.rows.length < MAX_SCORES) reply.rows.push(text ? row : scoreAlone(row, reply.search));
  },
};

/** Instruments vector searches by `node:sqlite`. */
export const nodeSqlite: Adapter = adapterOf(nodeSqliteHeader.module, (path) => ({
  kind: 'method',
  path,
  export: 'StatementSync',
}));

/** Instruments vector searches by the `better-sqlite3` client. */
export const betterSqlite3: Adapter = adapterOf(betterSqlite3Header.module, (path) => ({
  kind: 'factory',
  factories: ['prepare'],
  path,
}));

function adapterOf(module: ModuleFacts, methodOf: (path: string) => Target): Adapter {
  return defineAdapter({
    provider: 'sqlite',
    module,
    store: createStoreCall,
    inProcess: true,
    failure: readFailure,
    operations: [
      search(methodOf('all'), (rows) => rows as unknown[]),
      search(methodOf('get'), (row) => (row === undefined ? [] : [row])),
      search(methodOf('iterate'), (rows) => rows as unknown[], readOneByOne),
    ],
  });
}

function search(
  method: Target,
  rowsOf: (reply: unknown) => unknown[],
  stream?: Fold<Search, ReadRows, unknown>,
): Operation<never, never, never> {
  const read = (reply: unknown): Rows => {
    if (stream) return reply as Rows;
    const rows = rowsOf(reply);
    return { rows, count: rows.length };
  };
  return operation<Search>({
    name: 'search',
    method,
    body: searchOf,
    when: (query) => query?.sql !== undefined,
    request: (query) => readQuery(query!),
    nothingIsReply: true,
    response: (reply, query) => {
      const { rows, count } = read(reply);
      return readRows(rows.length === count ? rows : undefined, count, query!);
    },
    stream: stream as Fold<Search, unknown, unknown> | undefined,
    output: (reply) => ({ documents: read(reply).rows.map((content) => ({ content })) }),
  });
}

function searchOf(callArguments: readonly unknown[], receiver: unknown): Search {
  return vectorQueryOf(textOf(receiver), valuesOf(callArguments), { dialect: SQLITE });
}

/** A statement whose database is closed throws where its text is read, as it does when it is run: that the caller is told. */
function textOf(receiver: unknown): unknown {
  const statement = (receiver ?? {}) as Statement;
  try {
    return statement.sourceSQL ?? statement.source;
  } catch {
    return undefined;
  }
}

/** Values by place are arguments, or lists of them; those by name are in an object. */
function valuesOf(callArguments: readonly unknown[]): ParameterValues {
  const list: unknown[] = [];
  let named: Readonly<Record<string, unknown>> | undefined;
  for (const value of callArguments) {
    if (Array.isArray(value)) list.push(...(value as unknown[]));
    else if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value))
      list.push(value);
    else named = value as Readonly<Record<string, unknown>>;
  }
  return { list, named };
}

function readFailure(error: unknown): FailureFacts | undefined {
  const { code, errcode = code, message } = (error ?? {}) as SqliteError;
  return typeof code === 'string' && /SQLITE/.test(code)
    ? { type: code, message, statusCode: errcode as string | number }
    : undefined;
}
