/** Instruments vector searches by the `mongodb` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { mongodb as adapter } from './adapter.ts';
import { mongodbHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [mongodb] })`. */
export const mongodb: AdapterEntry = { ...mongodbHeader, load: () => adapter };

/** The instrumentation of vector searches by the `mongodb` client, for those who assemble their own SDK. */
export class MongodbInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(mongodb, config);
  }
}
