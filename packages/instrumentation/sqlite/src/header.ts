/** What is known of these adapters before their modules are found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of the adapter of `node:sqlite` before it is found. Its versions are those of Node. */
export const nodeSqliteHeader: AdapterHeader = {
  id: 'nodeSqlite',
  packageName: '@spanwise/instrumentation-sqlite',
  packageVersion: '0.1.0',
  module: { name: 'node:sqlite', versions: '>=22.15' },
};

/** What is known of the adapter of `better-sqlite3` before it is found. */
export const betterSqlite3Header: AdapterHeader = {
  ...nodeSqliteHeader,
  id: 'betterSqlite3',
  module: { name: 'better-sqlite3', versions: '>=13 <14' },
};
