/** The spans of a trace as the rows of a waterfall. */
import type { Span } from '../../../src/api.ts';

/** A row. */
export interface WaterfallRow {
  readonly span: Span;
  /** 0 for a root. */
  readonly depth: number;
  /** It names a parent that did not arrive. */
  readonly isOrphan: boolean;
  readonly childCount: number;
  /** How many rows are folded away under this one. */
  readonly hiddenCount: number;
}

/** The rows, in the order in which the server sends the spans: parents before their children. `folded` has the ids of spans whose children are hidden. */
export function waterfallRows(spans: readonly Span[], folded: ReadonlySet<string>): WaterfallRow[] {
  const childCounts = new Map<string, number>();
  for (const { parentSpanId } of spans) {
    if (parentSpanId) childCounts.set(parentSpanId, (childCounts.get(parentSpanId) ?? 0) + 1);
  }
  const depths = new Map<string, number>();
  /** By the id of a hidden span: the index of the row that hides it. */
  const hiddenBy = new Map<string, number>();
  const rows: { -readonly [Key in keyof WaterfallRow]: WaterfallRow[Key] }[] = [];
  for (const span of spans) {
    const parent = span.parentSpanId;
    const parentDepth = parent === undefined ? undefined : depths.get(parent);
    depths.set(span.spanId, parentDepth === undefined ? 0 : parentDepth + 1);
    const hider = parent === undefined ? undefined : hiddenBy.get(parent);
    if (hider !== undefined) {
      hiddenBy.set(span.spanId, hider);
      rows[hider]!.hiddenCount++;
      continue;
    }
    if (folded.has(span.spanId)) hiddenBy.set(span.spanId, rows.length);
    rows.push({
      span,
      depth: depths.get(span.spanId)!,
      isOrphan: parent !== undefined && parentDepth === undefined,
      childCount: childCounts.get(span.spanId) ?? 0,
      hiddenCount: 0,
    });
  }
  return rows;
}

/** The spans that match, with their ancestors, so that a match is seen in its place. */
export function keepMatching(spans: readonly Span[], matches: (span: Span) => boolean): Span[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const kept = new Set<string>();
  for (const span of spans) {
    if (!matches(span)) continue;
    let next: Span | undefined = span;
    while (next && !kept.has(next.spanId)) {
      kept.add(next.spanId);
      next = next.parentSpanId === undefined ? undefined : byId.get(next.parentSpanId);
    }
  }
  return spans.filter(({ spanId }) => kept.has(spanId));
}

/** Round times for the axis: at most `most` of them after 0, in milliseconds. Empty for a trace without length. */
export function axisTicks(durationMillis: number, most: number): number[] {
  if (durationMillis <= 0) return [];
  const rough = durationMillis / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  const ticks: number[] = [];
  // Counted, not added up: sums of fractions drift.
  for (let index = 1; index * step <= durationMillis; index++) ticks.push(index * step);
  return ticks;
}
