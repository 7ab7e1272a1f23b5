/** Sums up a trace from the facts of its spans. */
import type { Cost, TraceSummary, Usage } from '../api.ts';
import { isCall, type SpanFacts } from './span-facts.ts';

/** What the sum needs of one span. */
export interface SpanRow {
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly service: string | undefined;
  readonly started: number;
  readonly ended: number;
  readonly isError: boolean;
  readonly facts: SpanFacts | undefined;
}

/** A trace summed up, with what filters look for. */
export interface TraceSum {
  readonly summary: TraceSummary;
  /** Set when a model was called. */
  readonly conversationKey: string | undefined;
  readonly facts: ReadonlyMap<string, ReadonlySet<string>>;
}

const MAX_NAMES = 200;

/** Sums up; there is at least one span. `hasLogs`: log records belong to the trace. */
export function sumTrace(traceId: string, spans: readonly SpanRow[], hasLogs: boolean): TraceSum {
  const rows = spans.toSorted((left, right) => left.started - right.started);
  const byId = new Map(rows.map((row) => [row.spanId, row]));
  const roots = rows.filter((row) => row.parentId === undefined);
  const first = roots[0] ?? rows.find((row) => !byId.has(row.parentId!)) ?? rows[0]!;
  const calls = lowest(rows, byId, (row) => isCall(row.facts?.operation));
  const withUsage = lowest(rows, byId, (row) => row.facts?.usage !== undefined);
  const withCost = lowest(rows, byId, (row) => row.facts?.cost !== undefined);
  const errors = lowest(rows, byId, (row) => row.isError || row.facts?.error !== undefined);
  const tools = rows.filter((row) => row.facts?.operation === 'execute_tool');
  const firstOf = <Key extends keyof SpanFacts>(key: Key): SpanFacts[Key] | undefined =>
    rows.find((row) => row.facts?.[key] !== undefined)?.facts?.[key];
  // What the first call was asked; calls that were asked something else, such as a judge's, have other answers.
  const question = firstOf('question');
  const started = Math.min(
    ...range(
      rows.map((row) => row.started),
      Math.min,
    ),
  );
  const ended = Math.max(
    ...range(
      rows.map((row) => row.ended),
      Math.max,
    ),
  );
  const conversationId = firstOf('conversation');
  const summary: TraceSummary = {
    traceId,
    name: first.name,
    service: first.service,
    startedAt: started,
    durationMillis: ended - started,
    spanCount: rows.length,
    errorCount: errors.length,
    callCount: calls.length,
    toolCount: tools.length,
    retryCount: rows.reduce((sum, { facts }) => sum + (facts?.retries ?? 0), 0),
    isOpen: roots.length === 0,
    models: distinct(calls.map(({ facts }) => facts?.responseModel ?? facts?.requestModel)),
    agents: distinct(
      rows.map(({ facts }) => (facts?.category === 'agent' ? facts.agent : undefined)),
    ),
    tools: distinct(tools.map(({ facts }) => facts?.tool)),
    conversationId,
    userId: firstOf('user'),
    tenantId: firstOf('tenant'),
    usage: sumUsage(withUsage.map(({ facts }) => facts!.usage!)),
    cost: sumCost(
      withCost.map(({ facts }) => facts!.cost!),
      calls.some(
        (call) => call.facts?.cost === undefined && !isBelow(byId, call, new Set(withCost)),
      ),
    ),
    timeToFirstChunkMillis: firstOf('firstChunkMillis'),
    question,
    answer: rows.findLast(
      ({ facts }) =>
        facts?.answer !== undefined && (question === undefined || facts.question === question),
    )?.facts?.answer,
  };
  return {
    summary,
    conversationKey:
      calls.length === 0
        ? undefined
        : conversationId === undefined
          ? `trace:${traceId}`
          : `id:${conversationId}`,
    facts: filterFacts(rows, summary, hasLogs),
  };
}

