/** Writes the trace to every line of the global `console`. */
import { createLogFields, safely } from '@spanwise/core';
import {
  defineAdapter,
  type Adapter,
  type AnyFunction,
  type AttachedAdapter,
} from '@spanwise/core/adapter';
import { consoleHeader } from './header.ts';
import { appendText, textOf } from './text.ts';

/** Those that write a line; the others of the console (`assert`, `count`, `group`, `table`, `trace`) call one of them. */
const METHODS = ['debug', 'error', 'info', 'log', 'warn'];

/** Writes the trace to every line of the global `console`. */
export const console: Adapter = defineAdapter({
  module: consoleHeader.module,
  operations: [],
  logFields: createLogFields,
  replaced: METHODS.map((name) => ({ method: { kind: 'export', name }, wrap: withFields })),
});

function withFields(original: AnyFunction, adapter: AttachedAdapter): AnyFunction {
  let known: ReturnType<AttachedAdapter['logFields']>;
  let text = '';
  return function (this: unknown, ...words) {
    const changed =
      adapter.enabled &&
      safely('writing the trace to a log line', () => {
        const fields = adapter.logFields();
        if (fields === undefined || words.length === 0) return undefined;
        if (fields !== known) [known, text] = [fields, textOf(fields)];
        return appendText(words, text);
      });
    return original.apply(this, changed || words);
  };
}
