/** Reads one conversation, and lists all. */
import type { Conversation, ConversationSummary, TraceSummary } from '../api.ts';
import { isCall } from '../store/span-facts.ts';
import type { Store } from '../store/store.ts';
import { distinct, sumCost, sumUsage } from '../store/summary.ts';
import { evaluationsIn, logsOfTraces } from './logs.ts';
import { readStoredSpans, type StoredSpan } from './stored-span.ts';
import { buildThreads, toolThread } from './thread.ts';

/** Traces of one conversation that are shown, the latest. */
const MAX_TRACES = 200;

/** Reads a conversation by its key. `undefined` when nothing of it is stored. */
export function readConversation(store: Store, key: string): Conversation | undefined {
  const rows = store
    .statement(
      'SELECT id, summary FROM traces WHERE conversation = ? AND summary IS NOT NULL ORDER BY started DESC LIMIT ?',
    )
    .all(key, MAX_TRACES + 1) as unknown as { id: number; summary: string }[];
  if (rows.length === 0) return undefined;
  const shown = rows.slice(0, MAX_TRACES).toReversed();
  const traces = shown.map(({ summary }) => JSON.parse(summary) as TraceSummary);
  const spans = readStoredSpans(
    store,
    `spans.trace IN (${shown.map(() => '?').join(', ')}) AND spans.facts IS NOT NULL`,
    shown.map(({ id }) => id),
  );
  const evaluations = evaluationsIn(
    logsOfTraces(
      store,
      traces.map(({ traceId }) => traceId),
    ),
  );
  const calls = leafCalls(spans);
  const tools = spans.filter(({ facts }) => facts.operation === 'execute_tool');
  const agentOf = agentsOf(spans);
  const threads = buildThreads(calls, tools, agentOf, ({ traceId, spanId }) =>
    evaluations.filter((found) => found.traceId === traceId && found.spanId === spanId),
  );
  const alone = calls.length === 0 ? toolThread(tools) : undefined;
  return {
    summary: sumConversation(key, traces),
    threads: alone ? [alone] : threads,
    traces,
    evaluations,
    isCut: rows.length > MAX_TRACES,
  };
}

/** Sums up a conversation from its traces, oldest first; there is at least one. */
export function sumConversation(key: string, traces: readonly TraceSummary[]): ConversationSummary {
  const [first] = traces;
  const last = traces.at(-1)!;
  const total = (of: (trace: TraceSummary) => number): number =>
    traces.reduce((sum, trace) => sum + of(trace), 0);
  const costs = traces.flatMap(({ cost }) => cost ?? []);
  return {
    key,
    conversationId: first!.conversationId,
    title: traces.find(({ question }) => question !== undefined)?.question ?? first!.name,
    service: first!.service,
    startedAt: first!.startedAt,
    lastAt: last.startedAt + last.durationMillis,
    traceCount: traces.length,
    callCount: total(({ callCount }) => callCount),
    toolCount: total(({ toolCount }) => toolCount),
    errorCount: total(({ errorCount }) => errorCount),
    models: distinct(traces.flatMap(({ models }) => models)),
    agents: distinct(traces.flatMap(({ agents }) => agents)),
    userId: traces.find(({ userId }) => userId !== undefined)?.userId,
    tenantId: traces.find(({ tenantId }) => tenantId !== undefined)?.tenantId,
    usage: sumUsage(traces.map(({ usage }) => usage)),
    cost: sumCost(
      costs,
      traces.some(({ cost, callCount }) => cost === undefined && callCount > 0),
    ),
    durationMillis: total(({ durationMillis }) => durationMillis),
    answer: traces.findLast(({ answer }) => answer !== undefined)?.answer,
  };
}

/** Calls that have no call below them: a helper of a library may have a span around the one of its request. */
function leafCalls(spans: readonly StoredSpan[]): StoredSpan[] {
  const calls = spans.filter(({ facts }) => isCall(facts.operation));
  const byId = indexed(spans);
  const covered = new Set<StoredSpan>();
  for (const call of calls) {
    for (const above of ancestors(byId, call)) covered.add(above);
  }
  return calls.filter((call) => !covered.has(call));
}

/** Names the nearest agent around a span. */
function agentsOf(spans: readonly StoredSpan[]): (span: StoredSpan) => string | undefined {
  const byId = indexed(spans);
  return (span) => {
    for (const above of ancestors(byId, span)) {
      if (above.facts.category === 'agent') return above.facts.agent;
    }
    return undefined;
  };
}

function indexed(spans: readonly StoredSpan[]): ReadonlyMap<string, StoredSpan> {
  return new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]));
}

/** The spans above one, each once. */
function* ancestors(
  byId: ReadonlyMap<string, StoredSpan>,
  span: StoredSpan,
): Generator<StoredSpan> {
  const seen = new Set([span]);
  let above = byId.get(`${span.traceId}/${span.parentSpanId}`);
  while (above && !seen.has(above)) {
    seen.add(above);
    yield above;
    above = byId.get(`${span.traceId}/${above.parentSpanId}`);
  }
}
