/** Sums up a stored trace, and keeps the sum for lists and filters. */
import { normalize } from '@spanwise/dialects';
import type { Attributes, TraceSummary } from '../api.ts';
import { readCallDetails } from './call-details.ts';
import { type SpanFacts, spanFacts } from './span-facts.ts';
import type { Store } from './store.ts';
import { type SpanRow, sumTrace } from './summary.ts';

/** What came of it. */
export interface Summed {
  readonly summary: TraceSummary;
  readonly conversationKey: string | undefined;
}

interface StoredRow {
  readonly span_id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly service: string | null;
  readonly started: number;
  readonly ended: number;
  readonly status: number;
  readonly facts: string | null;
}

/** Sums it up. `undefined` when it has no spans, or is not there any more. */
export function sumStoredTrace(store: Store, trace: number): Summed | undefined {
  const row = store.statement('SELECT trace_id FROM traces WHERE id = ?').get(trace) as
    | { trace_id: string }
    | undefined;
  if (!row) return undefined;
  const spans = store
    .statement(
      'SELECT span_id, parent_id, spans.name AS name, service, started, ended, status, facts FROM spans JOIN origins ON origins.id = origin WHERE trace = ?',
    )
    .all(trace) as unknown as StoredRow[];
  if (spans.length === 0) return undefined;
  const details = readCallDetails(store, row.trace_id);
  const rows = spans.map((span): SpanRow => {
    const facts = span.facts === null ? undefined : (JSON.parse(span.facts) as SpanFacts);
    return {
      spanId: span.span_id,
      parentId: span.parent_id ?? undefined,
      name: span.name,
      service: span.service ?? undefined,
      started: span.started,
      ended: span.ended,
      isError: span.status === 2,
      facts: withDetails(facts, details.get(span.span_id)),
    };
  });
  const { summary, conversationKey, facts } = sumTrace(
    row.trace_id,
    rows,
    hasLogs(store, row.trace_id),
  );
  const { usage } = summary;
  const tokens =
    usage.inputTokens === undefined && usage.outputTokens === undefined
      ? null
      : (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  store
    .statement(
      `UPDATE traces SET name = ?, service = ?, started = ?, duration = ?, is_open = ?, span_count = ?, error_count = ?,
       call_count = ?, tool_count = ?, retry_count = ?, conversation = ?, conversation_id = ?, user_id = ?, tenant_id = ?,
       tokens = ?, cost = ?, summary = ? WHERE id = ?`,
    )
    .run(
      summary.name,
      summary.service ?? null,
      summary.startedAt,
      summary.durationMillis,
      summary.isOpen ? 1 : 0,
      summary.spanCount,
      summary.errorCount,
      summary.callCount,
      summary.toolCount,
      summary.retryCount,
      conversationKey ?? null,
      summary.conversationId ?? null,
      summary.userId ?? null,
      summary.tenantId ?? null,
      tokens,
      summary.cost?.amount ?? null,
      JSON.stringify(summary),
      trace,
    );
  store.statement('DELETE FROM facts WHERE trace = ?').run(trace);
  for (const [key, values] of facts) {
    for (const value of values) {
      store
        .statement('INSERT INTO facts (key, value, trace) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(key, value, trace);
    }
  }
  return { summary, conversationKey };
}

function hasLogs(store: Store, traceId: string): boolean {
  return (
    store.statement('SELECT 1 FROM logs WHERE trace_id = ? LIMIT 1').get(traceId) !== undefined
  );
}

/** What the event of a call knows and its span does not: the messages. */
function withDetails(
  facts: SpanFacts | undefined,
  details: Attributes | undefined,
): SpanFacts | undefined {
  if (facts === undefined || details === undefined || facts.hasContent) return facts;
  const { changes } = normalize({ attributes: details });
  const { question, answer, hasContent } = spanFacts({ ...details, ...changes } as Attributes);
  return { ...facts, question, answer, hasContent };
}
