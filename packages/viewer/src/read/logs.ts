/** Reads log records back. */
import {
  ATTR_GEN_AI_EVALUATION_EXPLANATION,
  ATTR_GEN_AI_EVALUATION_NAME,
  ATTR_GEN_AI_EVALUATION_SCORE_LABEL,
  ATTR_GEN_AI_EVALUATION_SCORE_VALUE,
  EVENT_GEN_AI_EVALUATION_RESULT,
} from '@spanwise/semconv';
import type { Evaluation, LogRecord, Page, Severity } from '../api.ts';
import { logConditions, type LogConditionOptions } from '../store/conditions.ts';
import type { Store, StoredLogData } from '../store/store.ts';
import { cursorFor, fromCursor } from './cursor.ts';
import { readOrigin, type StoredOrigin } from './stored-span.ts';
import { numberIn, textIn } from './values.ts';

const SEVERITIES: readonly Severity[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const MAX_COUNTED = 10_000;

interface Row {
  readonly id: number;
  readonly at: number;
  readonly severity: number;
  readonly event: string | null;
  readonly trace_id: string | null;
  readonly span_id: string | null;
  readonly origin: number;
  readonly data: string;
  readonly has_trace: number;
}

/** How a list of log records is asked for. */
export interface LogListOptions extends LogConditionOptions {
  readonly query?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Lists log records, newest first. */
export function listLogs(
  store: Store,
  { query = '', limit, cursor, ...options }: LogListOptions,
): Page<LogRecord> {
  const conditions = logConditions(query, options);
  const [at, id] = fromCursor(cursor);
  const rows = readRows(
    store,
    `${conditions.sql}${cursor === undefined ? '' : ' AND (logs.at, logs.id) < (?, ?)'} ORDER BY logs.at DESC, logs.id DESC LIMIT ?`,
    [...conditions.values, ...(cursor === undefined ? [] : [at, id]), limit + 1],
  );
  const { n } = store
    .statement(
      `SELECT count(*) AS n FROM (SELECT 1 FROM logs JOIN origins ON origins.id = logs.origin WHERE ${conditions.sql} LIMIT ${MAX_COUNTED + 1})`,
    )
    .get(...conditions.values) as { n: number };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: toRecords(store, shown),
    next: rows.length > limit && last ? cursorFor(last.at, last.id) : undefined,
    total: n > MAX_COUNTED ? undefined : n,
  };
}

/** The log records of traces, oldest first, at most ten thousand. */
export function logsOfTraces(store: Store, traceIds: readonly string[]): LogRecord[] {
  return toRecords(
    store,
    readRows(
      store,
      `logs.trace_id IN (${traceIds.map(() => '?').join(', ')}) ORDER BY logs.at, logs.id LIMIT 10000`,
      traceIds,
    ),
  );
}

/** A judgement, with the span that was judged. */
export type JudgedSpan = Evaluation & {
  readonly traceId: string;
  readonly spanId?: string | undefined;
};

/** The judgements among log records. */
export function evaluationsIn(logs: readonly LogRecord[]): JudgedSpan[] {
  return logs.flatMap(({ eventName, attributes, traceId, spanId }) =>
    eventName === EVENT_GEN_AI_EVALUATION_RESULT && traceId !== undefined
      ? [
          {
            name: textIn(attributes, ATTR_GEN_AI_EVALUATION_NAME) ?? '',
            score: numberIn(attributes, ATTR_GEN_AI_EVALUATION_SCORE_VALUE),
            label: textIn(attributes, ATTR_GEN_AI_EVALUATION_SCORE_LABEL),
            explanation: textIn(attributes, ATTR_GEN_AI_EVALUATION_EXPLANATION),
            traceId,
            spanId,
          },
        ]
      : [],
  );
}

function readRows(store: Store, where: string, values: readonly (string | number)[]): Row[] {
  return store
    .statement(
      `SELECT logs.*, EXISTS (SELECT 1 FROM traces WHERE traces.trace_id = logs.trace_id) AS has_trace
       FROM logs JOIN origins ON origins.id = logs.origin WHERE ${where}`,
    )
    .all(...values) as unknown as Row[];
}

function toRecords(store: Store, rows: readonly Row[]): LogRecord[] {
  const origins = new Map<number, StoredOrigin>();
  return rows.map((row) => {
    let origin = origins.get(row.origin);
    if (!origin) origins.set(row.origin, (origin = readOrigin(store, row.origin)));
    const data = JSON.parse(row.data) as StoredLogData;
    return {
      id: String(row.id),
      at: row.at,
      // Four numbers have one word each.
      severity: row.severity > 0 ? SEVERITIES[Math.floor((row.severity - 1) / 4)] : undefined,
      severityText: data.x,
      eventName: row.event ?? undefined,
      body: data.b,
      attributes: data.a,
      service: origin.service,
      traceId: row.trace_id ?? undefined,
      spanId: row.span_id ?? undefined,
      hasTrace: row.has_trace === 1,
      scope: { name: origin.scope.name, version: origin.scope.version },
    };
  });
}
