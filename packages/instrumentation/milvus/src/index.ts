/** Instruments the `milvus` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { milvus as adapter } from './adapter.ts';
import { milvusHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [milvus] })`. */
export const milvus: AdapterEntry = { ...milvusHeader, load: () => adapter };

/** The instrumentation of the `milvus` client, for those who assemble their own SDK. */
export class MilvusInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(milvus, config);
  }
}
