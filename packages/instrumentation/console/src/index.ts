/** Writes the trace to every line of the global `console`, where it is asked for. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { console as adapter } from './adapter.ts';
import { consoleHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [console] })`. */
export const console: AdapterEntry = { ...consoleHeader, load: () => adapter };

/** The instrumentation of the global `console`, for those who assemble their own SDK. */
export class ConsoleInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(console, config);
  }
}
