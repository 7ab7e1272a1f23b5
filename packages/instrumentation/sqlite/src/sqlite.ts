/** The parts of the shapes of both clients that are read, and SQLite's SQL with sqlite-vec. */
import type { SqlDialect } from '@spanwise/instrumentation-pg/vector-query';

/** A statement that is prepared. */
export interface Statement {
  /** Its text, of `node:sqlite`. */
  readonly sourceSQL?: unknown;
  /** The same of `better-sqlite3`. */
  readonly source?: unknown;
}

/** What both clients throw when the database refuses. */
export interface SqliteError {
  /** `ERR_SQLITE_ERROR` for all by `node:sqlite`; SQLite's own word by `better-sqlite3`. */
  readonly code?: unknown;
  /** SQLite's number, by `node:sqlite`. */
  readonly errcode?: unknown;
  readonly message?: string;
}

/** SQLite with the extension sqlite-vec. A table of its own says by itself what it compares by. */
export const SQLITE: SqlDialect = {
  maybe: /\bmatch\b|vec_distance_/i,
  operators: {},
  functions: {
    vec_distance_l2: { metric: 'euclidean', direction: 'distance' },
    vec_distance_l1: { metric: 'manhattan', direction: 'distance' },
    vec_distance_cosine: { metric: 'cosine', direction: 'distance' },
    vec_distance_hamming: { metric: 'hamming', direction: 'distance' },
  },
  match: { count: 'k', score: 'distance' },
  operator: /[-+*/<>=~!%^&|]+/y,
  parameter: /\?\d*|[:@$][A-Za-z_]\w*/y,
  quotes: { '"': '"', '`': '`', '[': ']' },
  unnamed: 'by its text',
  bitsPerNumber: { '': 32, vec_f32: 32, vec_int8: 8, vec_bit: 1 },
};
