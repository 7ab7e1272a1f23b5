/** What queries require of every record, and what they look at: the tenant's limits are read here. */
import { describe, expect, it } from 'vitest';
import type { Params } from './elasticsearch.ts';
import { readKnnSearch, readMultiSearch, readSearch } from './searches.ts';
import { readBulk, readDocument } from './writes.ts';

const knn = { field: 'embedding', query_vector: [1, 0], k: 3, num_candidates: 9 };
const acme = { term: { tenant: 'acme' } };
const valuesOf = (params: Params): unknown => readSearch(params)?.store.limits?.values;

describe('what is required of every record', () => {
  it.each<[string, Params, unknown[]]>([
    ['the filter of the vector', { knn: { ...knn, filter: acme } }, ['acme']],
    ['one of several vectors has none', { knn: [{ ...knn, filter: acme }, knn] }, []],
    [
      'each of several vectors has it',
      {
        knn: [
          { ...knn, filter: acme },
          { ...knn, filter: [acme] },
        ],
      },
      ['acme'],
    ],
    [
      'the words beside the vector have none',
      { knn: { ...knn, filter: acme }, query: { match: { text: 'a' } } },
      [],
    ],
    [
      'the words have it, too',
      {
        knn: { ...knn, filter: acme },
        query: { bool: { must: { match: { text: 'a' } }, filter: acme } },
      },
      ['acme'],
    ],
    ['what is left afterwards', { knn, post_filter: acme }, ['acme']],
    [
      'a filter of a boolean query',
      { query: { bool: { must: { knn }, filter: [acme] } } },
      ['acme'],
    ],
    ['a condition that only ranks', { query: { bool: { must: { knn }, should: [acme] } } }, []],
    [
      'one of two that may match',
      { query: { bool: { should: [{ bool: { must: [{ knn }, acme] } }, { knn }] } } },
      [],
    ],
    ['what is excluded', { query: { bool: { must: { knn }, must_not: acme } } }, []],
    [
      'one value of a list',
      { query: { bool: { must: { knn }, filter: { terms: { tenant: ['acme'] } } } } },
      ['acme'],
    ],
    [
      'two values of a list',
      { query: { bool: { must: { knn }, filter: { terms: { tenant: ['acme', 'else'] } } } } },
      [],
    ],
    ['a retriever', { retriever: { knn: { ...knn, filter: acme } } }, ['acme']],
    [
      'retrievers, each of them',
      {
        retriever: {
          rrf: {
            retrievers: [
              { knn: { ...knn, filter: acme } },
              { standard: { query: { match: { text: 'a' } }, filter: acme } },
            ],
          },
        },
      },
      ['acme'],
    ],
    [
      'retrievers, one of them',
      {
        retriever: {
          linear: {
            retrievers: [
              { retriever: { knn: { ...knn, filter: acme } }, weight: 2 },
              { retriever: { standard: { query: { match: { text: 'a' } } } } },
            ],
          },
        },
      },
      [],
    ],
    [
      'both queries of a hybrid one',
      {
        query: {
          hybrid: {
            queries: [
              { knn: { embedding: { vector: [1], k: 2, filter: acme } } },
              { bool: { must: { match: { text: 'a' } }, filter: acme } },
            ],
          },
        },
      },
      ['acme'],
    ],
    [
      'a script that scores',
      {
        query: {
          script_score: {
            query: { constant_score: { filter: acme } },
            script: {
              source: 'knn_score',
              lang: 'knn',
              params: { field: 'embedding', query_value: [1], space_type: 'l2' },
            },
          },
        },
      },
      ['acme'],
    ],
  ])('%s', (_name, params, values) => {
    expect(valuesOf(params)).toEqual(values);
  });
});

describe('what is a search of vectors', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', { body: '{"knn":{}}' }],
    ['words', { query: { match: { text: 'a' } } }],
    [
      'a script of another kind',
      { query: { script_score: { query: { match_all: {} }, script: { source: '_score * 2' } } } },
    ],
    ['a query that is none', { query: 7 }],
  ])('is not: %s', (_name, params) => {
    expect(readSearch(params as Params)).toBeUndefined();
  });

  it('is not: several of words alone, nor vectors without one', () => {
    expect(readMultiSearch({ searches: [{}, { query: { match_all: {} } }] })).toBeUndefined();
    expect(readMultiSearch({})).toBeUndefined();
    expect(readKnnSearch({ index: 'articles' })).toBeUndefined();
  });

  it('is a comparison by a script, by the function that it calls', () => {
    const metrics = ['cosineSimilarity', 'dotProduct', 'l1norm', 'l2norm', 'hamming'].map(
      (name) => {
        const script = {
          source: `1 / (1 + ${name}(params.v, 'embedding'))`,
          params: { v: [1, 2] },
        };
        const { metric, field, dimensionCount } = readSearch({
          query: { script_score: { query: { match_all: {} }, script } },
        })!.store;
        return [metric, field, dimensionCount];
      },
    );
    expect(metrics).toEqual([
      ['cosine', 'embedding', 2],
      ['dot_product', 'embedding', 2],
      ['manhattan', 'embedding', 2],
      ['euclidean', 'embedding', 2],
      ['hamming', 'embedding', 2],
    ]);
  });

  it('follows queries in queries only so far', () => {
    let query: object = { knn };
    for (let depth = 0; depth < 12; depth += 1) query = { bool: { must: query } };
    expect(readSearch({ query })?.store.field).toBe('embedding');
    expect(readSearch({ query: { bool: { must: query } } })).toBeUndefined();
  });
});

describe('what is a record with a vector', () => {
  it('is a long list of numbers, or one whose name says so', () => {
    const read = (document: object): unknown =>
      readDocument({ index: 'a', document })?.store.dimensionCount;
    expect(read({ tags: [1, 2] })).toBeUndefined();
    expect(read({ title_embedding: [1, 2] })).toBe(2);
    expect(read({ own: { vector: new Float32Array(3) } })).toBe(3);
    expect(read({ numbers: Array.from({ length: 63 }, () => 1) })).toBeUndefined();
    expect(read({ numbers: Array.from({ length: 64 }, () => 1) })).toBe(64);
    expect(readDocument(undefined)).toBeUndefined();
  });

  it('is looked for among the first of many', () => {
    const lines = (without: number): object[] =>
      Array.from({ length: without + 1 }, (_, at) => [
        { index: { _index: 'a' } },
        at === without ? { vector: [1] } : { text: 'log' },
      ]).flat();
    expect(readBulk({ operations: lines(9) })?.store.batchSize).toBe(10);
    expect(readBulk({ operations: lines(10) })).toBeUndefined();
    expect(readBulk({ body: '{}' })).toBeUndefined();
    expect(readBulk({ operations: ['{"index":{}}', '{"vector":[1]}'] })).toBeUndefined();
  });
});
