/** Instruments the `huggingface` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { huggingface as adapter } from './adapter.ts';
import { huggingfaceHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [huggingface] })`. */
export const huggingface: AdapterEntry = { ...huggingfaceHeader, load: () => adapter };

/** The instrumentation of the `huggingface` client, for those who assemble their own SDK. */
export class HuggingfaceInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(huggingface, config);
  }
}
