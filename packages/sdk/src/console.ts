/** A trace as a tree that people can read. */
import {
  ATTR_DB_RESPONSE_RETURNED_ROWS,
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_SPANWISE_COST_AMOUNT,
  ATTR_SPANWISE_COST_CURRENCY,
  ATTR_SPANWISE_STREAM_OUTCOME,
  ATTR_SPANWISE_TENANT_ID,
  ATTR_SPANWISE_TENANT_SCOPED,
  ATTR_SPANWISE_VECTOR_SEARCH_SCORE_BEST,
  ATTR_SPANWISE_VECTOR_SEARCH_SCORE_WORST,
  ATTR_SPANWISE_VECTOR_SEARCH_TOP_K,
} from '@spanwise/semconv';

/** Seconds and nanoseconds. */
type HrTime = readonly [number, number];

/** What is read of a finished span, of the SDK's line 3 or 2. */
export interface PrintedSpan {
  readonly name: string;
  readonly startTime: HrTime;
  readonly duration: HrTime;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number; readonly message?: string };
  readonly spanContext: () => { readonly traceId: string; readonly spanId: string };
  readonly parentSpanContext?: { readonly spanId: string } | undefined;
  readonly parentSpanId?: string | undefined;
}

/** A span that waits to be printed, and what is in front of it and of its children. */
interface Branch {
  readonly span: PrintedSpan;
  readonly lead: string;
  readonly branch: string;
  readonly below: string;
  readonly depth: number;
}

const ERROR = 2;
/** Deeper levels are printed, but not indented further. */
const MAX_INDENTED = 100;
// Control characters in names would let a request write to the terminal.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/**
 * Prints the spans of one trace as a tree: name, time, tokens, how it ended, tenant, error. Without colours.
 * Spans whose parent is not among them are roots.
 */
export function formatTrace(spans: readonly PrintedSpan[]): string {
  const children = new Map<string | undefined, PrintedSpan[]>();
  const known = new Set(spans.map((span) => span.spanContext().spanId));
  for (const span of spans) {
    const parent = parentOf(span);
    const key = parent !== undefined && known.has(parent) ? parent : undefined;
    const siblings = children.get(key);
    if (siblings) siblings.push(span);
    else children.set(key, [span]);
  }
  const lines: string[] = [];
  // Known only where the application said it, which is below the root as a rule.
  const tenant = spans
    .map((span) => span.attributes[ATTR_SPANWISE_TENANT_ID])
    .find((value) => typeof value === 'string');
  // A stack of its own: an agent that calls itself makes chains that are deeper than the call stack.
  const left: Branch[] = inOrder(children.get(undefined))
    .map((span) => ({ span, lead: '', branch: '', below: '', depth: 0 }))
    .toReversed();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { span, lead, branch, below, depth } = next;
    lines.push(lead + branch + describe(span, depth === 0 ? tenant : undefined));
    const inner = inOrder(children.get(span.spanContext().spanId)).toReversed();
    for (const [index, child] of inner.entries()) {
      left.push({
        span: child,
        lead: depth < MAX_INDENTED ? lead + below : lead,
        branch: index === 0 ? '└─ ' : '├─ ',
        below: index === 0 ? '   ' : '│  ',
        depth: depth + 1,
      });
    }
  }
  return lines.join('\n');
}

function parentOf(span: PrintedSpan): string | undefined {
  return span.parentSpanContext?.spanId ?? span.parentSpanId;
}

function inOrder(spans: readonly PrintedSpan[] | undefined): PrintedSpan[] {
  return (spans ?? []).toSorted(
    (left, right) =>
      left.startTime[0] - right.startTime[0] || left.startTime[1] - right.startTime[1],
  );
}

function describe(span: PrintedSpan, tenant: string | undefined): string {
  const { attributes, status } = span;
  const words = [
    `${span.name}${hostOf(attributes)}`,
    time(span.duration[0] + span.duration[1] / 1e9),
  ];
  const input = attributes[ATTR_GEN_AI_USAGE_INPUT_TOKENS];
  const output = attributes[ATTR_GEN_AI_USAGE_OUTPUT_TOKENS];
  if (typeof input === 'number' || typeof output === 'number') {
    const cached = attributes[ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS];
    const given = `${shown(input)}${typeof cached === 'number' && cached > 0 ? ` (${cached} cached)` : ''}`;
    words.push(output === undefined ? `${given} tokens` : `${given} → ${shown(output)} tokens`);
  }
  const cost = attributes[ATTR_SPANWISE_COST_AMOUNT];
  if (typeof cost === 'number') words.push(money(cost, attributes[ATTR_SPANWISE_COST_CURRENCY]));
  const firstChunk = attributes[ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK];
  if (typeof firstChunk === 'number') words.push(`first chunk ${time(firstChunk)}`);
  const reasons = attributes[ATTR_GEN_AI_RESPONSE_FINISH_REASONS];
  if (Array.isArray(reasons)) words.push(reasons.join(', '));
  const outcome = attributes[ATTR_SPANWISE_STREAM_OUTCOME];
  if (typeof outcome === 'string' && outcome !== 'completed') words.push(outcome);
  words.push(...searchWords(attributes));
  if (tenant !== undefined) words.push(`tenant ${tenant}`);
  if (status.code === ERROR) {
    const type = attributes[ATTR_ERROR_TYPE];
    const message =
      status.message !== undefined && status.message !== type ? ` ${status.message}` : '';
    words.push(`ERROR ${typeof type === 'string' ? type : ''}${message}`);
  }
  return words.join('  ').replace(CONTROL, ' ');
}

/** What a search found of what it asked for, how well, and that it may have found what is another tenant's. */
function searchWords(attributes: PrintedSpan['attributes']): string[] {
  const rows = attributes[ATTR_DB_RESPONSE_RETURNED_ROWS];
  const topK = attributes[ATTR_SPANWISE_VECTOR_SEARCH_TOP_K];
  const best = attributes[ATTR_SPANWISE_VECTOR_SEARCH_SCORE_BEST];
  const worst = attributes[ATTR_SPANWISE_VECTOR_SEARCH_SCORE_WORST];
  const words: string[] = [];
  if (typeof rows === 'number')
    words.push(typeof topK === 'number' ? `${rows} of ${topK} found` : `${rows} found`);
  if (typeof best === 'number' && typeof worst === 'number')
    words.push(`scores ${best.toFixed(2)} to ${worst.toFixed(2)}`);
  if (attributes[ATTR_SPANWISE_TENANT_SCOPED] === false) words.push('not limited to its tenant');
  return words;
}

/** A client's HTTP span is named by its method alone. */
function hostOf(attributes: Readonly<Record<string, unknown>>): string {
  const address = attributes['url.full'];
  return typeof address === 'string' && URL.canParse(address) ? ` ${new URL(address).host}` : '';
}

function shown(tokens: unknown): string {
  return typeof tokens === 'number' ? String(tokens) : '?';
}

/** To four digits that say something: a call may cost a hundredth of a cent. */
function money(amount: number, currency: unknown): string {
  const digits = amount.toLocaleString('en', {
    maximumSignificantDigits: 4,
    useGrouping: false,
  });
  return currency === 'USD' ? `$${digits}` : `${digits} ${String(currency)}`;
}

function time(seconds: number): string {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`;
}
