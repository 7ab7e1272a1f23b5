/** By what a sort ranks. */
import { DataAPIVector } from '@datastax/astra-db-ts';
import { expect, it } from 'vitest';
import { lengthOf, rankingOf } from './rankings.ts';

const vector = [1, 2];

it.each([
  [{ sort: { $vector: vector } }, { field: '$vector', vector }],
  [{ sort: { $vectorize: 'a' } }, { field: '$vector', text: 'a' }],
  [{ sort: { $hybrid: 'a' } }, { field: '$vector', text: 'a' }],
  [
    { sort: { $hybrid: { $vector: vector, $lexical: 'a' } } },
    { field: '$vector', vector, text: 'a' },
  ],
  [{ sort: { $lexical: 'a' } }, { text: 'a' }],
  [{ sort: { embedding: vector } }, { field: 'embedding', vector }],
  [{ sort: { embedding: 'a text' } }, { field: 'embedding', text: 'a text' }],
  [{ vector }, { field: '$vector', vector }],
  [{ vectorize: 'a' }, { field: '$vector', text: 'a' }],
  [{ sort: { page: 1 } }, undefined],
  [{ sort: { page: 'ascending' } }, undefined],
  [{ sort: null }, undefined],
  [{}, undefined],
])('reads %j', (options, expected) => {
  expect(rankingOf(options)).toEqual(
    expected && { field: undefined, vector: undefined, text: undefined, ...expected },
  );
});

it('knows the length of a list of numbers and of the vectors of the client', () => {
  expect(
    [vector, new DataAPIVector([1, 2, 3]), ['a'], { length: 'a' }, 'ab', null].map(lengthOf),
  ).toEqual([2, 3, undefined, undefined, undefined, undefined]);
});
