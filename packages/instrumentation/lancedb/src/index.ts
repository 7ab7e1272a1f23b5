/** Instruments the `@lancedb/lancedb` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { lancedb as adapter } from './adapter.ts';
import { lancedbHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [lancedb] })`. */
export const lancedb: AdapterEntry = { ...lancedbHeader, load: () => adapter };

/** The instrumentation of the `@lancedb/lancedb` client, for those who assemble their own SDK. */
export class LancedbInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(lancedb, config);
  }
}
