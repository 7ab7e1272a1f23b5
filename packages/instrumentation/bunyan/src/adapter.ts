/** Writes the trace to every line of the `bunyan` logger. */
import { fieldsOnRecord } from '@spanwise/core';
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { bunyanHeader } from './header.ts';

/** Writes the trace to every line of the `bunyan` logger: to the record that it makes of each call. */
export const bunyan: Adapter = defineAdapter({
  module: bunyanHeader.module,
  operations: [],
  replaced: [{ method: '_emit', wrap: (original, adapter) => fieldsOnRecord(original, adapter) }],
});
