/** How messages read that the exchanges do not have. */
import { expect, it } from 'vitest';
import { searchIn, selectionIn } from './messages.ts';
import { readSearch } from './searches.ts';
import { readWrite } from './writes.ts';

const dense = (...data: readonly number[]): object => ({ case: 'dense', value: { data } });

it('a message that was made whole says no more than one of which parts are left out', () => {
  const whole = { collectionName: 'a', prefetch: [], vector: [], params: undefined, limit: 0n };
  expect(searchIn(whole)).toEqual(['a', {}]);
  expect(searchIn({ params: { $typeName: 'qdrant.SearchParams', hnswEf: 64n } })).toEqual([
    undefined,
    { params: { hnswEf: 64 } },
  ]);
});

it('a search may be by several vectors for one point, by the ranks of others, or for another order', () => {
  const query = (variant: object): unknown => searchIn({ query: { variant } })[1]?.query;
  const multi = { variant: { case: 'multiDense', value: { vectors: [{ data: [1, 0] }] } } };
  expect(query({ case: 'nearest', value: multi })).toEqual({ nearest: [[1, 0]] });
  const value = { nearest: { variant: dense(1, 0) }, mmr: { diversity: 0.5 } };
  expect(query({ case: 'nearestWithMmr', value })).toEqual({
    nearest: [1, 0],
    mmr: { diversity: 0.5 },
  });
  expect(query({ case: 'recommend', value: {} })).toEqual({});
});

it('a filter is limited to a tenant as with REST, and is not followed for ever', () => {
  const field = (matchValue: object): object => ({
    conditionOneOf: { case: 'field', value: { key: 'tenant', match: { matchValue } } },
  });
  const limitsOf = (...must: readonly object[]): unknown =>
    readSearch(searchIn({ filter: { must } })).limits?.values;
  expect(limitsOf(field({ case: 'integer', value: 7n }))).toEqual([7n]);
  expect(limitsOf(field({ case: 'integers', value: { integers: [7n] } }))).toEqual([7n]);
  expect(limitsOf(field({ case: 'exceptKeywords', value: { strings: ['a'] } }))).toEqual([]);
  const inner = (value: object): object => ({ conditionOneOf: { case: 'filter', value } });
  const deep = Array.from({ length: 50 }).reduce<object>(
    (part) => inner({ must: [part] }),
    field({ case: 'keyword', value: 'a' }),
  );
  expect(limitsOf(deep)).toEqual([]);
});

it('a shard is where a search is limited to', () => {
  const shardKeySelector = { shardKeys: [{ key: { case: 'keyword', value: 'acme' } }] };
  expect(readSearch(searchIn({ vector: [1], shardKeySelector })).limits?.names).toEqual(['acme']);
});

it('the vectors of all fields are counted, and are the very ones of the message', () => {
  const data = [1, 0];
  const points = [
    {
      vectors: {
        vectorsOptions: { case: 'vector', value: { vector: { case: 'dense', value: { data } } } },
      },
    },
    {
      vectors: {
        vectorsOptions: {
          case: 'vectors',
          value: { vectors: { a: { data }, b: { data: [1], indices: {} } } },
        },
      },
    },
    {},
  ];
  const selection = selectionIn({ collectionName: 'a', points });
  const [first] = (selection[1]?.points ?? []) as readonly { readonly vector: unknown }[];
  expect(first?.vector).toBe(data);
  expect(readWrite(selection)).toMatchObject({ batchSize: 3, dimensionCount: 2, vectorBytes: 16 });
});
