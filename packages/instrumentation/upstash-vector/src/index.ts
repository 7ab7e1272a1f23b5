/** Instruments the `@upstash/vector` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { upstashVector as adapter } from './adapter.ts';
import { upstashVectorHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [upstashVector] })`. */
export const upstashVector: AdapterEntry = { ...upstashVectorHeader, load: () => adapter };

/** The instrumentation of the `@upstash/vector` client, for those who assemble their own SDK. */
export class UpstashVectorInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(upstashVector, config);
  }
}
