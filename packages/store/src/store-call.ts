/** What is recorded of a call of a database beside what all calls have: its names, a search's scores, its tenant. */
import type { Attributes, Context } from '@opentelemetry/api';
import {
  booleanValue,
  contextFacts,
  countValue,
  doubleValue,
  safely,
  stringsValue,
  stringValue,
  trueValue,
} from '@spanwise/core';
import type {
  Operation,
  PutAttribute,
  StoreCall,
  StoreCallStart,
  StoreRequest,
  StoreResponse,
} from '@spanwise/core/adapter';
import * as names from '@spanwise/semconv';
import { isScoped } from './is-scoped.ts';
import { foundBy, type Found, type Scores } from './scores.ts';

/** One row: a field, its attribute, and how it is read. */
interface Row<Facts> {
  readonly field: keyof Facts & string;
  readonly attribute: string;
  readonly read: (value: unknown) => string | number | boolean | string[] | undefined;
}

const START_ROWS: readonly Row<StoreRequest>[] = [
  { field: 'collection', attribute: names.ATTR_DB_COLLECTION_NAME, read: stringValue },
  { field: 'namespace', attribute: names.ATTR_DB_NAMESPACE, read: stringValue },
  { field: 'procedure', attribute: names.ATTR_DB_STORED_PROCEDURE_NAME, read: stringValue },
  { field: 'summary', attribute: names.ATTR_DB_QUERY_SUMMARY, read: stringValue },
];

/** The request's fields, except those that a span has from its start. */
const REQUEST_ROWS: readonly Row<StoreRequest>[] = [
  { field: 'queryText', attribute: names.ATTR_DB_QUERY_TEXT, read: stringValue },
  {
    field: 'batchSize',
    attribute: names.ATTR_DB_OPERATION_BATCH_SIZE,
    read: (value) => (typeof value === 'number' && value < 2 ? undefined : countValue(value)),
  },
  {
    field: 'dimensionCount',
    attribute: names.ATTR_SPANWISE_VECTOR_DIMENSION_COUNT,
    read: countValue,
  },
  { field: 'vectorBytes', attribute: names.ATTR_SPANWISE_VECTOR_WRITE_BYTES, read: countValue },
  { field: 'field', attribute: names.ATTR_SPANWISE_VECTOR_FIELD, read: stringValue },
  { field: 'index', attribute: names.ATTR_SPANWISE_VECTOR_INDEX, read: stringValue },
  { field: 'topK', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_TOP_K, read: countValue },
  { field: 'metric', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC, read: stringValue },
  {
    field: 'threshold',
    attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_THRESHOLD,
    read: doubleValue,
  },
  { field: 'filtered', attribute: names.ATTR_SPANWISE_VECTOR_FILTERED, read: booleanValue },
  {
    field: 'filterKeys',
    attribute: names.ATTR_SPANWISE_VECTOR_FILTER_KEYS,
    read: (value) => stringsValue(Array.isArray(value) ? [...new Set(value)] : value),
  },
  {
    field: 'parameters',
    attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_PARAMETERS,
    read: (value) =>
      stringsValue(
        Object.entries(value as object)
          .filter(([, entry]) => /^(?:string|number|boolean)$/.test(typeof entry))
          .map(([name, entry]) => `${name}=${entry}`),
      ),
  },
  { field: 'hybrid', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_HYBRID, read: trueValue },
  { field: 'reranked', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_RERANKED, read: trueValue },
];

/** The reply's fields, except what {@link foundBy} reads. */
const RESPONSE_ROWS: readonly Row<StoreResponse>[] = [
  { field: 'metric', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC, read: stringValue },
  {
    field: 'acceptedCount',
    attribute: names.ATTR_SPANWISE_VECTOR_ACCEPTED_COUNT,
    read: countValue,
  },
  { field: 'failedCount', attribute: names.ATTR_SPANWISE_VECTOR_FAILED_COUNT, read: countValue },
  { field: 'readUnits', attribute: names.ATTR_SPANWISE_VECTOR_READ_UNITS, read: doubleValue },
  { field: 'writeUnits', attribute: names.ATTR_SPANWISE_VECTOR_WRITE_UNITS, read: doubleValue },
  { field: 'costUnits', attribute: names.ATTR_SPANWISE_VECTOR_COST_UNITS, read: doubleValue },
];

/** What was found, as {@link foundBy} reads it. */
const FOUND_ROWS: readonly Row<Found>[] = [
  { field: 'rows', attribute: names.ATTR_DB_RESPONSE_RETURNED_ROWS, read: countValue },
];

