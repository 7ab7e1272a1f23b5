/** What filters say: fields, and what they require of every row. */
import { expect, it } from 'vitest';
import { readFilter } from './filters.ts';

it.each([
  [['tenant', 'Eq', 'acme'], ['tenant'], ['acme']],
  [['tenant', 'In', ['acme']], ['tenant'], ['acme']],
  [['tenant', 'In', ['acme', 'other']], ['tenant'], []],
  [['tenant', 'NotEq', 'acme'], ['tenant'], []],
  [
    [
      'And',
      [
        ['tenant', 'Eq', 'acme'],
        ['page', 'Gt', 3],
      ],
    ],
    ['tenant', 'page'],
    ['acme'],
  ],
  [['And', [['And', [['tenant', 'Eq', 'acme']]]]], ['tenant'], ['acme']],
  [['Or', [['tenant', 'Eq', 'acme']]], ['tenant'], []],
  [['Not', ['tenant', 'Eq', 'acme']], ['tenant'], []],
  [['And', 'wrong'], [], []],
  [['And', [null, 7]], [], []],
  [[], [], []],
  [undefined, [], []],
])('reads %j', (filter, keys, values) => {
  expect(readFilter(filter)).toEqual({ keys, values });
});
