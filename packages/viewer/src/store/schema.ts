/** The tables of the store. */
import type { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '@spanwise/core';

/** Number of this layout; a file with another one is refused. */
const SCHEMA_VERSION: number = 2;

/** The id of a span is the number of its trace times this, and its own number in it: a text that was found says its trace. */
export const SPANS_PER_TRACE: number = 2 ** 20;

/** Creates the tables of an empty database. */
const SCHEMA: string = `
CREATE TABLE origins (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, service TEXT, resource TEXT NOT NULL, scope TEXT NOT NULL
);
CREATE TABLE traces (
  id INTEGER PRIMARY KEY AUTOINCREMENT, trace_id TEXT NOT NULL UNIQUE, received REAL NOT NULL, bytes INTEGER NOT NULL,
  name TEXT, service TEXT, started REAL, duration REAL, is_open INTEGER NOT NULL DEFAULT 1,
  span_count INTEGER NOT NULL DEFAULT 0, error_count INTEGER NOT NULL DEFAULT 0, call_count INTEGER NOT NULL DEFAULT 0,
  tool_count INTEGER NOT NULL DEFAULT 0, retry_count INTEGER NOT NULL DEFAULT 0,
  conversation TEXT, conversation_id TEXT, user_id TEXT, tenant_id TEXT,
  tokens INTEGER, cost REAL, summary TEXT
);
CREATE INDEX traces_started ON traces (started);
CREATE INDEX traces_conversation ON traces (conversation);
CREATE TABLE spans (
  id INTEGER PRIMARY KEY, trace INTEGER NOT NULL, span_id TEXT NOT NULL, parent_id TEXT, origin INTEGER NOT NULL,
  name TEXT NOT NULL, kind INTEGER NOT NULL, started REAL NOT NULL, ended REAL NOT NULL, status INTEGER NOT NULL,
  facts TEXT, data TEXT NOT NULL,
  UNIQUE (trace, span_id)
);
CREATE TABLE facts (
  key TEXT NOT NULL, value TEXT NOT NULL COLLATE NOCASE, trace INTEGER NOT NULL, PRIMARY KEY (key, value, trace)
) WITHOUT ROWID;
CREATE INDEX facts_trace ON facts (trace);
CREATE VIRTUAL TABLE span_texts USING fts5(text, content='', contentless_delete=1, detail=none, prefix='1 2');
CREATE TABLE logs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, received REAL NOT NULL, bytes INTEGER NOT NULL, at REAL NOT NULL,
  severity INTEGER NOT NULL, event TEXT, trace_id TEXT, span_id TEXT, origin INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX logs_trace ON logs (trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX logs_at ON logs (at);
CREATE VIRTUAL TABLE log_texts USING fts5(text, content='', contentless_delete=1, detail=none, prefix='1 2');
CREATE TABLE metrics (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT NULL, description TEXT NOT NULL,
  UNIQUE (name, type, unit)
);
CREATE TABLE series (
  id INTEGER PRIMARY KEY, metric INTEGER NOT NULL, origin INTEGER NOT NULL, attributes TEXT NOT NULL,
  is_cumulative INTEGER NOT NULL, UNIQUE (metric, origin, attributes, is_cumulative)
);
CREATE TABLE points (
  id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL, received REAL NOT NULL, bytes INTEGER NOT NULL,
  started REAL NOT NULL, at REAL NOT NULL, value REAL NOT NULL, count INTEGER, low REAL, high REAL, buckets TEXT,
  UNIQUE (series, at)
);
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Creates the tables when there are none. Throws `ConfigError` when the file has others than ours. */
export function prepareSchema(database: DatabaseSync, file: string | undefined): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (version === SCHEMA_VERSION) return;
  const { n } = database.prepare('SELECT count(*) AS n FROM sqlite_master').get() as { n: number };
  if (version !== 0 || n > 0) {
    throw new ConfigError({
      code: 'VIEWER_DATABASE_OF_OTHER_VERSION',
      message: `the database "${file}" was not written by this version of the viewer`,
      fix: 'It is left as it is. Name another file.',
    });
  }
  database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
}
