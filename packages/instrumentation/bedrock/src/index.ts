/** Instruments the clients of Amazon Bedrock. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { bedrock as adapter } from './adapter.ts';
import { bedrockAgent as agentAdapter } from './agent-adapter.ts';
import { bedrockAgentHeader, bedrockHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [bedrock] })`. */
export const bedrock: AdapterEntry = { ...bedrockHeader, load: () => adapter };

/** The instrumentation of the `@aws-sdk/client-bedrock-runtime` client, for those who assemble their own SDK. */
export class BedrockInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(bedrock, config);
  }
}

/** The adapter of the agents' client and its header, for `attach({ adapters: [bedrockAgent] })`. */
export const bedrockAgent: AdapterEntry = { ...bedrockAgentHeader, load: () => agentAdapter };

/** The instrumentation of the `@aws-sdk/client-bedrock-agent-runtime` client, for those who assemble their own SDK. */
export class BedrockAgentInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(bedrockAgent, config);
  }
}
