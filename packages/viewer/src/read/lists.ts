/** Lists traces, conversations, groups and the values of filters. */
import type {
  ConversationSummary,
  FilterValue,
  Group,
  GroupsQuery,
  ListQuery,
  Page,
  Snippet,
  TraceSummary,
} from '../api.ts';
import { type Conditions, spansWith, traceConditions } from '../store/conditions.ts';
import type { QueryWord } from '../store/query.ts';
import { searchableText } from '../store/searchable-text.ts';
import { SPANS_PER_TRACE } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { sumCost, sumUsage } from '../store/summary.ts';
import { sumConversation } from './conversation.ts';
import { cursorFor, fromCursor } from './cursor.ts';
import { readStoredSpans } from './stored-span.ts';

type Sort = NonNullable<ListQuery['sort']>;

/** Values by which lists are sorted, all of them greatest first. */
const SORTED_BY: Readonly<Record<Sort, string>> = {
  newest: 'started',
  oldest: '-started',
  slowest: 'duration',
  expensive: 'coalesce(cost, -1)',
  tokens: 'coalesce(tokens, -1)',
  errors: 'error_count',
};

const MAX_COUNTED = 10_000;
const MAX_GROUPED_TRACES = 50_000;
const SNIPPET_CHARACTERS = 60;
const MAX_VALUES = 50;

