/** Puts the fields of the trace on the record that a logger makes a line of. */
import type { AnyFunction, AttachedAdapter } from '../adapter/adapter.ts';
import { safely } from '../safely.ts';
import type { LogFields } from './log-fields.ts';

/** On a record that may be written again: the fields that it got from us. */
const OURS = Symbol.for('spanwise.log.fields');

type LineRecord = Record<string, unknown> & { [OURS]?: LogFields | undefined };

/**
 * Makes the function that takes the place of a logger's own, whose first argument is a record: the fields are put on
 * the record before. A field that the record has is left as it is.
 *
 * @param options `isReused`: a record may be written again, in another span. Default false: each is made for its line.
 */
export function fieldsOnRecord(
  original: AnyFunction,
  adapter: AttachedAdapter,
  { isReused = false }: { readonly isReused?: boolean } = {},
): AnyFunction {
  return function (this: unknown, ...callArguments) {
    safely('writing the trace to a log line', () => {
      const record = callArguments[0] as LineRecord | null | undefined;
      if (typeof record !== 'object' || record === null) return;
      if (isReused && record[OURS] !== undefined) removeFields(record, record[OURS]);
      const fields = adapter.enabled ? adapter.logFields() : undefined;
      if (fields === undefined) return;
      for (const name of Object.keys(fields))
        if (record[name] === undefined) record[name] = fields[name];
      if (isReused) record[OURS] = fields;
    });
    return original.apply(this, callArguments);
  };
}

function removeFields(record: LineRecord, fields: LogFields): void {
  for (const name of Object.keys(fields)) if (record[name] === fields[name]) delete record[name];
  delete record[OURS];
}
