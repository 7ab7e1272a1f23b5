/** Reading vectors by their lengths, and filters by their fields. */
import { describe, expect, it } from 'vitest';
import {
  commonOf,
  dimensionsOf,
  readFilter,
  retrievedDocument,
  sameOf,
  vectorBytes,
  withoutVectors,
} from './read-facts.ts';

describe('a vector', () => {
  it('has its length as dimensions when it is dense', () => {
    expect([[1, 2, 3], new Float32Array(4)].map((vector) => dimensionsOf(vector))).toEqual([3, 4]);
    expect([[], 'text', null, { indices: [1] }].map((vector) => dimensionsOf(vector))).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it('has four bytes for each number, or those of its type', () => {
    expect(vectorBytes([[1, 2], new Float64Array(2), 'text'])).toBe(24);
    expect(vectorBytes(['text'])).toBeUndefined();
  });

  it('is not read', () => {
    const watchedVector = new Proxy([1, 2, 3], {
      get: (target, property) => {
        if (property !== 'length' && property !== '0') throw new Error(`read ${String(property)}`);
        return Reflect.get(target, property) as unknown;
      },
    });
    expect(vectorBytes([watchedVector])).toBe(12);
  });
});

it('leaves the vectors of a record out', () => {
  const fields = { text: 'a', page: 1, vector: [1, 2], typed: new Float32Array(2), tags: ['b'] };
  expect(withoutVectors(fields)).toEqual({ text: 'a', page: 1, tags: ['b'] });
});

describe('several searches', () => {
  it('require what each of them does', () => {
    expect(commonOf([[1, 2], [2, 3], [2]])).toEqual([2]);
    expect(commonOf([[1], []])).toEqual([]);
    expect(commonOf([])).toEqual([]);
  });

  it('have a value where it is the same', () => {
    expect([sameOf([5, 5]), sameOf([5, 6]), sameOf([5, undefined]), sameOf([])]).toEqual([
      5,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a filter', () => {
  it.each([
    [{ tenant: 'a', year: { $gt: 2020 } }, ['tenant', 'year'], ['a']],
    [
      { $and: [{ tenant: { $eq: 'a' } }, { kind: { $in: ['b'] } }] },
      ['tenant', 'kind'],
      ['a', 'b'],
    ],
    [{ $or: [{ tenant: 'a' }, { tenant: 'b' }] }, ['tenant', 'tenant'], []],
    [{ $not: { $and: [{ tenant: 'a' }] } }, ['tenant'], []],
    [{ kind: { $in: ['a', 'b'] } }, ['kind'], []],
    [undefined, [], []],
    ['text', [], []],
  ])('%j has its fields, and the values that it requires', (filter, keys, values) => {
    expect(readFilter(filter)).toEqual({ keys, values });
  });

  it('is followed eight levels deep', () => {
    const nest = (levels: number): object =>
      levels === 0 ? { deep: 1 } : { $and: nest(levels - 1) };
    expect(readFilter(nest(8)).keys).toEqual(['deep']);
    expect(readFilter(nest(9)).keys).toEqual([]);
  });
});

it('keeps of a document what it has', () => {
  expect(retrievedDocument(7, 0.5, { text: 'a' })).toEqual({
    id: '7',
    score: 0.5,
    content: { text: 'a' },
  });
  expect(retrievedDocument(null, undefined, undefined)).toEqual({});
});
