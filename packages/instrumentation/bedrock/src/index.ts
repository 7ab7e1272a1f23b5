/** Instruments the clients of Amazon Bedrock. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { bedrock as adapter } from './adapter.ts';
import { bedrockHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [bedrock] })`. */
export const bedrock: AdapterEntry = { ...bedrockHeader, load: () => adapter };

/** The instrumentation of the `@aws-sdk/client-bedrock-runtime` client, for those who assemble their own SDK. */
export class BedrockInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(bedrock, config);
  }
}
