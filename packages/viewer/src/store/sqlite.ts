/** Opens a database of `node:sqlite`, and says what is wrong when that cannot be. */
import type * as Sqlite from 'node:sqlite';
import { ConfigError } from '@spanwise/core';
import { hasPhrase } from './query.ts';

/** Opens the file, or memory. Throws `ConfigError` when this Node has no full-text search or the file is no database of ours. */
export function openDatabase(file: string | undefined): Sqlite.DatabaseSync {
  const { DatabaseSync: Database } = loadSqlite();
  try {
    const database = new Database(file ?? ':memory:');
    // A span is about 2 kB: in pages of 4 kB, one each, half of the memory would be empty.
    database.exec('PRAGMA page_size = 16384');
    // Another process that writes is waited for, for a moment.
    database.exec('PRAGMA busy_timeout = 2000');
    // Reading the header is what finds a file that is no database; opening does not.
    database.exec('PRAGMA schema_version');
    if (file !== undefined) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    database.exec(
      'PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384',
    );
    requireFullTextSearch(database);
    database.function('has_phrase', { deterministic: true }, (phrase, text) =>
      hasPhrase(String(phrase), String(text)) ? 1 : 0,
    );
    return database;
  } catch (error) {
    throw unusable(file, error);
  }
}

/** What is thrown when a file cannot be used, for whatever reason. */
export function unusable(file: string | undefined, error: unknown): unknown {
  if (file === undefined || error instanceof ConfigError) return error;
  return new ConfigError({
    code: 'VIEWER_DATABASE_UNUSABLE',
    message: `the database "${file}" cannot be used: ${(error as Error).message}`,
    fix: 'It is left as it is. Name another file, or stop the program that has it open.',
    cause: error,
  });
}

/** An error of the database itself, such as a disk that is full. */
export function isDatabaseError(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SQLITE_ERROR';
}

/** Loads the module without the warning that it is experimental; other warnings are printed. */
function loadSqlite(): typeof Sqlite {
  const warn = process.emitWarning;
  const quiet = (...warning: unknown[]): void => {
    const [said, kind] = warning;
    if (kind === 'ExperimentalWarning' && String(said).includes('SQLite')) return;
    Reflect.apply(warn, process, warning);
  };
  process.emitWarning = quiet;
  try {
    return process.getBuiltinModule('node:sqlite');
  } catch (error) {
    throw noSqlite(error);
  } finally {
    process.emitWarning = warn;
  }
}

function requireFullTextSearch(database: Sqlite.DatabaseSync): void {
  try {
    database.exec('CREATE VIRTUAL TABLE temp.probe USING fts5(text); DROP TABLE temp.probe');
  } catch (error) {
    throw noSqlite(error);
  }
}

function noSqlite(cause: unknown): ConfigError {
  return new ConfigError({
    code: 'VIEWER_NODE_TOO_OLD',
    message: `Node ${process.versions.node} has no full-text search in node:sqlite`,
    fix: 'Use Node 22.16 or newer.',
    cause,
  });
}
