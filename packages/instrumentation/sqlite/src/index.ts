/** Instruments vector searches in SQLite. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import {
  betterSqlite3 as betterSqlite3Adapter,
  nodeSqlite as nodeSqliteAdapter,
} from './adapter.ts';
import { betterSqlite3Header, nodeSqliteHeader } from './header.ts';

/** The adapter of `node:sqlite` and its header, for `attach({ adapters: [nodeSqlite] })`. */
export const nodeSqlite: AdapterEntry = { ...nodeSqliteHeader, load: () => nodeSqliteAdapter };

/** The instrumentation of `node:sqlite`, for those who assemble their own SDK. */
export class NodeSqliteInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(nodeSqlite, config);
  }
}

/** The adapter of `better-sqlite3` and its header, for `attach({ adapters: [betterSqlite3] })`. */
export const betterSqlite3: AdapterEntry = {
  ...betterSqlite3Header,
  load: () => betterSqlite3Adapter,
};

/** The instrumentation of the `better-sqlite3` client, for those who assemble their own SDK. */
export class BetterSqlite3Instrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(betterSqlite3, config);
  }
}
