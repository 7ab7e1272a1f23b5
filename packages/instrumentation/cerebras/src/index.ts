/** Instruments the `@cerebras/cerebras_cloud_sdk` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { cerebras as adapter } from './adapter.ts';
import { cerebrasHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [cerebras] })`. */
export const cerebras: AdapterEntry = { ...cerebrasHeader, load: () => adapter };

/** The instrumentation of the `@cerebras/cerebras_cloud_sdk` client, for those who assemble their own SDK. */
export class CerebrasInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(cerebras, config);
  }
}
