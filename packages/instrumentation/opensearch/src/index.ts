/** Instruments the `opensearch` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { opensearch as adapter } from './adapter.ts';
import { opensearchHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [opensearch] })`. */
export const opensearch: AdapterEntry = { ...opensearchHeader, load: () => adapter };

/** The instrumentation of the `opensearch` client, for those who assemble their own SDK. */
export class OpenSearchInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(opensearch, config);
  }
}
