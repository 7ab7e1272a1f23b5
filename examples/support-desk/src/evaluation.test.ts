/** The judgement on an answer. */
import { expect, it } from 'vitest';
import { judgeGrounding } from './evaluation.ts';

const findings = ['{"text":"Wash wool by hand at 30 degrees."}'];

it('passes an answer that says what was found', () => {
  expect(judgeGrounding('Wash wool by hand at 30 degrees.', findings)).toEqual({
    name: 'grounding',
    score: 1,
    label: 'pass',
  });
});

it('fails an answer that was made up', () => {
  expect(judgeGrounding('Boil cotton for 90 minutes.', findings)).toEqual({
    name: 'grounding',
    score: 0,
    label: 'fail',
  });
});

it('passes at a half, and fails below it', () => {
  expect(judgeGrounding('wool cotton', findings)).toMatchObject({ score: 0.5, label: 'pass' });
  expect(judgeGrounding('wool cotton linen', findings)).toMatchObject({ label: 'fail' });
});

it('fails an empty answer', () => {
  expect(judgeGrounding('', findings)).toMatchObject({ score: 0, label: 'fail' });
});
