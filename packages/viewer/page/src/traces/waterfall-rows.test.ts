import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/api.ts';
import { axisTicks, keepMatching, waterfallRows } from './waterfall-rows.ts';

function span(spanId: string, parentSpanId?: string): Span {
  return { spanId, parentSpanId } as Span;
}

function outline(spans: readonly Span[], folded: readonly string[] = []): string[] {
  return waterfallRows(spans, new Set(folded)).map(
    ({ span: { spanId }, depth, isOrphan, hiddenCount }) =>
      `${'  '.repeat(depth)}${spanId}${isOrphan ? ' (orphan)' : ''}${hiddenCount > 0 ? ` +${hiddenCount}` : ''}`,
  );
}

const spans = [
  span('a'),
  span('b', 'a'),
  span('c', 'b'),
  span('d', 'a'),
  span('x', 'lost'),
  span('y', 'x'),
];

describe('waterfallRows', () => {
  it('indents children, and shows a span whose parent did not arrive as a root', () => {
    expect(outline(spans)).toEqual(['a', '  b', '    c', '  d', 'x (orphan)', '  y']);
  });

  it('folds all that is below a span, and counts it', () => {
    expect(outline(spans, ['b', 'x'])).toEqual(['a', '  b +1', '  d', 'x (orphan) +1']);
    expect(outline(spans, ['a', 'b'])).toEqual(['a +3', 'x (orphan)', '  y']);
  });

  it('survives a span that is its own parent and a child before its parent', () => {
    expect(outline([span('s', 's'), span('l', 'k'), span('k')])).toEqual([
      's (orphan)',
      'l (orphan)',
      'k',
    ]);
  });
});

describe('keepMatching', () => {
  it('keeps matches with their ancestors', () => {
    const kept = keepMatching(spans, ({ spanId }) => spanId === 'c' || spanId === 'y');
    expect(kept.map(({ spanId }) => spanId)).toEqual(['a', 'b', 'c', 'x', 'y']);
  });
});

describe('axisTicks', () => {
  it('takes round steps', () => {
    expect(axisTicks(192, 5)).toEqual([50, 100, 150]);
    expect(axisTicks(1000, 5)).toEqual([200, 400, 600, 800, 1000]);
    expect(axisTicks(0, 5)).toEqual([]);
  });
});
