/** Writes the trace to every line of the `winston` logger. */
import { createLogFields, fieldsOnRecord } from '@spanwise/core';
import { defineAdapter, type Adapter, type ModuleExports } from '@spanwise/core/adapter';
import { winstonHeader } from './header.ts';

/**
 * Writes the trace to every line of the `winston` logger. Every way to log ends in `write`, still where the
 * application called; its formats may run later, when a transport is slow.
 */
export const winston: Adapter = defineAdapter({
  module: winstonHeader.module,
  operations: [],
  logFields: createLogFields,
  replaced: [
    {
      method: { kind: 'method', path: 'write', owner: prototypeOf },
      // `logger.log(record)` writes the application's own object, which it may log again.
      wrap: (original, adapter) => fieldsOnRecord(original, adapter, { isReused: true }),
    },
  ],
});

/** What every class of loggers has of its own; `write` is inherited from the stream. */
const OWN = '_transform';

type Class = { readonly prototype?: object } | undefined;

/** The prototype of all loggers. The first versions export another function as `Logger`; every logger leads to it. */
function prototypeOf(exports: ModuleExports): object | undefined {
  const fallback = exports['default'] as ModuleExports | undefined;
  const exported = (exports['Logger'] ?? fallback?.['Logger']) as Class;
  if (exported?.prototype && Object.hasOwn(exported.prototype, OWN)) return exported.prototype;
  const create = (exports['createLogger'] ?? fallback?.['createLogger']) as
    | (() => object)
    | undefined;
  let holder: object | null | undefined = create?.();
  while (holder && !Object.hasOwn(holder, OWN))
    holder = Object.getPrototypeOf(holder) as object | null;
  return holder ?? undefined;
}