/** Adds up tokens; a number that nobody said stays absent. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const sum: Record<string, number> = {};
  for (const usage of usages) {
    for (const [key, tokens] of Object.entries(usage)) {
      if (typeof tokens === 'number') sum[key] = (sum[key] ?? 0) + tokens;
    }
  }
  return sum;
}

/** Adds up costs of the first one's currency. `undefined` when there is none. */
export function sumCost(costs: readonly Cost[], isPartial: boolean): Cost | undefined {
  const [first] = costs;
  if (first === undefined) return undefined;
  const same = costs.filter(({ currency }) => currency === first.currency);
  const one = <Key extends 'source' | 'priceDate'>(key: Key): Cost[Key] =>
    same.every((cost) => cost[key] === first[key]) ? first[key] : undefined;
  return {
    // The sum of decimal fractions has digits that nobody said.
    amount: Number(same.reduce((sum, { amount }) => sum + amount, 0).toPrecision(12)),
    currency: first.currency,
    source: one('source'),
    priceDate: one('priceDate'),
    isPartial:
      isPartial || same.length < costs.length || costs.some((cost) => cost.isPartial)
        ? true
        : undefined,
  };
}

/** The different ones, in order. */
export function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function filterFacts(
  rows: readonly SpanRow[],
  summary: TraceSummary,
  hasLogs: boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (key: string, value: string | undefined): void => {
    if (value === undefined) return;
    const values = found.get(key) ?? new Set();
    if (values.size < MAX_NAMES) values.add(value.slice(0, 500));
    found.set(key, values);
  };
  for (const { name, service, facts } of rows) {
    add('name', name);
    add('service', service);
    if (!facts) continue;
    add('model', facts.requestModel);
    add('model', facts.responseModel);
    add('provider', facts.provider);
    add('agent', facts.agent);
    add('tool', facts.tool);
    add('user', facts.user);
    add('tenant', facts.tenant);
    add('conversation', facts.conversation);
    add('operation', facts.operation);
    add('error', facts.error);
    add('dialect', facts.dialect);
    for (const reason of facts.finishReasons ?? []) add('finish', reason);
    if (facts.hasContent) add('has', 'content');
    if (facts.isStream) add('has', 'stream');
  }
  add('status', summary.errorCount > 0 ? 'error' : 'ok');
  if (summary.errorCount > 0) add('has', 'error');
  if (summary.retryCount > 0) add('has', 'retry');
  if (summary.toolCount > 0) add('has', 'tool');
  if (summary.cost !== undefined) add('has', 'cost');
  if (hasLogs) add('has', 'log');
  return found;
}

/** The spans above one, in a trace whose parents may be missing. A circle of parents has no end, so who walks must stop. */
function* ancestors(byId: ReadonlyMap<string, SpanRow>, row: SpanRow): Generator<SpanRow> {
  let parent = row.parentId === undefined ? undefined : byId.get(row.parentId);
  while (parent !== undefined) {
    yield parent;
    parent = parent.parentId === undefined ? undefined : byId.get(parent.parentId);
  }
}

/**
 * Those of a kind that have none of their kind below them: a sum of these counts nothing twice, although agents
 * repeat what their calls used, and two libraries may have traced one call.
 */
function lowest(
  rows: readonly SpanRow[],
  byId: ReadonlyMap<string, SpanRow>,
  isOne: (row: SpanRow) => boolean,
): SpanRow[] {
  const all = rows.filter(isOne);
  if (all.length < 2) return all;
  const covered = new Set<SpanRow>();
  for (const row of all) {
    for (const above of ancestors(byId, row)) {
      if (covered.has(above) || above === row) break;
      covered.add(above);
    }
  }
  return all.filter((row) => !covered.has(row));
}

/** True when one of these is above it, among the nearest thousand. */
function isBelow(
  byId: ReadonlyMap<string, SpanRow>,
  row: SpanRow,
  these: ReadonlySet<SpanRow>,
): boolean {
  let steps = 0;
  for (const above of ancestors(byId, row)) {
    if (these.has(above)) return true;
    if (++steps === 1000) break;
  }
  return false;
}

/** The least or the greatest, without passing ten thousand arguments. */
function range(values: readonly number[], pick: (left: number, right: number) => number): number[] {
  return values.length === 0 ? [] : [values.reduce((left, right) => pick(left, right))];
}
