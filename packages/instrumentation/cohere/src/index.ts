/** Instruments the `cohere-ai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { cohere as adapter } from './adapter.ts';
import { cohereHeader } from './header.ts';

/** What clients that Fern generates have in common. */
export { clientAt } from './client.ts';
export { methodBelow } from './method.ts';
export { whole } from './whole.ts';

/** The adapter and its header, for `attach({ adapters: [cohere] })`. */
export const cohere: AdapterEntry = { ...cohereHeader, load: () => adapter };

/** The instrumentation of the `cohere-ai` client, for those who assemble their own SDK. */
export class CohereInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(cohere, config);
  }
}
