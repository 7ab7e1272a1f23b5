/** Instruments the `ai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { ai as adapter } from './adapter.ts';
import { aiHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [ai] })`. */
export const ai: AdapterEntry = { ...aiHeader, load: () => adapter };

/** The instrumentation of the `ai` client, for those who assemble their own SDK. */
export class AiInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(ai, config);
  }
}
