/** Instruments the `@openrouter/sdk` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { openrouter as adapter } from './adapter.ts';
import { openrouterHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [openrouter] })`. */
export const openrouter: AdapterEntry = { ...openrouterHeader, load: () => adapter };

/** The instrumentation of the `@openrouter/sdk` client, for those who assemble their own SDK. */
export class OpenRouterInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(openrouter, config);
  }
}
