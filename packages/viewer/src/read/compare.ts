/** Puts two traces, calls or conversations side by side. */
import type {
  Call,
  Comparison,
  ComparisonRow,
  ComparisonSide,
  Entry,
  MessageEntry,
  Thread,
  Usage,
} from '../api.ts';
import type { Store } from '../store/store.ts';
import { sumCost, sumUsage } from '../store/summary.ts';
import { readConversation } from './conversation.ts';
import { readTrace } from './trace.ts';

interface Side {
  readonly side: ComparisonSide;
  readonly calls: readonly Call[];
  readonly messages: readonly MessageEntry[];
  readonly durationMillis: number;
  readonly errorCount: number;
}

/** Aligning takes a table of this many cells at most; longer ones are put beside each other from the top. */
const MAX_CELLS = 4_000_000;

/** Compares. `undefined` when a side is not stored. */
export function compare(store: Store, left: string, right: string): Comparison | undefined {
  const [one, other] = [readSide(store, left), readSide(store, right)];
  if (!one || !other) return undefined;
  return {
    left: one.side,
    right: other.side,
    rows: rowsOf(one, other),
    messages: aligned(one.messages, other.messages),
  };
}

function readSide(store: Store, ref: string): Side | undefined {
  const [, traceId, spanId] = /^([0-9a-f]{32})(?:\/([0-9a-f]{16}))?$/.exec(ref) ?? [];
  if (traceId === undefined) {
    const conversation = readConversation(store, ref);
    if (!conversation) return undefined;
    const { summary, threads } = conversation;
    return {
      side: { ref, kind: 'conversation', title: summary.title, startedAt: summary.startedAt },
      calls: callsIn(threads),
      messages: messagesIn(threads),
      durationMillis: summary.durationMillis,
      errorCount: summary.errorCount,
    };
  }
  const trace = readTrace(store, traceId);
  if (!trace) return undefined;
  const threads =
    trace.conversationKey === undefined
      ? []
      : (readConversation(store, trace.conversationKey)?.threads ?? []);
  const within = (entry: Entry): boolean =>
    entry.kind === 'message'
      ? entry.traceId === traceId && (spanId === undefined || entry.spanId === spanId)
      : entry.kind === 'call' &&
        entry.call.traceId === traceId &&
        (spanId === undefined || entry.call.spanId === spanId);
  const own = threads.map(({ entries, ...thread }): Thread =>
    Object.assign(thread, { entries: entries.filter(within) }),
  );
  const span =
    spanId === undefined ? undefined : trace.spans.find((found) => found.spanId === spanId);
  if (spanId !== undefined && !span) return undefined;
  return {
    side: {
      ref,
      kind: span ? 'call' : 'trace',
      title: span?.name ?? trace.summary.question ?? trace.summary.name,
      startedAt: span?.startedAt ?? trace.summary.startedAt,
    },
    calls: span ? (span.call ? [span.call] : []) : callsIn(own),
    messages: messagesIn(own),
    durationMillis: span?.durationMillis ?? trace.summary.durationMillis,
    errorCount: span ? (span.status === 'error' ? 1 : 0) : trace.summary.errorCount,
  };
}

function callsIn(threads: readonly Thread[]): Call[] {
  return threads.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'call' ? [entry.call] : [])),
  );
}

function messagesIn(threads: readonly Thread[]): MessageEntry[] {
  return threads.flatMap(({ entries }) => entries.filter((entry) => entry.kind === 'message'));
}

type Fact = string | number | undefined;

