/** Instruments the `together-ai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { together as adapter } from './adapter.ts';
import { togetherHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [together] })`. */
export const together: AdapterEntry = { ...togetherHeader, load: () => adapter };

/** The instrumentation of the `together-ai` client, for those who assemble their own SDK. */
export class TogetherInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(together, config);
  }
}
