import { describe, expect, it } from 'vitest';
import { groupLongValues } from './long-values.ts';

describe('groupLongValues', () => {
  it('leaves short values as they are', () => {
    const value = { list: [1, 2], text: 'x', nothing: null };
    expect(groupLongValues(value)).toEqual(value);
    expect(groupLongValues('text')).toBe('text');
  });

  it('divides what has more than 100 members', () => {
    const grouped = groupLongValues(Array.from({ length: 101 }, (_, index) => index)) as Record<
      string,
      unknown[]
    >;
    expect(Object.keys(grouped)).toEqual(['0 … 99', '100 … 100']);
    expect(grouped['100 … 100']).toEqual([100]);
    expect(groupLongValues(Array.from({ length: 100 }, () => 0))).toHaveLength(100);
  });

  it('never opens more than 100 groups at once', () => {
    const grouped = groupLongValues(Array.from({ length: 50_000 }, (_, index) => index)) as object;
    expect(Object.keys(grouped)).toHaveLength(100);
  });
});
