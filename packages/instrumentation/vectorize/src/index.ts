/** Instruments the bindings of Cloudflare Vectorize. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { vectorize as adapter } from './adapter.ts';
import { vectorizeHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [vectorize] })`. */
export const vectorize: AdapterEntry = { ...vectorizeHeader, load: () => adapter };

/** The instrumentation of the bindings of Cloudflare Vectorize, for those who assemble their own SDK. */
export class VectorizeInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(vectorize, config);
  }
}
