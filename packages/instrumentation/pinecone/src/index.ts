/** Instruments the `pinecone` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { pinecone as adapter } from './adapter.ts';
import { pineconeHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [pinecone] })`. */
export const pinecone: AdapterEntry = { ...pineconeHeader, load: () => adapter };

/** The instrumentation of the `pinecone` client, for those who assemble their own SDK. */
export class PineconeInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(pinecone, config);
  }
}
