/** Instruments the `postgres` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { postgres as adapter } from './adapter.ts';
import { postgresHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [postgres] })`. */
export const postgres: AdapterEntry = { ...postgresHeader, load: () => adapter };

/** The instrumentation of the `postgres` client, for those who assemble their own SDK. */
export class PostgresInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(postgres, config);
  }
}
