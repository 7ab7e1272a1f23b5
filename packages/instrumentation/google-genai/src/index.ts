/** Instruments the `@google/genai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { googleGenai as adapter } from './adapter.ts';
import { googleGenaiHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [googleGenai] })`. */
export const googleGenai: AdapterEntry = { ...googleGenaiHeader, load: () => adapter };

/** The instrumentation of the `@google/genai` client, for those who assemble their own SDK. */
export class GoogleGenaiInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(googleGenai, config);
  }
}
