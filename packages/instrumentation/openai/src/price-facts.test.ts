/** What a reply says that only its price depends on. */
import type { Operation, ResponseFacts } from '@spanwise/core/adapter';
import { expect, it } from 'vitest';
import { chat } from './chat.ts';
import { responses, retrieve } from './responses.ts';

const factsOf = ({ response }: Operation, reply: object): ResponseFacts =>
  response!(reply, {}, undefined);

// Documented: OpenRouter's guide to usage accounting, read on 2026-11-25.
it.each([
  [{ cost: 0.95 }, { amount: 0.95, currency: 'USD', provider: 'openrouter' }],
  [{ cost: 0 }, { amount: 0, currency: 'USD', provider: 'openrouter' }],
  [{ cost: 0.95, is_byok: true }, undefined],
  [{ cost: { total_cost: 1 } }, undefined],
  [{}, undefined],
])('reads of the usage %o the cost %o', (usage, cost) => {
  expect(factsOf(chat as unknown as Operation, { choices: [], usage }).cost).toEqual(cost);
});

it('reads the cost of a stream, which comes with its last chunk', () => {
  const { stream } = chat as unknown as Operation;
  const reply = stream!.start({});
  stream!.add(reply, { choices: [{ index: 0, delta: {} }] }, undefined);
  stream!.add(reply, { choices: [], usage: { cost: 0.5 } }, undefined);
  expect(factsOf(chat as unknown as Operation, reply as object).cost?.amount).toBe(0.5);
});

// Documented: the types of `openai` 7.
const reply = {
  usage: { input_tokens: 1, output_tokens: 2 },
  output: [
    { type: 'web_search_call', action: { type: 'search' } },
    { type: 'web_search_call', action: { type: 'open_page' } },
    { type: 'web_search_call' },
    { type: 'file_search_call' },
    { type: 'code_interpreter_call' },
    { type: 'image_generation_call' },
    { type: 'shell_call', action: { commands: [] } },
    { type: 'function_call' },
    { type: 'mcp_call' },
    { type: 'message' },
  ],
};

it('counts the tools that are billed beside tokens', () => {
  const [create] = responses as unknown as Operation[];
  expect(factsOf(create!, reply).usage).toMatchObject({
    webSearches: 2,
    fileSearches: 1,
    otherBilledTools: 3,
  });
});

it('has no usage of a response that is only fetched', () => {
  const [fetch] = retrieve as unknown as Operation[];
  expect(factsOf(fetch!, reply).usage).toBeUndefined();
});