function rowsOf(left: Side, right: Side): ComparisonRow[] {
  const rows: ComparisonRow[] = [];
  const add = (
    group: ComparisonRow['group'],
    name: string,
    of: (side: Side) => Fact,
    unit?: ComparisonRow['unit'],
  ): void => {
    const [one, other] = [of(left), of(right)];
    if (one === undefined && other === undefined) return;
    rows.push({ group, name, unit, left: one, right: other, isSame: one === other });
  };
  const listed =
    (of: (call: Call) => Fact) =>
    (side: Side): Fact => {
      const values = [...new Set(side.calls.map(of).filter((value) => value !== undefined))];
      return values.length === 0 ? undefined : values.length === 1 ? values[0] : values.join(', ');
    };
  add(
    'model',
    'provider',
    listed(({ provider }) => provider),
  );
  add(
    'model',
    'request model',
    listed(({ requestModel }) => requestModel),
  );
  add(
    'model',
    'response model',
    listed(({ responseModel }) => responseModel),
  );
  for (const name of namesOf(left, right, ({ parameters }) => Object.keys(parameters))) {
    add(
      'parameters',
      name,
      listed(({ parameters }) => text(parameters[name])),
    );
  }
  for (const name of namesOf(left, right, ({ versions }) => Object.keys(versions))) {
    add(
      'versions',
      name,
      listed(({ versions }) => versions[name]),
    );
  }
  for (const [key, name] of TOKENS) {
    add('tokens', name, ({ calls }) => sumUsage(calls.map(({ usage }) => usage))[key], 'tokens');
  }
  add(
    'cost',
    'cost',
    ({ calls }) =>
      sumCost(
        calls.flatMap(({ cost }) => cost ?? []),
        false,
      )?.amount,
    'money',
  );
  add('time', 'duration', ({ durationMillis }) => durationMillis, 'ms');
  add(
    'time',
    'time to first chunk',
    ({ calls }) =>
      calls.find(({ stream }) => stream?.firstChunkMillis !== undefined)?.stream?.firstChunkMillis,
    'ms',
  );
  add('outcome', 'calls', ({ calls }) => calls.length);
  add('outcome', 'errors', ({ errorCount }) => errorCount);
  add(
    'outcome',
    'finish',
    listed(({ finishReasons }) => finishReasons.join(', ') || undefined),
  );
  add('outcome', 'retries', ({ calls }) =>
    calls.reduce((sum, { retries }) => sum + (retries?.count ?? 0), 0),
  );
  return rows;
}

const TOKENS: readonly (readonly [keyof Usage, string])[] = [
  ['inputTokens', 'input'],
  ['cacheReadTokens', 'input from cache'],
  ['cacheWriteTokens', 'input to cache'],
  ['outputTokens', 'output'],
  ['reasoningTokens', 'reasoning'],
];

function namesOf(left: Side, right: Side, of: (call: Call) => readonly string[]): string[] {
  return [...new Set([...left.calls, ...right.calls].flatMap(of))].toSorted();
}

function text(value: unknown): Fact {
  return typeof value === 'string' || typeof value === 'number' || value === undefined
    ? value
    : JSON.stringify(value);
}

/** The longest common run of messages stays side by side; what is on one side only has no other. */
function aligned(
  left: readonly MessageEntry[],
  right: readonly MessageEntry[],
): Comparison['messages'] {
  const [keys, others] = [left.map(keyOf), right.map(keyOf)];
  if (keys.length * others.length > MAX_CELLS) {
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => ({
      left: left[index],
      right: right[index],
      isSame: keys[index] === others[index],
    }));
  }
  const lengths = Array.from({ length: keys.length + 1 }, () => new Uint32Array(others.length + 1));
  for (let row = keys.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      lengths[row]![column] =
        keys[row] === others[column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  const result: Comparison['messages'][number][] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [one, other] = [left[row], right[column]];
    if (one && other && keys[row] === others[column]) {
      result.push({ left: one, right: other, isSame: true });
      row += 1;
      column += 1;
    } else if (
      one &&
      other &&
      one.role === other.role &&
      lengths[row + 1]![column + 1] === lengths[row]![column]
    ) {
      // Both changed at the same place: they belong beside each other.
      result.push({ left: one, right: other, isSame: false });
      row += 1;
      column += 1;
    } else if (
      other === undefined ||
      (one && lengths[row + 1]![column]! >= lengths[row]![column + 1]!)
    ) {
      result.push({ left: one, isSame: false });
      row += 1;
    } else {
      result.push({ right: other, isSame: false });
      column += 1;
    }
  }
  return result;
}

function keyOf({ role, parts }: MessageEntry): string {
  return JSON.stringify([
    role,
    parts.map((part) =>
      part.type === 'tool_call'
        ? [part.type, part.name, part.arguments, part.result]
        : part.type === 'text'
          ? part.text
          : part,
    ),
  ]);
}
