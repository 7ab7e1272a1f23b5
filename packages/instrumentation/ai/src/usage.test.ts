/** The tokens of each major, as the providers of each pass them on. */
import { expect, it } from 'vitest';
import type { ModelReply } from './ai.ts';
import { usageOf } from './usage.ts';

const five = (usage: object, providerMetadata?: object): ModelReply =>
  ({ usage, providerMetadata }) as ModelReply;

it.each<[provider: string, reply: ModelReply, expected: object]>([
  [
    'openai.responses',
    five({ inputTokens: 10, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 4 }),
    { inputTokens: 10, outputTokens: 5, reasoningOutputTokens: 2, cacheReadInputTokens: 4 },
  ],
  [
    'anthropic.messages',
    five(
      { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4 },
      { anthropic: { cacheCreationInputTokens: 3 } },
    ),
    { inputTokens: 17, outputTokens: 5, cacheReadInputTokens: 4, cacheWriteInputTokens: 3 },
  ],
  [
    'anthropic.messages',
    five({ inputTokens: 10, outputTokens: 5 }, { anthropic: { cacheCreationInputTokens: null } }),
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    'amazon-bedrock',
    five(
      { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4 },
      { bedrock: { usage: { cacheWriteInputTokens: 3 } } },
    ),
    { inputTokens: 17, outputTokens: 5, cacheReadInputTokens: 4, cacheWriteInputTokens: 3 },
  ],
  [
    'google.generative-ai',
    five({ inputTokens: 10, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 4 }),
    { inputTokens: 10, outputTokens: 7, reasoningOutputTokens: 2, cacheReadInputTokens: 4 },
  ],
  ['google.vertex.chat', five({ inputTokens: undefined, outputTokens: undefined }), {}],
  [
    'anthropic.messages',
    five({
      inputTokens: { total: 17, noCache: 10, cacheRead: 4, cacheWrite: 3 },
      outputTokens: { total: 5, text: 3, reasoning: 2 },
    }),
    {
      inputTokens: 17,
      outputTokens: 5,
      cacheReadInputTokens: 4,
      cacheWriteInputTokens: 3,
      reasoningOutputTokens: 2,
    },
  ],
  ['openai.chat', five({ inputTokens: null, outputTokens: { total: 5 } }), { outputTokens: 5 }],
])('%s: %j', (provider, reply, expected) => {
  const { ...usage } = usageOf(reply, provider);
  const told = Object.entries(usage).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(told)).toEqual(expected);
});

it('is none where the provider tells none', () => {
  expect(usageOf({}, 'openai.chat')).toBeUndefined();
  expect(usageOf({ usage: null }, 'openai.chat')).toBeUndefined();
});
