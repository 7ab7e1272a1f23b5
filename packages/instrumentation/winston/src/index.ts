/** Writes the trace to every line of the `winston` logger. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { winston as adapter } from './adapter.ts';
import { winstonHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [winston] })`. */
export const winston: AdapterEntry = { ...winstonHeader, load: () => adapter };

/** The instrumentation of the `winston` logger, for those who assemble their own SDK. */
export class WinstonInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(winston, config);
  }
}
