/** Instruments the `@datastax/astra-db-ts` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { astra as adapter } from './adapter.ts';
import { astraHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [astra] })`. */
export const astra: AdapterEntry = { ...astraHeader, load: () => adapter };

/** The instrumentation of the `@datastax/astra-db-ts` client, for those who assemble their own SDK. */
export class AstraInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(astra, config);
  }
}
