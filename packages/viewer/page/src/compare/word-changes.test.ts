import { describe, expect, it } from 'vitest';
import { wordChanges } from './word-changes.ts';

function own(stretches: readonly { text: string; isOwn: boolean }[]): string[] {
  return stretches.filter(({ isOwn }) => isOwn).map(({ text }) => text.trim());
}

describe('wordChanges', () => {
  it('marks the words that the other side does not have', () => {
    const changes = wordChanges('Your order is late.', 'Your parcel is late.');
    expect([own(changes.left), own(changes.right)]).toEqual([['order'], ['parcel']]);
    expect(changes.left.map(({ text }) => text).join('')).toBe('Your order is late.');
  });

  it('marks nothing in equal texts and compares no giants', () => {
    expect(own(wordChanges('same', 'same').left)).toEqual([]);
    const giants = wordChanges('a '.repeat(10_001), 'b');
    expect([giants.left.length, giants.right.length]).toEqual([1, 1]);
  });
});
