/** The judgement on an answer. */
import Anthropic from '@anthropic-ai/sdk';
import { expect, it } from 'vitest';
import { createJudge, judgeGrounding } from './evaluation.ts';

const findings = ['{"text":"Wash wool by hand at 30 degrees."}'];

it('passes an answer that says what was found', () => {
  expect(judgeGrounding('Wash wool by hand at 30 degrees.', findings)).toEqual({
    name: 'grounding',
    score: 1,
    label: 'pass',
    source: 'rule',
  });
});

it('fails an answer that was made up', () => {
  expect(judgeGrounding('Boil cotton for 90 minutes.', findings)).toEqual({
    name: 'grounding',
    score: 0,
    label: 'fail',
    source: 'rule',
  });
});

it('passes at a half, and fails below it', () => {
  expect(judgeGrounding('wool cotton', findings)).toMatchObject({ score: 0.5, label: 'pass' });
  expect(judgeGrounding('wool cotton linen', findings)).toMatchObject({ label: 'fail' });
});

it('fails an empty answer', () => {
  expect(judgeGrounding('', findings)).toMatchObject({ score: 0, label: 'fail' });
});

const modelThatSays = (text: string): Anthropic =>
  new Anthropic({
    apiKey: 'none',
    fetch: async () => Response.json({ id: 'msg_1', content: [{ type: 'text', text }] }),
  });

it.each([
  ['0.9', { score: 0.9, label: 'pass', source: 'model' }],
  ['0', { score: 0, label: 'fail', source: 'model' }],
  ['I cannot say.', { score: 1, label: 'pass', source: 'rule' }],
  ['7', { score: 1, label: 'pass', source: 'rule' }],
])('a model that says "%s" is believed as far as it is a share', async (text, expected) => {
  const judge = createJudge(modelThatSays(text));
  expect(await judge('Wash wool by hand at 30 degrees.', findings)).toMatchObject(expected);
});

it('judges by rule without a model', async () => {
  expect(await createJudge(undefined)('Wash wool.', findings)).toMatchObject({ source: 'rule' });
});
