/** What is recorded of a call of a database beside what all calls have: its names, a search's scores, its tenant. */
import type { Attributes, Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import type { CallMetricName, OperationName } from '@spanwise/semconv';
import type { RequestFacts } from '../adapter/facts.ts';
import type {
  ScoreDirection,
  StoreRequest,
  StoreResponse,
  TenantLimits,
} from '../adapter/store-facts.ts';
import type { Target } from '../adapter/target.ts';
import { contextFacts } from '../context/context.ts';
import type { Row } from './facts-to-attributes.ts';
import type { AttributeWriter } from './put.ts';
import { boolean, count, double, onlyTrue, string, strings } from './values.ts';

const START_ROWS: readonly Row<StoreRequest>[] = [
  { field: 'collection', attribute: names.ATTR_DB_COLLECTION_NAME, read: string },
  { field: 'namespace', attribute: names.ATTR_DB_NAMESPACE, read: string },
  { field: 'procedure', attribute: names.ATTR_DB_STORED_PROCEDURE_NAME, read: string },
  { field: 'summary', attribute: names.ATTR_DB_QUERY_SUMMARY, read: string },
];

/** The request's fields, except those that a span has from its start. */
export const STORE_REQUEST_ROWS: readonly Row<StoreRequest>[] = [
  { field: 'queryText', attribute: names.ATTR_DB_QUERY_TEXT, read: string },
  {
    field: 'batchSize',
    attribute: names.ATTR_DB_OPERATION_BATCH_SIZE,
    read: (value) => (typeof value === 'number' && value < 2 ? undefined : count(value)),
  },
  { field: 'dimensionCount', attribute: names.ATTR_SPANWISE_VECTOR_DIMENSION_COUNT, read: count },
  { field: 'vectorBytes', attribute: names.ATTR_SPANWISE_VECTOR_WRITE_BYTES, read: count },
  { field: 'field', attribute: names.ATTR_SPANWISE_VECTOR_FIELD, read: string },
  { field: 'index', attribute: names.ATTR_SPANWISE_VECTOR_INDEX, read: string },
  { field: 'topK', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_TOP_K, read: count },
  { field: 'metric', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC, read: string },
  {
    field: 'threshold',
    attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_THRESHOLD,
    read: double,
  },
  { field: 'filtered', attribute: names.ATTR_SPANWISE_VECTOR_FILTERED, read: boolean },
  {
    field: 'filterKeys',
    attribute: names.ATTR_SPANWISE_VECTOR_FILTER_KEYS,
    read: (value) => strings(Array.isArray(value) ? [...new Set(value)] : value),
  },
  {
    field: 'parameters',
    attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_PARAMETERS,
    read: (value) =>
      strings(
        Object.entries(value as object)
          .filter(([, entry]) => /^(?:string|number|boolean)$/.test(typeof entry))
          .map(([name, entry]) => `${name}=${entry}`),
      ),
  },
  { field: 'hybrid', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_HYBRID, read: onlyTrue },
  { field: 'reranked', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_RERANKED, read: onlyTrue },
];

/** The reply's fields, except what {@link foundBy} reads. */
export const STORE_RESPONSE_ROWS: readonly Row<StoreResponse>[] = [
  { field: 'metric', attribute: names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC, read: string },
  { field: 'acceptedCount', attribute: names.ATTR_SPANWISE_VECTOR_ACCEPTED_COUNT, read: count },
  { field: 'failedCount', attribute: names.ATTR_SPANWISE_VECTOR_FAILED_COUNT, read: count },
  { field: 'readUnits', attribute: names.ATTR_SPANWISE_VECTOR_READ_UNITS, read: double },
  { field: 'writeUnits', attribute: names.ATTR_SPANWISE_VECTOR_WRITE_UNITS, read: double },
  { field: 'costUnits', attribute: names.ATTR_SPANWISE_VECTOR_COST_UNITS, read: double },
];

/** Puts what samplers and metrics look at, and the name that the client has for the operation. */
export function putStoreStart(
  attributes: Attributes,
  { store }: RequestFacts,
  method: string | Target,
): void {
  const own = store?.operation ?? lastStep(method);
  const operation = own === undefined ? undefined : string(own);
  if (operation !== undefined) attributes[names.ATTR_DB_OPERATION_NAME] = operation;
  for (const row of START_ROWS) {
    const value = store?.[row.field];
    const read = value == null ? undefined : row.read(value);
    if (read !== undefined) attributes[row.attribute] = read;
  }
}

function lastStep(method: string | Target): string | undefined {
  const { calledAs, path, name } = (
    typeof method === 'string' ? { path: method } : method
  ) as Readonly<Record<string, string | undefined>>;
  return (calledAs ?? path ?? name)?.split('.').at(-1);
}

/** What the span of a database's call is named by: `{summary}`, else `{operation} {target}` (database conventions). */
export function storeSpanName(known: Attributes, target: string | undefined): string {
  const text = (name: string): string | undefined => known[name] as string | undefined;
  const port = text(names.ATTR_SERVER_PORT);
  const address = text(names.ATTR_SERVER_ADDRESS);
  const server = port === undefined ? address : `${address}:${port}`;
  const named = [text(names.ATTR_DB_OPERATION_NAME), target ?? server].filter(Boolean).join(' ');
  return text(names.ATTR_DB_QUERY_SUMMARY) ?? (named || String(text(names.ATTR_DB_SYSTEM_NAME)));
}

/** What the call of a store found. */
export interface Found {
  /** Records that came back. Absent when that is not known. */
  readonly rows: number | undefined;
  /** Searches that found nothing. */
  readonly empty: number;
  /** Of all its searches together. Absent when no result has a score. */
  readonly scores: Scores | undefined;
  /** As the request or the reply names it. */
  readonly metric: string | undefined;
}

interface Scores {
  readonly direction: ScoreDirection | undefined;
  readonly best: number;
  readonly worst: number;
  readonly mean: number;
  /** The best one of each search that has results. */
  readonly bests: readonly number[];
}

/** Reads what a reply says of results and their scores. */
export function foundBy({ store: request }: RequestFacts, reply: StoreResponse): Found {
  const { scores, returnedRows } = reply;
  const metric = reply.metric ?? request?.metric;
  const rows =
    returnedRows == null
      ? scores?.reduce((sum, list) => sum + list.length, 0)
      : count(returnedRows);
  return {
    rows,
    empty: scores?.filter((list) => list.length === 0).length ?? (rows === 0 ? 1 : 0),
    scores: scoresOf(scores ?? [], reply.direction ?? request?.direction),
    metric: metric == null ? undefined : string(metric),
  };
}

function scoresOf(
  lists: NonNullable<StoreResponse['scores']>,
  said: ScoreDirection | undefined,
): Scores | undefined {
  const searches = lists
    .map((list) => list.filter((score): score is number => Number.isFinite(score)))
    .filter((list) => list.length > 0);
  if (searches.length === 0) return undefined;
  let direction = said;
  for (const list of searches) {
    const difference = list[0]! - list.at(-1)!;
    // Results come best first.
    if (difference !== 0) direction ??= difference > 0 ? 'similarity' : 'distance';
  }
  const all = searches.flat();
  const [better, worse] = direction === 'distance' ? [Math.min, Math.max] : [Math.max, Math.min];
  const bestOf = (list: readonly number[]): number => list.reduce((a, b) => better(a, b));
  return {
    direction,
    best: bestOf(all),
    worst: all.reduce((a, b) => worse(a, b)),
    mean: all.reduce((sum, score) => sum + score, 0) / all.length,
    bests: searches.map(bestOf),
  };
}

/** Puts what a call found. */
export function putFound(writer: AttributeWriter, { rows, scores }: Found): void {
  writer.putExpected(names.ATTR_DB_RESPONSE_RETURNED_ROWS, rows);
  if (scores === undefined) return;
  writer.putExpected(names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION, scores.direction);
  writer.putExpected(names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_BEST, scores.best);
  writer.putExpected(names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_WORST, scores.worst);
  writer.putExpected(names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_MEAN, scores.mean);
}

/** Records the metrics of a call of a store, its duration left out. */
export function recordStore(
  record: (metric: CallMetricName, value: number, more?: Attributes) => void,
  operation: OperationName,
  request: StoreRequest | undefined,
  found: Found | undefined,
  scoped: boolean | undefined,
): void {
  if (scoped === false) record(names.METRIC_SPANWISE_TENANT_UNSCOPED_CALLS, 1);
  if (operation === 'write') {
    const size = request?.batchSize == null ? undefined : count(request.batchSize);
    if (size !== undefined) record(names.METRIC_SPANWISE_VECTOR_WRITE_BATCH_SIZE, size);
  }
  if (found === undefined) return;
  const { rows, empty, scores, metric } = found;
  if (rows !== undefined) record(names.METRIC_DB_CLIENT_RESPONSE_RETURNED_ROWS, rows);
  if (operation !== 'search') return;
  if (empty > 0) record(names.METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS, empty);
  for (const best of scores?.bests ?? [])
    record(names.METRIC_SPANWISE_VECTOR_SEARCH_BEST_SCORE, best, {
      ...(metric !== undefined && { [names.ATTR_SPANWISE_VECTOR_SEARCH_METRIC]: metric }),
      ...(scores?.direction && {
        [names.ATTR_SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION]: scores.direction,
      }),
    });
}

const SEPARATORS = '-_:./| ';

/**
 * Whether a call was limited to the tenant of its context; `undefined` without a tenant, or where the call does not
 * show it. A value must be the tenant's id; a name may hold it between separators, as `docs_acme` does.
 */
export function isScoped(of: Context, store: StoreRequest | undefined): boolean | undefined {
  const tenant = contextFacts(of)?.tenantId;
  const limits: TenantLimits | undefined = store?.limits;
  if (!limits || typeof tenant !== 'string' || tenant === '') return undefined;
  const { names: parts = [], values = [] } = limits;
  return (
    values.some((value) => isId(value) && String(value) === tenant) ||
    [store?.collection, store?.namespace, ...parts].some(
      (part) => isId(part) && holds(String(part), tenant),
    )
  );
}

function isId(value: unknown): value is string | number | bigint {
  return /^(?:string|number|bigint)$/.test(typeof value);
}

function holds(name: string, tenant: string): boolean {
  const isEdge = (at: number): boolean =>
    at < 0 || at >= name.length || SEPARATORS.includes(name[at]!);
  for (let at = name.indexOf(tenant); at !== -1; at = name.indexOf(tenant, at + 1))
    if (isEdge(at - 1) && isEdge(at + tenant.length)) return true;
  return false;
}
