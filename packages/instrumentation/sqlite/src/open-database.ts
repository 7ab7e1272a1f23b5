/** Opens a real SQLite with sqlite-vec for the tests, with what it holds, by either client. */
import { load } from 'sqlite-vec';

/** A statement of either client. */
export interface OpenStatement {
  readonly all: (...values: unknown[]) => unknown[];
  readonly get: (...values: unknown[]) => unknown;
  readonly iterate: (...values: unknown[]) => IterableIterator<unknown>;
}

/** A database of either client. */
export interface OpenDatabase {
  readonly prepare: (sql: string) => OpenStatement;
  readonly exec: (sql: string) => unknown;
  readonly loadExtension: (file: string) => void;
  readonly close: () => void;
}

/** Fills a database that is open. */
export function fill<T extends OpenDatabase>(database: T): T {
  load(database);
  database.exec(`
    CREATE VIRTUAL TABLE articles USING vec0(
      id integer primary key, tenant_id text partition key, +body text, embedding float[3]
    );
    INSERT INTO articles (id, tenant_id, body, embedding) VALUES
      (1, 'acme', 'CANARY-FIRST', '[1,0,0]'), (2, 'acme', 'CANARY-SECOND', '[0,1,0]'),
      (3, 'other', 'CANARY-THIRD', '[1,1,0]');
  `);
  return database;
}

/** What takes a text and its values, and does as an application would. Its promises are only what the contract asks for. */
export function calls(database: OpenDatabase): object {
  const call =
    (read: (statement: OpenStatement, values: unknown[]) => unknown) =>
    (sql: string, ...values: unknown[]): Promise<unknown> =>
      new Promise((resolve) => resolve(read(database.prepare(sql), values)));
  return {
    all: call((statement, values) => statement.all(...values)),
    get: call((statement, values) => statement.get(...values)),
    iterate: call((statement, values) => [...statement.iterate(...values)]),
  };
}
