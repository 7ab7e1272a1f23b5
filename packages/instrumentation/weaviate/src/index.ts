/** Instruments the clients of Weaviate. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { weaviate as adapter } from './adapter.ts';
import { weaviateHeader, weaviateTsHeader } from './header.ts';
import { weaviateTs as tsAdapter } from './weaviate-ts.ts';

/** The adapter of `weaviate-client` and its header, for `attach({ adapters: [weaviate] })`. */
export const weaviate: AdapterEntry = { ...weaviateHeader, load: () => adapter };

/** The instrumentation of the `weaviate-client` client, for those who assemble their own SDK. */
export class WeaviateInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(weaviate, config);
  }
}

/** The adapter of `weaviate-ts-client` and its header, for `attach({ adapters: [weaviateTs] })`. */
export const weaviateTs: AdapterEntry = { ...weaviateTsHeader, load: () => tsAdapter };

/** The instrumentation of the `weaviate-ts-client` client, for those who assemble their own SDK. */
export class WeaviateTsInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(weaviateTs, config);
  }
}