const SCORE_ROWS: readonly Row<Scores>[] = [
  {
    field: 'direction',
    attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION,
    read: stringValue,
  },
  { field: 'best', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_BEST, read: doubleValue },
  { field: 'worst', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_WORST, read: doubleValue },
  { field: 'mean', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_MEAN, read: doubleValue },
];

/** Starts what records a call of a database. Adapters pass it as `store`. */
export const createStoreCall: StoreCallStart = (operation, request, within) =>
  new DatabaseCall(operation, request, within);

class DatabaseCall implements StoreCall {
  readonly #operation: Operation;
  readonly #request: StoreRequest | undefined;
  /** Whether it was limited to its tenant; `undefined`: not known. */
  readonly #scoped: boolean | undefined;
  #reply: StoreResponse | undefined;
  #found: Found | undefined;

  constructor(operation: Operation, request: StoreRequest | undefined, within: Context) {
    this.#operation = operation;
    this.#request = request;
    this.#scoped = safely('looking for a tenant', () =>
      isScoped(contextFacts(within)?.tenantId, request),
    );
  }

  putStart(put: PutAttribute): void {
    const own = this.#request?.operation ?? lastStep(this.#operation.method);
    const operation = own === undefined ? undefined : stringValue(own);
    if (operation !== undefined) put(names.ATTR_DB_OPERATION_NAME, operation);
    putRows(START_ROWS, this.#request, put);
  }

  /** `{summary}`, else `{operation} {target}` (database conventions). */
  spanName(known: Attributes, target: string | undefined): string {
    const text = (name: string): string | undefined => known[name] as string | undefined;
    const port = text(names.ATTR_SERVER_PORT);
    const address = text(names.ATTR_SERVER_ADDRESS);
    const server = port === undefined ? address : `${address}:${port}`;
    const named = [text(names.ATTR_DB_OPERATION_NAME), target ?? server].filter(Boolean).join(' ');
    return text(names.ATTR_DB_QUERY_SUMMARY) ?? (named || String(text(names.ATTR_DB_SYSTEM_NAME)));
  }

  putRequest(put: PutAttribute): void {
    putRows(REQUEST_ROWS, this.#request, put);
    if (this.#scoped !== undefined) put(names.ATTR_SPANWISE_TENANT_SCOPED, this.#scoped);
  }

  take(reply: StoreResponse): void {
    this.#reply = reply;
    this.#found = safely('reading scores', () => foundBy(this.#request, reply));
  }

  putReply(put: PutAttribute): void {
    putRows(RESPONSE_ROWS, this.#reply, put);
    putRows(FOUND_ROWS, this.#found, put);
    putRows(SCORE_ROWS, this.#found?.scores, put);
  }

  recordMetrics(record: Parameters<StoreCall['recordMetrics']>[0]): void {
    if (this.#scoped === false) record(names.METRIC_SPANWISE_TENANT_UNSCOPED_CALLS, 1);
    const { name } = this.#operation;
    if (name === 'write') {
      const given = this.#request?.batchSize;
      const size = given == null ? undefined : countValue(given);
      if (size !== undefined) record(names.METRIC_SPANWISE_VECTOR_WRITE_BATCH_SIZE, size);
    }
    if (this.#found === undefined) return;
    const { rows, empty, scores, metric } = this.#found;
    if (rows !== undefined) record(names.METRIC_DB_CLIENT_RESPONSE_RETURNED_ROWS, rows);
    if (name !== 'search') return;
    if (empty > 0) record(names.METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS, empty);
    for (const best of scores?.bests ?? [])
      record(names.METRIC_SPANWISE_VECTOR_SEARCH_BEST_SCORE, best, {
        ...(metric !== undefined && { [names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC]: metric }),
        ...(scores?.direction && {
          [names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION]: scores.direction,
        }),
      });
  }
}

function putRows<Facts extends object>(
  rows: readonly Row<Facts>[],
  facts: Facts | undefined,
  put: PutAttribute,
): void {
  for (const { field, attribute, read } of rows) {
    const value = facts?.[field];
    const known = value == null ? undefined : read(value);
    if (known !== undefined) put(attribute, known);
  }
}

function lastStep(method: Operation['method']): string | undefined {
  const { calledAs, path, name } = (
    typeof method === 'string' ? { path: method } : method
  ) as Readonly<Record<string, string | undefined>>;
  return (calledAs ?? path ?? name)?.split('.').at(-1);
}
