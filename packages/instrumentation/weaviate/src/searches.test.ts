/** What searches, filters and writes say. */
import { describe, expect, it } from 'vitest';
import { readFilter } from './filters.ts';
import { readWrite } from './objects.ts';
import { readSearch, sourceOf, type Call } from './searches.ts';
import type { Options } from './weaviate.ts';

const call = (input: unknown, options: Options = {}): Call => ({
  source: { name: 'Articles', tenant: 'acme' },
  input,
  options,
});

describe('a search', () => {
  it.each([
    ['a vector', [1, 0, 0], {}, 3, undefined],
    ['a typed vector', new Float32Array(4), {}, 4, undefined],
    ['a vector of a field', { title: [1, 0, 0] }, {}, 3, 'title'],
    ['vectors of several fields', { title: [1, 0], body: [1, 0] }, {}, 2, undefined],
    [
      'several vectors of a field',
      {
        title: [
          [1, 0],
          [0, 1],
        ],
      },
      {},
      2,
      'title',
    ],
    [
      'a list of vectors',
      { title: { kind: 'listOfVectors', dimensionality: '1D', vectors: [[1, 0, 0, 0]] } },
      {},
      4,
      'title',
    ],
    ['a text', 'a text', { targetVector: 'title' }, undefined, 'title'],
    ['texts', ['a', 'text'], { targetVector: ['title'] }, undefined, 'title'],
    ['a text in several fields', 'a', { targetVector: ['title', 'body'] }, undefined, undefined],
    [
      'a text in fields that are joined',
      'a',
      { targetVector: { combination: 'sum', targetVectors: ['title'] } },
      undefined,
      'title',
    ],
    ['a text beside a vector', 'a text', { vector: [1, 0] }, 2, undefined],
    ['a text beside the search of one', 'a', { vector: { query: 'b' } }, undefined, undefined],
    ['a text beside a vector search', 'a', { vector: { vector: [1, 0, 0] } }, 3, undefined],
    ['an image', Buffer.from('image').toString('base64'), {}, undefined, undefined],
    ['nothing', undefined, {}, undefined, undefined],
  ] as const)('compares %s', (_, input, options, dimensionCount, field) => {
    expect(readSearch(call(input, options as Options))).toMatchObject({ dimensionCount, field });
  });

  it('is limited to the tenant of its collection', () => {
    expect(readSearch(call([1, 0])).limits).toEqual({ names: ['acme'], values: [] });
  });

  it('knows its collection by whatever it is called on', () => {
    const source = { name: 'Articles' };
    expect(sourceOf({ check: source })).toEqual(source);
    expect(sourceOf({ query: { check: source } })).toEqual(source);
    expect(sourceOf({ ...source, query: () => {} })).toEqual(source);
    expect(sourceOf(undefined)).toEqual({});
  });
});

describe('a filter', () => {
  const is = (property: string, value: unknown, operator = 'Equal'): object => ({
    operator,
    target: { property },
    value,
  });
  const joined = (operator: string, ...filters: readonly object[]): object => ({
    operator,
    filters,
    value: null,
  });

  it.each([
    ['one condition', is('tenant', 'acme'), ['tenant'], ['acme']],
    ['another', is('page', 3, 'GreaterThan'), ['page'], []],
    ['one of a list', is('tenant', ['acme'], 'ContainsAny'), ['tenant'], ['acme']],
    ['any of several', is('tenant', ['acme', 'b'], 'ContainsAny'), ['tenant'], []],
    ['all of several', is('tags', ['a', 'b'], 'ContainsAll'), ['tags'], ['a', 'b']],
    ['both', joined('And', is('a', 1), is('b', 2)), ['a', 'b'], [1, 2]],
    ['either', joined('Or', is('a', 1), is('b', 2)), ['a', 'b'], []],
    ['not', joined('Not', is('a', 1)), ['a'], []],
    [
      'what a reference leads to',
      {
        operator: 'Equal',
        target: { singleTarget: { on: 'author', target: { property: 'name' } } },
        value: 'x',
      },
      ['author.name'],
      ['x'],
    ],
    [
      'how many references',
      { operator: 'Equal', target: { count: { on: 'author' } }, value: 1 },
      ['author'],
      [1],
    ],
    ['nothing', undefined, [], []],
    ['what is no filter', 7, [], []],
  ])('that says %s is read', (_, filter, keys, values) => {
    expect(readFilter(filter as never)).toEqual({ keys, values });
  });

  it('is not followed for ever', () => {
    const deep = Array.from({ length: 100 }).reduce<object>(
      (inner) => joined('And', inner),
      is('a', 1),
    );
    expect(readFilter(deep)).toEqual({ keys: [], values: [] });
  });
});

describe('a write', () => {
  it('has the bytes of the vectors of all fields', () => {
    const objects = [{ vectors: { a: [1, 0], b: [[1, 0, 0]] } }, { vectors: [1, 0] }, {}, null];
    expect(readWrite(call(objects))).toMatchObject({ batchSize: 4, vectorBytes: 28 });
  });

  it('leaves alone what can be read but once', () => {
    const once = [{ vectors: [1, 0] }].values();
    expect(readWrite(call(once)).batchSize).toBeUndefined();
    expect([...once]).toHaveLength(1);
  });
});
