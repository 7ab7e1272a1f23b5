/** Instruments the `@mistralai/mistralai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { mistral as adapter } from './adapter.ts';
import { mistralHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [mistral] })`. */
export const mistral: AdapterEntry = { ...mistralHeader, load: () => adapter };

/** The instrumentation of the `@mistralai/mistralai` client, for those who assemble their own SDK. */
export class MistralInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(mistral, config);
  }
}
