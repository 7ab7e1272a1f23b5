import { describe, expect, it } from 'vitest';
import { addFilter, applyCompletion, completeQuery, quoteValue } from './complete-query.ts';

function shown(query: string, caret = query.length): unknown {
  const completion = completeQuery(query, caret);
  if (completion === undefined) return undefined;
  return completion.kind === 'keys'
    ? completion.filters.map(({ key }) => key)
    : `${completion.filter.key}=${completion.prefix} [${completion.choices.join(' ')}] at ${completion.start}–${completion.end}`;
}

describe('completeQuery', () => {
  it('offers filters for the beginning of a word', () => {
    expect(shown('mo')).toEqual(['model']);
    expect(shown('refund te')).toEqual(['tenant']);
    expect(shown('-sta')).toEqual(['status']);
    expect(shown('refund ')).toContain('model');
    expect(shown('zzz')).toBeUndefined();
  });

  it('offers values of a filter', () => {
    expect(shown('model:gpt')).toBe('model=gpt [] at 6–9');
    expect(shown('late status:e')).toBe('status=e [error] at 12–13');
    expect(shown('model:a,b')).toBe('model=b [] at 8–9');
    expect(shown('name:"POST /c')).toBe('name=POST /c [] at 5–13');
    expect(shown('model:gpt error', 7)).toBe('model=g [] at 6–9');
  });

  it('offers nothing for numbers, within a phrase, and for what is no filter', () => {
    expect(shown('duration:>2')).toBeUndefined();
    expect(shown('"where is mo')).toBeUndefined();
    expect(shown('http.route:/c')).toBeUndefined();
  });
});

describe('applyCompletion', () => {
  it('leaves the caret where writing goes on', () => {
    expect(applyCompletion('mo', { start: 0, end: 2 }, 'model:')).toEqual({
      query: 'model:',
      caret: 6,
    });
    expect(applyCompletion('model:g late', { start: 6, end: 7 }, 'gpt-4o')).toEqual({
      query: 'model:gpt-4o late',
      caret: 13,
    });
  });
});

describe('quoteValue', () => {
  it('quotes what would end the value', () => {
    expect([
      quoteValue('gpt-4o'),
      quoteValue('POST /chat'),
      quoteValue('a"b'),
      quoteValue(''),
    ]).toEqual(['gpt-4o', '"POST /chat"', '"ab"', '""']);
  });
});

describe('addFilter', () => {
  it('adds a filter once', () => {
    expect(addFilter('late', 'tenant:acme')).toBe('late tenant:acme');
    expect(addFilter('late tenant:acme', 'tenant:acme')).toBe('late tenant:acme');
    expect(addFilter('', 'tenant:acme')).toBe('tenant:acme');
  });
});
