/** Reads one trace: its spans as a tree, where the time went, and who called whom. */
import type {
  AgentGraph,
  Attributes,
  AttributeValue,
  Span,
  SpanCategory,
  Trace,
  TraceSummary,
} from '../api.ts';
import { isCall, labelOf } from '../store/span-facts.ts';
import type { Store } from '../store/store.ts';
import { millisOf } from '../otlp/values.ts';
import { readCall } from './call.ts';
import { evaluationsIn, logsOfTraces } from './logs.ts';
import { KINDS, STATUSES, readStoredSpans, type StoredSpan } from './stored-span.ts';

/** Characters of a text in a whole trace; a span by itself has all. */
const MAX_CHARACTERS = 2000;

interface Node {
  readonly stored: StoredSpan;
  readonly children: Node[];
  parent: Node | undefined;
  start: number;
  end: number;
  skew: number;
  isCritical: boolean;
  self: number;
}

/** Reads a trace. `undefined` when it is not stored. */
export function readTrace(store: Store, traceId: string): Trace | undefined {
  const row = store
    .statement('SELECT summary, conversation FROM traces WHERE trace_id = ?')
    .get(traceId) as { summary: string | null; conversation: string | null } | undefined;
  if (!row || row.summary === null) return undefined;
  const nodes = treeOf(readStoredSpans(store, 'traces.trace_id = ?', [traceId]));
  const logs = logsOfTraces(store, [traceId]);
  const evaluations = evaluationsIn(logs);
  const isStored = linkedTraces(store, nodes);
  const summary = JSON.parse(row.summary) as TraceSummary;
  return {
    summary,
    spans: nodes.map((node) =>
      toSpan(
        node,
        evaluations.filter(({ spanId }) => spanId === node.stored.spanId),
        isStored,
        MAX_CHARACTERS,
      ),
    ),
    logs: logs.map((log) =>
      Object.assign(log, { attributes: shortened(log.attributes, MAX_CHARACTERS).value }),
    ),
    time: timeByCategory(nodes),
    graph: graphOf(nodes),
    conversationKey: row.conversation ?? undefined,
  };
}

/** Reads one span with nothing cut. `undefined` when it is not stored. */
export function readSpan(store: Store, traceId: string, spanId: string): Span | undefined {
  const nodes = treeOf(readStoredSpans(store, 'traces.trace_id = ?', [traceId]));
  const node = nodes.find(({ stored }) => stored.spanId === spanId);
  if (!node) return undefined;
  const evaluations = evaluationsIn(logsOfTraces(store, [traceId])).filter(
    (found) => found.spanId === spanId,
  );
  return toSpan(node, evaluations, linkedTraces(store, [node]), Number.POSITIVE_INFINITY);
}

/** The nodes of the tree, each parent before its children, with times, critical path and own time. */
function treeOf(spans: readonly StoredSpan[]): Node[] {
  const nodes = spans.map((stored): Node => ({
    stored,
    children: [],
    parent: undefined,
    start: stored.started,
    end: stored.ended,
    skew: 0,
    isCritical: false,
    self: 0,
  }));
  const byId = new Map(nodes.map((node) => [node.stored.spanId, node]));
  for (const node of nodes) {
    const parent = byId.get(node.stored.parentSpanId ?? '');
    if (parent && !isAbove(node, parent)) {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  const ordered: Node[] = [];
  const waiting = nodes.filter(({ parent }) => parent === undefined).toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    moveInto(node);
    ordered.push(node);
    waiting.push(...node.children.toReversed());
  }
  for (const node of ordered) {
    node.children.sort((left, right) => left.start - right.start);
    node.self = node.end - node.start - covered(node);
  }
  markCritical(ordered.filter(({ parent }) => parent === undefined));
  return ordered;
}

/** True when it would become its own ancestor: a hostile sender may give parents in a circle. */
function isAbove(node: Node, parent: Node): boolean {
  for (let above: Node | undefined = parent; above; above = above.parent) {
    if (above === node) return true;
  }
  return false;
}

/** Moves a span of another machine into its parent, when the clocks of the two differ. */
function moveInto(node: Node): void {
  const { parent } = node;
  if (!parent) return;
  // In the same process the clock is the same; it was moved with its parent.
  if (node.stored.origin.service === parent.stored.origin.service) node.skew = parent.skew;
  else {
    const isServed = node.stored.kind === 2 && parent.stored.kind === 3;
    const isBefore = node.start < parent.start;
    if (isBefore || (isServed && node.start > parent.end)) {
      const spare = parent.end - parent.start - (node.end - node.start);
      node.skew = parent.start + Math.max(0, spare) / 2 - node.start;
    }
  }
  node.start += node.skew;
  node.end += node.skew;
}

/** How much of a span its children cover together. */
function covered({ start, end, children }: Node): number {
  let sum = 0;
  let until = start;
  for (const child of children) {
    const from = Math.max(child.start, until);
    const to = Math.min(child.end, end);
    if (to > from) {
      sum += to - from;
      until = to;
    }
  }
  return sum;
}

/** Walks back from the end: what ended last before a moment is what was waited for. */
function markCritical(roots: readonly Node[]): void {
  const [longest] = roots.toSorted(
    (left, right) => right.end - right.start - (left.end - left.start),
  );
  if (!longest) return;
  const waiting: [Node, number][] = [[longest, longest.end]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, end] = next;
    node.isCritical = true;
    let moment = Math.min(node.end, end);
    for (const child of node.children.toSorted((left, right) => right.end - left.end)) {
      // What was still running at that moment was not waited for.
      if (child.end > moment) continue;
      waiting.push([child, moment]);
      moment = child.start;
    }
  }
}

