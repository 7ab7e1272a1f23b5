/** Instruments the `@aws-sdk/client-s3vectors` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { s3Vectors as adapter } from './adapter.ts';
import { s3VectorsHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [s3Vectors] })`. */
export const s3Vectors: AdapterEntry = { ...s3VectorsHeader, load: () => adapter };

/** The instrumentation of the `@aws-sdk/client-s3vectors` client, for those who assemble their own SDK. */
export class S3VectorsInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(s3Vectors, config);
  }
}
