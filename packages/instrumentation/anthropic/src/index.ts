/** Instruments the `@anthropic-ai/sdk` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { anthropic as adapter } from './adapter.ts';
import { anthropicHeader } from './header.ts';

export { messageFormat } from './messages.ts';
export type { Message, MessageBody, MessageEvent } from './anthropic.ts';

/** The adapter and its header, for `attach({ adapters: [anthropic] })`. */
export const anthropic: AdapterEntry = { ...anthropicHeader, load: () => adapter };

/** The instrumentation of the `@anthropic-ai/sdk` client, for those who assemble their own SDK. */
export class AnthropicInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(anthropic, config);
  }
}
