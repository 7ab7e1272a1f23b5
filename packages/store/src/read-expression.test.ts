/** What expressions say: fields, and what they require of every record. */
import { expect, it } from 'vitest';
import { readExpression } from './read-expression.ts';

it.each([
  ['tenant == "acme"', ['tenant'], ['acme']],
  ["'acme' == tenant", ['tenant'], ['acme']],
  ['tenant == "a\\"b"', ['tenant'], ['a"b']],
  ['tenant == {t}', ['tenant'], ['from a template']],
  ['tenant in ["acme"]', ['tenant'], ['acme']],
  ['tenant in {list}', ['tenant'], ['only']],
  ['meta["tenant"] == "acme"', ['meta'], ['acme']],
  ['(tenant == "acme") and page > 3', ['tenant', 'page'], ['acme']],
  ['(tenant == "acme" && (page == 3))', ['tenant', 'page'], ['acme', 3]],
  ['tenant == "acme" AND text like "a or b%"', ['tenant', 'text'], ['acme']],
  ['tenant == "acme" or page == 3', ['tenant', 'page'], []],
  ['tenant == "acme" || page == 3', ['tenant', 'page'], []],
  ['not (tenant == "acme")', ['tenant'], []],
  ['not tenant == "acme"', ['tenant'], []],
  ['not "acme" == tenant', ['tenant'], []],
  ['tenant != "acme"', ['tenant'], []],
  ['tenant in ["acme", "other"]', ['tenant'], []],
  ['tenant not in ["acme"]', ['tenant'], []],
  ['json_contains(tags, "acme")', ['tags'], []],
  ['text_match(text, "tenant == acme")', ['text'], []],
  ['tenant is null', ['tenant'], []],
  ['((', [], []],
  ['"', [], []],
  ['', [], []],
])('reads %s', (text, keys, values) => {
  const templates = { t: 'from a template', list: ['only'] };
  expect(readExpression(text, templates)).toEqual({ keys, values });
});

it.each([
  ["tenant = 'acme' AND year >= 2020", ['tenant', 'year'], ['acme']],
  ["meta.tenant = 'acme'", ['meta'], ['acme']],
  ["tenant IN ('acme')", ['tenant'], ['acme']],
  ["tenant NOT IN ('acme')", ['tenant'], []],
  ["a GLOB 'x*' OR tags CONTAINS 'y'", ['a', 'tags'], []],
  ["HAS NOT FIELD a.b AND tenant = 'acme'", ['a', 'tenant'], ['acme']],
])('reads %s, with more keywords', (text, keys, values) => {
  const keywords = ['glob', 'contains', 'has', 'field'];
  expect(readExpression(text, undefined, keywords)).toEqual({ keys, values });
});

it('says nothing of the values of an expression that it does not read to its end', () => {
  const upTo = (length: number): string => `tenant == "acme"${' '.repeat(length - 16)}`;
  expect(readExpression(upTo(4096)).values).toEqual(['acme']);
  expect(readExpression(`${upTo(4096)} or page == 3`)).toEqual({ keys: ['tenant'], values: [] });
});

it.each([undefined, null, 7, {}])('reads nothing of %s', (text) => {
  expect(readExpression(text)).toEqual({ keys: [], values: [] });
});
