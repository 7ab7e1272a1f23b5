/** Writes a trace as a tree for the terminal. */
import type { Span, Trace } from '@spanwise/viewer';
import { printable } from '../printable.ts';
import type { Terminal } from '../terminal.ts';

/** One line for each span, children below their parents; what models were asked and answered stands in the first line. */
export function formatTrace({ spans, summary }: Trace, { style }: Pick<Terminal, 'style'>): string {
  const children = Map.groupBy(spans, ({ parentSpanId }) => parentSpanId ?? '');
  const known = new Set(spans.map(({ spanId }) => spanId));
  const lines: string[] = [];
  // Spans are in the order of the tree already; each needs the branches of those above it.
  const branches = new Map<string, string>();
  for (const span of spans) {
    const above =
      span.parentSpanId !== undefined && known.has(span.parentSpanId)
        ? span.parentSpanId
        : undefined;
    const before = above === undefined ? undefined : branches.get(above);
    const isLast = children.get(span.parentSpanId ?? '')?.at(-1) === span;
    const own = before === undefined ? '' : `${before}${isLast ? '└─ ' : '├─ '}`;
    branches.set(span.spanId, before === undefined ? '' : `${before}${isLast ? '   ' : '│  '}`);
    lines.push(`${style('dim', own)}${lineOf(span, style)}`);
  }
  for (const [who, text] of [
    ['asked', summary.question],
    ['answered', summary.answer],
  ] as const) {
    if (text !== undefined) lines.push(style('dim', `${who}: ${printable(text)}`));
  }
  return lines.join('\n');
}

function lineOf(span: Span, style: Terminal['style']): string {
  const isFailed = span.status === 'error';
  const facts = [
    style(isFailed ? 'red' : 'bold', printable(span.name)),
    duration(span.durationMillis),
    ...callFacts(span),
    ...(isFailed
      ? [style('red', printable(span.call?.error?.type ?? span.statusMessage ?? 'error'))]
      : []),
  ];
  return facts.join('  ');
}

function callFacts({ call }: Span): string[] {
  if (!call) return [];
  const { usage, cost, finishReasons, retries, stream } = call;
  const cached = usage.cacheReadTokens ? ` (${usage.cacheReadTokens} cached)` : '';
  return [
    ...(usage.inputTokens === undefined && usage.outputTokens === undefined
      ? []
      : [`${usage.inputTokens ?? '?'}${cached} → ${usage.outputTokens ?? '?'} tokens`]),
    ...(cost ? [`${cost.currency} ${cost.amount.toPrecision(3)}`] : []),
    ...(stream?.firstChunkMillis === undefined
      ? []
      : [`first after ${duration(stream.firstChunkMillis)}`]),
    ...(retries?.count ? [`${retries.count} retries`] : []),
    ...(finishReasons.length > 0 ? [printable(finishReasons.join(', '))] : []),
  ];
}

function duration(millis: number): string {
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(2)} s`;
}
