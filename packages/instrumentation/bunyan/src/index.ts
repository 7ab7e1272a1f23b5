/** Writes the trace to every line of the `bunyan` logger. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { bunyan as adapter } from './adapter.ts';
import { bunyanHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [bunyan] })`. */
export const bunyan: AdapterEntry = { ...bunyanHeader, load: () => adapter };

/** The instrumentation of the `bunyan` logger, for those who assemble their own SDK. */
export class BunyanInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(bunyan, config);
  }
}
