/** What each route of the API answers. */
import type { GroupsQuery, ListQuery, Severity } from '../api.ts';
import { ROUTES } from '../api.ts';
import { compare } from '../read/compare.ts';
import { readConversation } from '../read/conversation.ts';
import { exportTrace, exportTraces } from '../read/export.ts';
import { readFindings } from '../read/findings.ts';
import {
  listConversations,
  listGroups,
  listTraces,
  type ListOptions,
  listValues,
} from '../read/lists.ts';
import { listLogs } from '../read/logs.ts';
import { listMetrics, readMetric } from '../read/metrics.ts';
import { readSpan, readTrace } from '../read/trace.ts';
import { SEVERITIES } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { NAME_DESCRIPTIONS } from './name-descriptions.gen.ts';

/** A request that has what the route needs. */
interface ApiRequest {
  /** Parts of the path by their names in the route. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** A query that cannot be: answered with 400. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}

/** Answers a `GET`: a value that becomes JSON, lines, or `undefined` for 404. */
export type ApiHandler = (request: ApiRequest) => unknown;

/** Lines of JSON, in place of one value. */
export class JsonLines {
  readonly items: Iterable<object>;
  constructor(items: Iterable<object>) {
    this.items = items;
  }
}

const SORTS: readonly NonNullable<ListQuery['sort']>[] = [
  'newest',
  'oldest',
  'slowest',
  'expensive',
  'tokens',
  'errors',
];
const GROUPS: readonly GroupsQuery['by'][] = [
  'conversation',
  'user',
  'tenant',
  'agent',
  'model',
  'provider',
  'service',
  'tool',
];
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** The handlers of `GET` by the route's path: all that a store alone can answer. */
export function createApiHandlers(store: Store): Readonly<Record<string, ApiHandler>> {
  return {
    [ROUTES.traces]: ({ query }) => listTraces(store, listOptions(query)),
    [ROUTES.trace]: ({ path }) => readTrace(store, path['traceId']!),
    [ROUTES.traceOtlp]: ({ path }) => exportTrace(store, path['traceId']!),
    [ROUTES.span]: ({ path }) => readSpan(store, path['traceId']!, path['spanId']!),
    [ROUTES.conversations]: ({ query }) => listConversations(store, listOptions(query)),
    [ROUTES.conversation]: ({ path }) => readConversation(store, path['key']!),
    [ROUTES.groups]: ({ query }) =>
      listGroups(store, {
        by: choice(query, 'by', GROUPS) ?? required('by', GROUPS),
        query: query.get('query') ?? '',
        from: number(query, 'from'),
        to: number(query, 'to'),
      }),
    [ROUTES.values]: ({ query }) =>
      listValues(store, query.get('key') ?? '', query.get('prefix') ?? ''),
    [ROUTES.compare]: ({ query }) =>
      compare(store, query.get('left') ?? '', query.get('right') ?? ''),
    [ROUTES.metrics]: () => listMetrics(store),
    [ROUTES.metric]: ({ path, query }) =>
      readMetric(store, path['name']!, {
        by: (query.get('by') ?? '').split(',').filter(Boolean),
        from: number(query, 'from'),
        to: number(query, 'to'),
        stepMillis: number(query, 'stepMillis'),
      }),
    [ROUTES.logs]: ({ query }) => {
      const severity = choice(query, 'severity', Object.keys(SEVERITIES) as Severity[]);
      return listLogs(store, {
        query: query.get('query') ?? '',
        limit: limit(query),
        cursor: query.get('cursor') ?? undefined,
        from: number(query, 'from'),
        to: number(query, 'to'),
        traceId: query.get('traceId') ?? undefined,
        spanId: query.get('spanId') ?? undefined,
        minSeverity: severity === undefined ? undefined : SEVERITIES[severity],
      });
    },
    [ROUTES.findings]: ({ query }) => readFindings(store, query.get('traceId') ?? undefined),
    [ROUTES.names]: () => NAME_DESCRIPTIONS,
    [ROUTES.export]: ({ query }) =>
      new JsonLines(
        exportTraces(store, query.get('query') ?? '', number(query, 'from'), number(query, 'to')),
      ),
  };
}

function listOptions(query: URLSearchParams): ListOptions {
  return {
    query: query.get('query') ?? '',
    sort: choice(query, 'sort', SORTS) ?? 'newest',
    limit: limit(query),
    cursor: query.get('cursor') ?? undefined,
    from: number(query, 'from'),
    to: number(query, 'to'),
  };
}

function limit(query: URLSearchParams): number {
  const given = number(query, 'limit') ?? DEFAULT_LIMIT;
  if (!Number.isInteger(given) || given < 1 || given > MAX_LIMIT) {
    throw new BadRequestError(`"limit" is 1 to ${MAX_LIMIT}`);
  }
  return given;
}

function number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!Number.isFinite(Number(text))) throw new BadRequestError(`"${name}" is no number`);
  return Number(text);
}

function choice<Value extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly Value[],
): Value | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  return choices.find((known) => known === text) ?? required(name, choices);
}

function required(name: string, choices: readonly string[]): never {
  throw new BadRequestError(`"${name}" is one of ${choices.join(', ')}`);
}
