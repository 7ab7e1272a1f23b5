/** Instruments the `@turbopuffer/turbopuffer` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { turbopuffer as adapter } from './adapter.ts';
import { turbopufferHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [turbopuffer] })`. */
export const turbopuffer: AdapterEntry = { ...turbopufferHeader, load: () => adapter };

/** The instrumentation of the `@turbopuffer/turbopuffer` client, for those who assemble their own SDK. */
export class TurbopufferInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(turbopuffer, config);
  }
}
