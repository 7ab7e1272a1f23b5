/** Instruments vector searches by the `@supabase/supabase-js` client: functions that are called with an embedding. */
import {
  defineAdapter,
  operation,
  type Adapter,
  type FailureFacts,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { createStoreCall, dimensionsOf, readFilter, retrievedDocument } from '@spanwise/store';
import { vectorLength } from '@spanwise/instrumentation-pg/vector-query';
import { supabaseHeader } from './header.ts';
import type { Answer, ApiError, Builder, FunctionArguments } from './supabase.ts';

interface Search {
  readonly name: unknown;
  readonly given: FunctionArguments;
  readonly dimensions: number | undefined;
  readonly builder: Builder;
}

/** The columns that functions give scores in, and which of them are better. */
const SCORES = [
  ['similarity', 'similarity'],
  ['distance', 'distance'],
  ['score', undefined],
] as const;
/** What is no filter in an address. */
const NO_FILTERS: ReadonlySet<string> = new Set(['select', 'order', 'limit', 'offset', 'columns']);

/** Instruments vector searches by the `@supabase/supabase-js` client. */
export const supabase: Adapter = defineAdapter({
  provider: 'postgresql',
  module: supabaseHeader.module,
  store: createStoreCall,
  client: (receiver) => ({ baseURL: (receiver as Builder | undefined)?.url?.origin }),
  failure: (error) => readFailure(error as ApiError | undefined),
  operations: [
    operation<Search, Answer>({
      name: 'search',
      method: { kind: 'method', path: 'rpc', export: 'PostgrestClient' },
      isLazy: true,
      body: ([name, given], receiver) => {
        const values = (given ?? {}) as FunctionArguments;
        return {
          name,
          given: values,
          dimensions: dimensionsIn(values),
          builder: receiver ?? {},
        };
      },
      when: ({ dimensions }) => dimensions !== undefined,
      request: (search) => ({ store: readSearch(search) }),
      response: ({ data, error, status }) => {
        if (error) return { failure: readFailure(error, status) };
        const rows = rowsOf(data);
        const [name, direction] = SCORES.find(([column]) => isNumber(rows?.[0]?.[column])) ?? [];
        return {
          store: {
            returnedRows: rows?.length,
            scores: name && rows && [rows.map((row) => numberOf(row[name]))],
            direction,
          },
        };
      },
      input: ({ given: { query_text: text } }) => ({
        query: typeof text === 'string' ? text : undefined,
      }),
      output: ({ data }) => ({ documents: (rowsOf(data) ?? []).map(documentOf) }),
    }),
  ],
});

/** The vector is told by the name of its argument, and by what it looks like: a list of numbers, or a text of one. */
function dimensionsIn(given: FunctionArguments): number | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (!/embedding|vector/i.test(name)) continue;
    const dimensions = vectorLength(value);
    if (dimensions !== undefined) return dimensions;
  }
  return undefined;
}

/** The arguments have the names that Supabase's guides give them. */
function readSearch({ name, given, dimensions, builder }: Search): StoreRequest {
  const { match_count: count, match_threshold: threshold, filter, query_text: text } = given;
  const { searchParams } = builder.url ?? {};
  const limit = searchParams?.get('limit');
  const own = readFilter(filter);
  const more = [...(searchParams ?? [])].filter(
    ([column]) => !NO_FILTERS.has(column) && !(column in given),
  );
  const keys = [...own.keys, ...more.map(([column]) => column)];
  return {
    procedure: name as string,
    summary: `rpc ${String(name)}`,
    namespace: builder.schema,
    dimensionCount: dimensions,
    topK: limit == null ? (count as number | undefined) : Number(limit),
    threshold: threshold as number | undefined,
    hybrid: typeof text === 'string',
    filtered: keys.length > 0,
    filterKeys: keys,
    limits: {
      values: [
        ...own.values,
        ...more.flatMap(([, value]) => (value.startsWith('eq.') ? [value.slice(3)] : [])),
      ],
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(data: unknown): readonly Row[] | undefined {
  if (typeof data === 'string') return undefined;
  return (Array.isArray(data) ? data : [data]).filter(
    (row): row is Row => typeof row === 'object' && row !== null,
  );
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const numberOf = (value: unknown): number | undefined => (isNumber(value) ? value : undefined);

function documentOf({ id, ...fields }: Row): object {
  const [name] = SCORES.find(([column]) => isNumber(fields[column])) ?? [];
  const content = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => dimensionsOf(value) === undefined),
  );
  return retrievedDocument(id, name && fields[name], content);
}

/** Where no server answered there is no code, and the message begins with the class of the error. */
function readFailure(error: ApiError | undefined, status?: number): FailureFacts | undefined {
  const { code, message } = error ?? {};
  if (typeof code === 'string' && /^[0-9A-Z]{5,8}$/.test(code))
    return { type: code, message, statusCode: code };
  const thrown = /^(\w*Error): /.exec(message ?? '')?.[1];
  const type = thrown ?? (status ? String(status) : undefined);
  return type === undefined ? undefined : { type, message, statusCode: status || undefined };
}
