/** Instruments the `qdrant` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { qdrant as adapter } from './adapter.ts';
import { qdrantHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [qdrant] })`. */
export const qdrant: AdapterEntry = { ...qdrantHeader, load: () => adapter };

/** The instrumentation of the `qdrant` client, for those who assemble their own SDK. */
export class QdrantInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(qdrant, config);
  }
}
