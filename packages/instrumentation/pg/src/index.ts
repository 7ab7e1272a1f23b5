/** Instruments the `pg` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { pg as adapter } from './adapter.ts';
import { pgHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [pg] })`. */
export const pg: AdapterEntry = { ...pgHeader, load: () => adapter };

/** The instrumentation of the `pg` client, for those who assemble their own SDK. */
export class PgInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(pg, config);
  }
}
