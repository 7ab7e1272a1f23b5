/** Writes the trace to every line of the `bunyan` logger. */
import { createLogFields, fieldsOnRecord } from '@spanwise/core';
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { bunyanHeader } from './header.ts';

/** Writes the trace to every line of the `bunyan` logger: to the record that it makes of each call. */
export const bunyan: Adapter = defineAdapter({
  module: bunyanHeader.module,
  operations: [],
  logFields: createLogFields,
  replaced: [{ method: '_emit', wrap: (original, adapter) => fieldsOnRecord(original, adapter) }],
});
