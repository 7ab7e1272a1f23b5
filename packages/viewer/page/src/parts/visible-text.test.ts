import { describe, expect, it } from 'vitest';
import { firstLine, makeVisible, parseStructure } from './visible-text.ts';

describe('makeVisible', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', '␛[31mred␛[0m'],
    ['a\u0000b\u007F', 'a␀b␡'],
    ['safe\u202Eexe.txt', 'safe[U+202E]exe.txt'],
    ['zero\u200Bwidth', 'zero[U+200B]width'],
    ['tag\u{E0041}', 'tag[U+E0041]'],
    ['two\r\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['👩‍👩‍👧 keeps its joiners', '👩‍👩‍👧 keeps its joiners'],
  ])('shows %j as %j', (text, visible) => {
    expect(makeVisible(text)).toBe(visible);
  });
});

describe('parseStructure', () => {
  it('reads objects and arrays only', () => {
    expect(parseStructure(' {"a":1}')).toEqual({ a: 1 });
    expect(parseStructure('[1]')).toEqual([1]);
    expect([parseStructure('12'), parseStructure('{not json'), parseStructure('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('firstLine', () => {
  it('cuts what is long and skips empty lines', () => {
    expect(firstLine('\n\n Where is my order?\nIt is late.', 40)).toBe('Where is my order?');
    expect(firstLine('abcdefghij', 5)).toBe('abcd…');
  });
});
