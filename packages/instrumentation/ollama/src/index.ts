/** Instruments the `ollama` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { ollama as adapter } from './adapter.ts';
import { ollamaHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [ollama] })`. */
export const ollama: AdapterEntry = { ...ollamaHeader, load: () => adapter };

/** The instrumentation of the `ollama` client, for those who assemble their own SDK. */
export class OllamaInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(ollama, config);
  }
}
