/** Instruments the `replicate` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { replicate as adapter } from './adapter.ts';
import { replicateHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [replicate] })`. */
export const replicate: AdapterEntry = { ...replicateHeader, load: () => adapter };

/** The instrumentation of the `replicate` client, for those who assemble their own SDK. */
export class ReplicateInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(replicate, config);
  }
}
