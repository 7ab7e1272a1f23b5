/** Instruments the realtime sessions of the `openai` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { openaiRealtime as adapter } from './adapter.ts';
import { openaiRealtimeHeader } from './header.ts';

/** The adapter of realtime sessions and its header, for `attach({ adapters: [openaiRealtime] })`. */
export const openaiRealtime: AdapterEntry = { ...openaiRealtimeHeader, load: () => adapter };

/** The instrumentation of the realtime sessions of the `openai` client, for those who assemble their own SDK. */
export class OpenAIRealtimeInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(openaiRealtime, config);
  }
}
