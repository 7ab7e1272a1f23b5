/** Instruments the `elasticsearch` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { elasticsearch as adapter } from './adapter.ts';
import { elasticsearchHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [elasticsearch] })`. */
export const elasticsearch: AdapterEntry = { ...elasticsearchHeader, load: () => adapter };

/** The instrumentation of the `elasticsearch` client, for those who assemble their own SDK. */
export class ElasticsearchInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(elasticsearch, config);
  }
}