function toSpan(
  node: Node,
  evaluations: ReturnType<typeof evaluationsIn>,
  isStored: ReadonlySet<string>,
  maxCharacters: number,
): Span {
  const { stored, start, end, skew, isCritical, self } = node;
  const { data, facts, origin } = stored;
  const attributes = shortened(data.a, maxCharacters);
  const normalized = shortened(stored.changes, maxCharacters);
  const cut = [...new Set([...attributes.cut, ...normalized.cut])];
  return {
    traceId: stored.traceId,
    spanId: stored.spanId,
    parentSpanId: stored.parentSpanId,
    name: stored.name,
    kind: KINDS[stored.kind] ?? 'internal',
    category: facts.category,
    label: labelOf(stored.name, facts, stored.attributes),
    service: origin.service,
    startedAt: start,
    durationMillis: end - start,
    skewMillis: skew === 0 ? undefined : skew,
    status: STATUSES[stored.status] ?? 'unset',
    statusMessage: data.m,
    attributes: attributes.value,
    cut: cut.length > 0 ? cut : undefined,
    normalized: Object.keys(normalized.value).length > 0 ? normalized.value : undefined,
    dialect: facts.dialect,
    resource: origin.resource,
    scope: { name: origin.scope.name, version: origin.scope.version },
    events: (data.v ?? []).map((event) => ({
      name: event.name,
      at: millisOf(BigInt(event.nanos)) + skew,
      attributes: shortened(event.attributes, maxCharacters).value,
    })),
    links: (data.l ?? []).map((link) => ({
      traceId: link.traceId,
      spanId: link.spanId,
      attributes: link.attributes,
      isStored: isStored.has(link.traceId),
    })),
    call: isCall(facts.operation) ? readCall(stored, evaluations) : undefined,
    isCritical,
    selfMillis: Math.max(0, self),
  };
}

/** Attributes with long texts cut, wherever they stand. */
function shortened(
  attributes: Attributes,
  maxCharacters: number,
): { value: Attributes; cut: string[] } {
  const cut: string[] = [];
  if (maxCharacters === Number.POSITIVE_INFINITY) return { value: attributes, cut };
  const value = Object.fromEntries(
    Object.entries(attributes).map(([name, given]) => {
      const short = shortenedValue(given, maxCharacters);
      if (short !== given) cut.push(name);
      return [name, short];
    }),
  );
  return { value, cut };
}

function shortenedValue(value: AttributeValue, maxCharacters: number): AttributeValue {
  if (typeof value === 'string') {
    return value.length > maxCharacters ? `${value.slice(0, maxCharacters)}…` : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value);
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : value;
}

/** The request of a call is the time of the call. */
function timeCategory({ stored, parent }: Node): SpanCategory {
  const above = parent?.stored.facts.category;
  const { category } = stored.facts;
  return category === 'http' && (above === 'model' || above === 'embeddings') ? above : category;
}

function timeByCategory(nodes: readonly Node[]): Trace['time'] {
  const sums = new Map<SpanCategory, { millis: number; spanCount: number }>();
  for (const node of nodes) {
    const category = timeCategory(node);
    const sum = sums.get(category) ?? { millis: 0, spanCount: 0 };
    sum.millis += Math.max(0, node.self);
    sum.spanCount += 1;
    sums.set(category, sum);
  }
  return [...sums]
    .map(([category, sum]) => ({ category, millis: sum.millis, spanCount: sum.spanCount }))
    .toSorted((left, right) => right.millis - left.millis);
}

const IN_GRAPH: ReadonlySet<SpanCategory> = new Set([
  'agent',
  'workflow',
  'model',
  'tool',
  'retrieval',
  'embeddings',
  'memory',
]);

function graphOf(nodes: readonly Node[]): AgentGraph {
  const found = new Map<
    string,
    {
      id: string;
      name: string;
      category: SpanCategory;
      count: number;
      errorCount: number;
      durationMillis: number;
    }
  >();
  const edges = new Map<string, { from: string; to: string; count: number }>();
  const idOf = ({ stored }: Node): string =>
    `${stored.facts.category}:${labelOf(stored.name, stored.facts, stored.attributes)}`;
  for (const node of nodes) {
    const { stored, start, end } = node;
    if (!IN_GRAPH.has(stored.facts.category)) continue;
    const id = idOf(node);
    const { category } = stored.facts;
    const seen = found.get(id) ?? {
      id,
      name: labelOf(stored.name, stored.facts, stored.attributes),
      category,
      count: 0,
      errorCount: 0,
      durationMillis: 0,
    };
    seen.count += 1;
    seen.durationMillis += end - start;
    if (stored.status === 2) seen.errorCount += 1;
    found.set(id, seen);
    let caller = node.parent;
    while (caller && !IN_GRAPH.has(caller.stored.facts.category)) caller = caller.parent;
    if (!caller) continue;
    const from = idOf(caller);
    const edge = edges.get(`${from}\n${id}`) ?? { from, to: id, count: 0 };
    edge.count += 1;
    edges.set(`${from}\n${id}`, edge);
  }
  return { nodes: [...found.values()], edges: [...edges.values()] };
}

function linkedTraces(store: Store, nodes: readonly Node[]): ReadonlySet<string> {
  const ids = new Set(
    nodes.flatMap(({ stored }) => (stored.data.l ?? []).map(({ traceId }) => traceId)),
  );
  return new Set(
    [...ids].filter(
      (id) => store.statement('SELECT 1 FROM traces WHERE trace_id = ?').get(id) !== undefined,
    ),
  );
}
