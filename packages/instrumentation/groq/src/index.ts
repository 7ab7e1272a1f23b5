/** Instruments the `groq-sdk` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { groq as adapter } from './adapter.ts';
import { groqHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [groq] })`. */
export const groq: AdapterEntry = { ...groqHeader, load: () => adapter };

/** The instrumentation of the `groq-sdk` client, for those who assemble their own SDK. */
export class GroqInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(groq, config);
  }
}
