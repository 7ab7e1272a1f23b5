/** Instruments the `chroma` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { chroma as adapter } from './adapter.ts';
import { chromaHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [chroma] })`. */
export const chroma: AdapterEntry = { ...chromaHeader, load: () => adapter };

/** The instrumentation of the `chroma` client, for those who assemble their own SDK. */
export class ChromaInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(chroma, config);
  }
}
