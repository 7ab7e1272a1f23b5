/** The scripted model asks for the right tools and answers from what they found. */
import { expect, it } from 'vitest';
import { answer, nextStep } from './script.ts';

const asked = (content: string) => ({ role: 'user', content });
const called = (name: string) => ({ role: 'assistant', tool_calls: [{ function: { name } }] });
const found = (result: unknown) => ({ role: 'tool', content: JSON.stringify(result) });

it('searches the articles for a general question', () => {
  expect(nextStep([asked('How long can I return?')])).toEqual({
    name: 'search_knowledge',
    input: { question: 'How long can I return?' },
  });
});

it('looks an order up before it refunds it', () => {
  const messages = [asked('Refund order 1043')];
  expect(nextStep(messages)?.name).toBe('look_up_order');
  expect(nextStep([...messages, called('look_up_order'), found({})])?.name).toBe('refund_order');
});

it('answers from the best article', () => {
  expect(
    answer([asked('?'), called('search_knowledge'), found([{ text: 'Within 30 days.' }])]),
  ).toBe('Gladly. Within 30 days.');
});

it('says why a tool refused', () => {
  expect(answer([asked('?'), called('refund_order'), found({ error: 'Too late.' })])).toContain(
    'Too late.',
  );
});
