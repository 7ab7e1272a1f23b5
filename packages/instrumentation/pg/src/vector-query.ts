/** A query in SQL that is a vector search, and how its rows read. All clients of databases with SQL share it. */
import type { FailureFacts, RequestFacts, ResponseFacts } from '@spanwise/core/adapter';
import type { Settings } from './settings.ts';
import { POSTGRESQL, type SqlDialect } from './sql-dialect.ts';
import { readVectorSql, type ParameterValues, type VectorSql } from './vector-sql.ts';

export { POSTGRESQL, type SqlDialect } from './sql-dialect.ts';
export { noteSettings } from './settings.ts';
export { readCondition, vectorLength, type ParameterValues } from './vector-sql.ts';

/** What is known of a query besides its text. */
export interface QueryScope {
  /** The database that the connection is for. */
  readonly database?: string | undefined;
  /** What the connection was told of its indexes. */
  readonly settings?: Settings | undefined;
  /** Default: PostgreSQL's. */
  readonly dialect?: SqlDialect | undefined;
}

/** One query. */
export interface VectorQuery extends QueryScope {
  readonly sql: VectorSql;
}

/** The query that a text is; `undefined` for one that is no vector search. */
export function vectorQueryOf(
  text: unknown,
  values: ParameterValues,
  scope: QueryScope = {},
): VectorQuery | undefined {
  const { dialect = POSTGRESQL } = scope;
  const sql = typeof text === 'string' ? readVectorSql(text, values, dialect) : undefined;
  return sql && { ...scope, sql };
}

/** How a failure reads: by PostgreSQL's own code, which has five signs. `undefined` for one of the connection. */
export function readFailure(error: unknown): FailureFacts | undefined {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: string;
  };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
    ? { type: code, message, statusCode: code }
    : undefined;
}

/** How a query reads. A namespace is `{database}|{schema}` where the text states the schema (PostgreSQL conventions). */
export function readQuery({ sql, database, settings }: VectorQuery): RequestFacts {
  const namespace = [database, sql.schema].filter((part) => part !== undefined).join('|');
  return { store: { ...sql.request, namespace, parameters: settings } };
}

/** How its rows read: their number, and the scores where a column has them. */
export function readRows(
  rows: readonly unknown[] | undefined,
  rowCount: number | null | undefined,
  { sql: { score } }: VectorQuery,
): ResponseFacts {
  const scores = score && rows?.map((row) => scoreIn(row, score));
  return {
    store: {
      returnedRows: rowCount ?? rows?.length,
      // Rows of which none has the column are not in the text's words.
      scores: scores?.some((value) => value !== undefined) ? [scores] : undefined,
      direction: score?.direction,
    },
  };
}

/** A row of which there is nothing left but its score. */
export function scoreAlone(row: unknown, query: VectorQuery | undefined): object | undefined {
  const score = query?.sql.score;
  return score && { [score.name]: scoreIn(row, score) };
}

function scoreIn(row: unknown, score: NonNullable<VectorSql['score']>): number | undefined {
  const value: unknown = Array.isArray(row)
    ? score.index !== undefined && row[score.index]
    : (row as Readonly<Record<string, unknown>> | null)?.[score.name];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
