/** Instruments the `@duckdb/node-api` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { duckdb as adapter } from './adapter.ts';
import { duckdbHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [duckdb] })`. */
export const duckdb: AdapterEntry = { ...duckdbHeader, load: () => adapter };

/** The instrumentation of the `@duckdb/node-api` client, for those who assemble their own SDK. */
export class DuckdbInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(duckdb, config);
  }
}
