/** Instruments the `@lancedb/lancedb` client: its queries and its tables' methods, and how they read as ours. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type MethodTarget,
  type Operation,
} from '@spanwise/core/adapter';
import { createStoreCall, vectorBytes } from '@spanwise/store';
import { lancedbHeader } from './header.ts';
import type { Found, Table, Told, Written } from './lancedb.ts';
import {
  builders,
  documentsOf,
  readFound,
  readPredicate,
  readSearch,
  readSelection,
  toldOf,
} from './queries.ts';
import { tables } from './tables.ts';

/** A call of a table's method. */
interface TableCall {
  readonly table: string | undefined;
  readonly argument: unknown;
}

const ofTable = (path: string): MethodTarget => ({ kind: 'method', path, owner: tables });
const bodyOf = ([argument]: readonly unknown[], receiver: unknown): TableCall => ({
  table: (receiver as Table | undefined)?.name,
  argument,
});

/** `toArray` goes through it. */
const collect = (calledAs: string): MethodTarget => ({
  kind: 'method',
  path: 'toArrow',
  calledAs,
  export: 'QueryBase',
});
const isSearch = ({ nearestTo, fullTextSearch }: Told): boolean =>
  nearestTo !== undefined || fullTextSearch !== undefined;

/** A method of a table's on the rows that a condition selects: its argument, unless it stands elsewhere. */
function onRows(
  name: 'write' | 'delete' | 'read',
  path: string,
  conditionOf: (call: TableCall) => unknown = ({ argument }) => argument,
): Operation<never, never, never> {
  return operation<TableCall, Written | number | undefined>({
    name,
    method: ofTable(path),
    body: bodyOf,
    request: (call) => ({ store: { collection: call.table, ...readPredicate(conditionOf(call)) } }),
    response: (reply) => {
      const { rowsUpdated, numDeletedRows } = (reply ?? {}) as Written;
      return { store: { acceptedCount: rowsUpdated ?? numDeletedRows } };
    },
  });
}

/** Instruments the `@lancedb/lancedb` client. */
export const lancedb: Adapter = defineAdapter({
  provider: 'lancedb',
  module: lancedbHeader.module,
  store: createStoreCall,
  inProcess: true,
  operations: [
    operation<Told, Found>({
      name: 'search',
      method: collect('search'),
      body: (_callArguments, receiver) => toldOf(receiver) ?? {},
      when: isSearch,
      request: (told) => ({ store: readSearch(told) }),
      response: readFound,
      input: ({ fullTextSearch }) => ({
        query: typeof fullTextSearch === 'string' ? fullTextSearch : undefined,
      }),
      output: (found) => ({ documents: documentsOf(found) }),
    }),
    operation<Told, Found>({
      name: 'read',
      method: collect('query'),
      body: (_callArguments, receiver) => toldOf(receiver) ?? {},
      request: (told) => ({ store: readSelection(told) }),
      response: ({ numRows }) => ({ store: { returnedRows: numRows } }),
    }),
    operation<TableCall>({
      name: 'write',
      method: ofTable('add'),
      body: bodyOf,
      request: ({ table, argument }) => ({
        store: { collection: table, ...readRecords(argument) },
      }),
    }),
    onRows('write', 'update', ({ argument }) => (argument as { where?: unknown } | null)?.where),
    onRows('delete', 'delete'),
    onRows('read', 'countRows'),
  ],
  replaced: builders,
});

function* fieldsOf(records: readonly unknown[]): Generator {
  for (const record of records) yield* Object.values(record ?? {});
}

/** Records are a list of objects, or a table of Arrow's. Their vectors are the fields that are lists of numbers. */
function readRecords(records: unknown): { batchSize?: number; vectorBytes?: number | undefined } {
  if (Array.isArray(records))
    return {
      batchSize: records.length,
      vectorBytes: vectorBytes(fieldsOf(records)),
    };
  const { numRows } = (records ?? {}) as Found;
  return numRows === undefined ? {} : { batchSize: numRows };
}
