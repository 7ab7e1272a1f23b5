import { describe, expect, it } from 'vitest';
import { tokenOf } from '../api/session.ts';
import { compareLink, conversationLink, traceLink, tracesLink } from './links.ts';
import { decodePart, splitFragment } from './location.ts';

describe('splitFragment', () => {
  it.each([
    ['', { path: '/', search: '' }],
    ['#/traces/4bf9?span=00f0', { path: '/traces/4bf9', search: 'span=00f0' }],
    ['#/traces?query=is%20it%3F?', { path: '/traces', search: 'query=is%20it%3F?' }],
    ['#lint', { path: '/lint', search: '' }],
  ])('reads %j', (fragment, place) => {
    expect(splitFragment(fragment)).toEqual(place);
  });
});

describe('decodePart', () => {
  it('reads what links wrote, and leaves alone what is no encoding', () => {
    const [, , key] = conversationLink('id:a/b ?').split('/');
    expect(decodePart(key!)).toBe('id:a/b ?');
    expect(decodePart('100%')).toBe('100%');
  });
});

describe('links', () => {
  it('are made of encoded parts', () => {
    expect([
      traceLink('4b', '00'),
      compareLink('id:a', '4b/00'),
      tracesLink('model:"a b"'),
    ]).toEqual([
      '/traces/4b?span=00',
      '/compare?left=id%3Aa&right=4b%2F00',
      '/traces?query=model%3A%22a+b%22',
    ]);
  });
});

describe('tokenOf', () => {
  it.each([
    ['#token=abc-1_2', 'abc-1_2'],
    ['#/?token=abc', 'abc'],
    ['#/traces', undefined],
    ['#token=', undefined],
    ['', undefined],
  ])('of %j is %j', (fragment, token) => {
    expect(tokenOf(fragment)).toBe(token);
  });
});
