/** Writes the trace to every line of the `pino` logger. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { pino as adapter } from './adapter.ts';
import { pinoHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [pino] })`. */
export const pino: AdapterEntry = { ...pinoHeader, load: () => adapter };

/** The instrumentation of the `pino` logger, for those who assemble their own SDK. */
export class PinoInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(pino, config);
  }
}
