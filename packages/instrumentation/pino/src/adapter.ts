/** Writes the trace to every line of the `pino` logger. */
import { createLogFields } from '@spanwise/core';
import { defineAdapter, type Adapter, type ModuleExports } from '@spanwise/core/adapter';
import { FOUND_LOGGER } from './discover.ts';
import { pinoHeader } from './header.ts';
import { Lines } from './line.ts';
import { holderOf, LINE, symbolIn } from './pino.ts';

/** Writes the trace to every line of the `pino` logger. */
export const pino: Adapter = defineAdapter({
  module: pinoHeader.module,
  operations: [],
  logFields: createLogFields,
  replaced: [
    {
      method: { kind: 'method', path: 'line', symbol: LINE, owner: prototypeOf },
      wrap: (original, adapter) => new Lines(adapter).wrap(original),
    },
  ],
});

/** The prototype of all loggers. It is not exported; every logger leads to it. */
function prototypeOf(exports: ModuleExports): object | undefined {
  const logger = exports[FOUND_LOGGER] ?? createLogger(exports);
  if (typeof logger !== 'object' || logger === null) return undefined;
  const symbol = symbolIn(logger, LINE);
  return symbol && holderOf(logger, symbol);
}

/** A logger that writes nothing anywhere. */
function createLogger(exports: ModuleExports): unknown {
  const fallback = exports['default'] as ModuleExports | undefined;
  const make = [exports['pino'], fallback, fallback?.['default'], exports].find(
    (candidate) => typeof candidate === 'function',
  ) as ((options: object, stream: object) => unknown) | undefined;
  return make?.({ enabled: false, base: null }, { write: () => {} });
}
