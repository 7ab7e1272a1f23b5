/** What a stream's counts become: totals that replace one another, and what only a price needs. */
import type { Operation } from '@spanwise/core/adapter';
import { expect, it } from 'vitest';
import { messages } from './messages.ts';

const { stream, response } = messages[0] as unknown as Operation;

/** The usage after these events, without the counts that nobody reported. */
function usageOf(...events: readonly object[]): object {
  const body = { body: {}, options: undefined };
  const reply = stream!.start(body);
  for (const event of events) stream!.add(reply, Object.freeze(event), undefined);
  const { usage } = response!(reply, body);
  return Object.fromEntries(Object.entries(usage ?? {}).filter(([, value]) => value != null));
}
const started = (usage: object): object => ({ type: 'message_start', message: { usage } });
const changed = (usage: object): object => ({ type: 'message_delta', delta: {}, usage });

const first = {
  input_tokens: 5,
  output_tokens: 1,
  cache_read_input_tokens: 30,
  cache_creation_input_tokens: 20,
  cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 16 },
};

it('has no output before the provider says the last count', () => {
  expect(usageOf(started(first))).toEqual({
    inputTokens: 55,
    cacheReadInputTokens: 30,
    cacheWriteInputTokens: 20,
    cacheWrite5mInputTokens: 4,
    cacheWrite1hInputTokens: 16,
  });
});

it('takes the last counts, and keeps what is not repeated', () => {
  const last = { output_tokens: 7, input_tokens: 9, cache_read_input_tokens: null };
  expect(usageOf(started(first), changed({ output_tokens: 3 }), changed(last))).toEqual({
    inputTokens: 59,
    outputTokens: 7,
    cacheReadInputTokens: 30,
    cacheWriteInputTokens: 20,
    cacheWrite5mInputTokens: 4,
    cacheWrite1hInputTokens: 16,
  });
});

it('drops the split of a cache write that has grown since', () => {
  expect(usageOf(started(first), changed({ cache_creation_input_tokens: 40 }))).toEqual({
    inputTokens: 75,
    cacheReadInputTokens: 30,
    cacheWriteInputTokens: 40,
  });
});

it('counts nothing where nothing is reported', () => {
  expect(usageOf(started({}), changed({}))).toEqual({});
  expect(usageOf({ type: 'message_stop' })).toEqual({});
  expect(usageOf(started({ cache_read_input_tokens: 3 }))).toEqual({ cacheReadInputTokens: 3 });
});

it('tells searches of the web and the tier', () => {
  const reply = {
    usage: { server_tool_use: { web_search_requests: 2 }, service_tier: 'priority' },
  };
  expect(response!(reply, { body: {} })).toMatchObject({
    serviceTier: 'priority',
    usage: { webSearches: 2 },
  });
});

it.each([
  [{ speed: 'fast', inference_geo: 'global' }, 'fast'],
  [{ speed: 'standard', inference_geo: 'us' }, 'us'],
  [{ speed: 'standard', inference_geo: 'global' }, undefined],
  [{ inference_geo: 'not_available' }, undefined],
  [{}, undefined],
])('says of %o that it changes the price: %s', (usage, variant) => {
  expect(response!({ usage }, { body: {}, options: undefined }, undefined).priceVariant).toBe(
    variant,
  );
});
