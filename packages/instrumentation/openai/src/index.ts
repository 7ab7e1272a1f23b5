/** Instruments the `openai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { openai as adapter } from './adapter.ts';
import { openaiHeader } from './header.ts';

/** The operations, for adapters of clients whose provider speaks OpenAI's API; models that others serve have the same shapes. */
export { batches } from './batches.ts';
export { chat, completions } from './chat.ts';
export {
  clientOf,
  failureInBody,
  isClientOf,
  rateLimit,
  rateLimits,
  withUsage,
} from './compatible.ts';
export { images, speech, transcriptions } from './media.ts';
export { responses } from './responses.ts';
export { embeddings } from './vectors.ts';
export { providerOf } from './hosts.ts';
export { readItems, readOutput, readTools } from './readers.ts';
/** What a gateway says in headers, by whichever client it is asked. */
export { gatewayFacts } from './gateway.ts';

/** The adapter and its header, for `attach({ adapters: [openai] })`. */
export const openai: AdapterEntry = { ...openaiHeader, load: () => adapter };

/** The instrumentation of the `openai` client, for those who assemble their own SDK. */
export class OpenAIInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(openai, config);
  }
}
