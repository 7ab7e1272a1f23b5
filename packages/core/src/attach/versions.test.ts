/** Ranges of versions. */
import { expect, it } from 'vitest';
import { isInRange } from './versions.ts';

it.each([
  ['4.0.0', '>=4 <8', true],
  ['7.99.0', '>=4 <8', true],
  ['8.0.0', '>=4 <8', false],
  ['3.99.99', '>=4 <8', false],
  ['4.87.0', '>=4.87', true],
  ['4.86.9', '>=4.87', false],
  ['8.0.0-beta.1', '>=4 <8', false],
  ['7.21.0', '>=7.21 <8 || >=9', true],
  ['8.5.0', '>=7.21 <8 || >=9', false],
  ['9.0.0', '>=7.21 <8 || >=9', true],
  ['1.2.3', '<=1.2.3', true],
  ['1.2.4', '<=1.2.3', false],
  ['1.2.4', '>1.2.3', true],
])('%s is in %s: %s', (version, range, expected) => {
  expect(isInRange(version, range)).toBe(expected);
});

it('refuses a range of another form', () => {
  expect(() => isInRange('1.0.0', '^1.0.0')).toThrow(/not a range/);
});
