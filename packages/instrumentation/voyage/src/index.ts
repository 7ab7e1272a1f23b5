/** Instruments the `voyageai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { voyage as adapter } from './adapter.ts';
import { voyageHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [voyage] })`. */
export const voyage: AdapterEntry = { ...voyageHeader, load: () => adapter };

/** The instrumentation of the `voyageai` client, for those who assemble their own SDK. */
export class VoyageInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(voyage, config);
  }
}