/** What both lists take. */
export interface ListOptions {
  readonly query: string;
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Lists traces. Throws `QueryError` when the query cannot be answered. */
export function listTraces(store: Store, options: ListOptions): Page<TraceSummary> {
  const conditions = traceConditions(options.query, options.from, options.to);
  const page = pageOf(
    store,
    `SELECT traces.id AS id, ${SORTED_BY[options.sort]} AS sorted FROM traces WHERE ${conditions.sql}`,
    conditions,
    options,
  );
  const matches = firstMatches(store, conditions.words);
  const items = page.items.map(({ id }) => {
    const { summary } = store.statement('SELECT summary FROM traces WHERE id = ?').get(id) as {
      summary: string;
    };
    return withSnippet(
      JSON.parse(summary) as TraceSummary,
      snippetOf(store, matches.get(id), conditions.words),
    );
  });
  return { ...page, items };
}

/** Lists conversations: those of which a trace matches. Throws `QueryError` when the query cannot be answered. */
export function listConversations(store: Store, options: ListOptions): Page<ConversationSummary> {
  const conditions = traceConditions(options.query, options.from, options.to);
  const page = pageOf(
    store,
    // The newest of a conversation is what it is sorted by, the sum of what counts.
    `SELECT max(traces.id) AS id, conversation AS key, ${CONVERSATIONS_SORTED_BY[options.sort]} AS sorted FROM traces
     WHERE conversation IS NOT NULL AND ${conditions.sql} GROUP BY conversation`,
    conditions,
    options,
  );
  const matches = firstMatches(store, conditions.words);
  const items = page.items.map(({ id, key }) => {
    const { trace_id: traceId } = store
      .statement('SELECT trace_id FROM traces WHERE id = ?')
      .get(id) as { trace_id: string };
    const snippet = snippetOf(store, matches.get(id), conditions.words);
    return withSnippet(
      readConversationSummary(store, key!),
      snippet && Object.assign(snippet, { traceId }),
    );
  });
  return { ...page, items };
}

function withSnippet<Item extends object>(item: Item, snippet: Snippet | undefined): Item {
  return snippet ? { ...item, snippet } : item;
}

const CONVERSATIONS_SORTED_BY: Readonly<Record<Sort, string>> = {
  newest: 'max(started)',
  oldest: '-min(started)',
  slowest: 'sum(duration)',
  expensive: 'coalesce(sum(cost), -1)',
  tokens: 'coalesce(sum(tokens), -1)',
  errors: 'sum(error_count)',
};

function readConversationSummary(store: Store, key: string): ConversationSummary {
  const rows = store
    .statement(
      'SELECT summary FROM traces WHERE conversation = ? AND summary IS NOT NULL ORDER BY started',
    )
    .all(key) as unknown as { summary: string }[];
  return sumConversation(
    key,
    rows.map(({ summary }) => JSON.parse(summary) as TraceSummary),
  );
}

/** Groups traces by a value. Throws `QueryError` when the query cannot be answered. */
export function listGroups(store: Store, { by, query = '', from, to }: GroupsQuery): Group[] {
  const conditions = traceConditions(query, from, to);
  const rows = store
    .statement(
      `SELECT facts.value AS value, summary FROM traces LEFT JOIN facts ON facts.trace = traces.id AND facts.key = ?
       WHERE ${conditions.sql} ORDER BY started DESC LIMIT ${MAX_GROUPED_TRACES}`,
    )
    .all(by, ...conditions.values) as unknown as { value: string | null; summary: string }[];
  const groups = new Map<string, TraceSummary[]>();
  for (const { value, summary } of rows) {
    const traces = groups.get(value ?? '') ?? [];
    traces.push(JSON.parse(summary) as TraceSummary);
    groups.set(value ?? '', traces);
  }
  return [...groups]
    .map(([value, traces]): Group => {
      const durations = traces
        .map(({ durationMillis }) => durationMillis)
        .toSorted((left, right) => left - right);
      const total = (of: (trace: TraceSummary) => number): number =>
        traces.reduce((sum, trace) => sum + of(trace), 0);
      return {
        value,
        filter:
          value === ''
            ? undefined
            : `${by}:${/[\s",]/.test(value) ? JSON.stringify(value) : value}`,
        traceCount: traces.length,
        errorCount: total(({ errorCount }) => errorCount),
        callCount: total(({ callCount }) => callCount),
        usage: sumUsage(traces.map(({ usage }) => usage)),
        cost: sumCost(
          traces.flatMap(({ cost }) => cost ?? []),
          traces.some(({ cost, callCount }) => cost === undefined && callCount > 0),
        ),
        medianMillis: quantile(durations, 0.5),
        p95Millis: quantile(durations, 0.95),
        lastAt: traces[0]!.startedAt,
      };
    })
    .toSorted((left, right) => right.traceCount - left.traceCount);
}

/** Values of a filter, the most frequent first. */
export function listValues(store: Store, key: string, prefix: string): FilterValue[] {
  return store
    .statement(
      `SELECT value, count(*) AS count FROM facts WHERE key = ? AND value LIKE ? ESCAPE '\\' GROUP BY value ORDER BY count DESC, value LIMIT ${MAX_VALUES}`,
    )
    .all(key, `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`) as unknown as FilterValue[];
}

/** The value below which that share of the sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Row {
  readonly id: number;
  readonly sorted: number;
  readonly key?: string;
}

function pageOf(
  store: Store,
  select: string,
  { values }: Conditions,
  { limit, cursor }: ListOptions,
): Page<Row> {
  const [sorted, id] = fromCursor(cursor);
  // What matches is found once, for the rows and for their number.
  const rows = store
    .statement(
      `WITH matched AS MATERIALIZED (${select})
       SELECT *, (SELECT count(*) FROM matched) AS total FROM matched
       ${cursor === undefined ? '' : 'WHERE (sorted, id) < (?, ?)'} ORDER BY sorted DESC, id DESC LIMIT ?`,
    )
    .all(...values, ...(cursor === undefined ? [] : [sorted, id]), limit + 1) as unknown as (Row & {
    readonly total: number;
  })[];
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const total = rows[0]?.total ?? 0;
  return {
    items,
    next: rows.length > limit && last ? cursorFor(last.sorted, last.id) : undefined,
    total: total > MAX_COUNTED ? undefined : total,
  };
}

/** The first span of each trace in which the first word stands. Looked up once for a whole list. */
function firstMatches(store: Store, [word]: readonly QueryWord[]): ReadonlyMap<number, number> {
  if (word === undefined) return new Map();
  const { sql, values } = spansWith(word);
  const rows = store
    .statement(`SELECT id / ${SPANS_PER_TRACE} AS trace, min(id) AS id FROM (${sql}) GROUP BY 1`)
    .all(...values) as unknown as {
    trace: number;
    id: number;
  }[];
  return new Map(rows.map(({ trace, id }) => [trace, id]));
}

/** The place in a span where the word stands. */
function snippetOf(
  store: Store,
  id: number | undefined,
  [word]: readonly QueryWord[],
): Snippet | undefined {
  if (id === undefined || word === undefined) return undefined;
  const sought = word.text;
  const [span] = readStoredSpans(store, 'spans.id = ?', [id]);
  if (!span) return undefined;
  for (const [attribute, value] of [
    ...Object.entries(span.attributes),
    ['name', span.name] as const,
  ]) {
    const text = searchableText(value).replaceAll(/\s+/g, ' ');
    const at = text.toLowerCase().indexOf(sought.toLowerCase());
    if (at < 0) continue;
    const end = at + sought.length;
    return {
      spanId: span.spanId,
      attribute,
      before: text.slice(Math.max(0, at - SNIPPET_CHARACTERS), at),
      match: text.slice(at, end),
      after: text.slice(end, end + SNIPPET_CHARACTERS),
    };
  }
  return undefined;
}
