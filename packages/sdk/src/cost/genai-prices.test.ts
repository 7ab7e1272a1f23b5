/** Prices by the table, against sums made by hand from its rows; and everything whose price is not known for sure. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findProvider } from '@pydantic/genai-prices';
import type { CostQuery } from '@spanwise/core';
import { describe, expect, it } from 'vitest';
import { BUNDLED, PRICED_PROVIDERS, priceByGenaiPrices } from './genai-prices.ts';

const WHERE: Readonly<Record<string, string>> = {
  openai: 'api.openai.com',
  anthropic: 'api.anthropic.com',
  'gcp.vertex_ai': 'aiplatform.googleapis.com',
};

function price(
  provider: string,
  model: string,
  usage: CostQuery['usage'],
  more: Partial<CostQuery> = {},
): number | undefined {
  return priceByGenaiPrices({
    operation: 'chat',
    provider,
    providerIsNamed: false,
    serverAddress: WHERE[provider] ?? 'somewhere.example',
    requestModel: model,
    responseModel: undefined,
    isBatch: false,
    serviceTier: undefined,
    priceVariant: undefined,
    imageCount: undefined,
    audioSeconds: undefined,
    time: new Date('2026-11-25T12:00:00Z'),
    usage,
    ...more,
  })?.amount;
}
const MILLION = { inputTokens: 1_000_000, outputTokens: 0 };

describe('a sum by hand', () => {
  // gpt-4o: 2.5 input, 1.25 cached, 10 output.
  it('of cached tokens', () => {
    const usage = { inputTokens: 1000, cacheReadInputTokens: 400, outputTokens: 200 };
    expect(price('openai', 'gpt-4o', usage)).toBeCloseTo(0.004, 12);
  });

  // claude-sonnet-4-5: 3 and 15; over 200,000 tokens of input 6 and 22.5.
  it.each([
    [200_000, 0.615],
    [200_001, 1.222_506],
  ])('of an input of %i tokens, by its tier', (inputTokens, amount) => {
    const usage = { inputTokens, outputTokens: 1000 };
    expect(price('anthropic', 'claude-sonnet-4-5-20250929', usage)).toBeCloseTo(amount, 12);
  });

  // claude-opus-4-5: 5 input, 0.5 read, 6.25 written, 10 written for an hour, 25 output.
  const cached = {
    inputTokens: 1000,
    cacheReadInputTokens: 200,
    cacheWriteInputTokens: 500,
    cacheWrite5mInputTokens: 400,
    cacheWrite1hInputTokens: 100,
    outputTokens: 10,
  };
  it('of cache writes for five minutes and for an hour', () => {
    expect(price('anthropic', 'claude-opus-4-5', cached)).toBeCloseTo(0.005_35, 12);
  });

  it('of a batch, at half', () => {
    expect(price('anthropic', 'claude-opus-4-5', cached, { serviceTier: 'batch' })).toBeCloseTo(
      0.002_675,
      12,
    );
  });

  it('of a batch, as long as what one request costs does not depend on its length', () => {
    const batch = { isBatch: true, serviceTier: 'batch' };
    expect(price('anthropic', 'claude-opus-4-5', cached, batch)).toBeCloseTo(0.002_675, 12);
    const [model, outputTokens] = ['claude-sonnet-4-5-20250929', 1000];
    const upTo = { inputTokens: 200_000, outputTokens };
    expect(price('anthropic', model, upTo, batch)).toBeCloseTo(0.615 / 2, 12);
    // One long request, or many short ones: nobody says.
    const over = { inputTokens: 200_001, outputTokens };
    expect(price('anthropic', model, over, batch)).toBeUndefined();
  });

  // gpt-5: 1.25, 10. llama-3.3-70b-versatile: 0.59, 0.79.
  it.each([
    ['openai', 'gpt-5', 'default', 0.002_25],
    ['openai', 'gpt-5', 'flex', 0.001_125],
    ['openai', 'gpt-5', 'batch', 0.001_125],
    ['groq', 'llama-3.3-70b-versatile', 'on_demand', 0.000_669],
    ['groq', 'llama-3.3-70b-versatile', 'flex', 0.000_669],
  ])('of %s %s at the tier %s', (provider, model, serviceTier, amount) => {
    const usage = { inputTokens: 1000, outputTokens: 100 };
    expect(price(provider, model, usage, { serviceTier })).toBeCloseTo(amount, 12);
  });

  // gpt-4o-realtime-preview: 5 and 20, audio 40 and 80.
  it('of audio tokens', () => {
    const modalities = { audio: { input: 60, output: 40 } };
    const usage = { inputTokens: 100, outputTokens: 50, modalities };
    expect(price('openai', 'gpt-4o-realtime-preview', usage)).toBeCloseTo(0.006, 12);
  });

  // gpt-image-1: 5 input, of images 10, 40 output.
  it('of images', () => {
    const modalities = { image: { input: 50 } };
    const usage = { inputTokens: 150, outputTokens: 1000, modalities };
    expect(price('openai', 'gpt-image-1', usage, { imageCount: 1 })).toBeCloseTo(0.041, 12);
  });

  // whisper-1: 0.36 an hour.
  it('of seconds of audio', () => {
    expect(price('openai', 'whisper-1', {}, { audioSeconds: 60 })).toBeCloseTo(0.006, 12);
  });

  // text-embedding-3-small: 0.02.
  it('of embeddings', () => {
    const more = { operation: 'embeddings' } as const;
    const usage = { inputTokens: 1_000_000 };
    expect(price('openai', 'text-embedding-3-small', usage, more)).toBeCloseTo(0.02, 12);
  });

  // 10 for a thousand searches of the web, 2.5 of files.
  it('of searches', () => {
    const usage = { inputTokens: 0, outputTokens: 0, webSearches: 2, fileSearches: 2 };
    expect(price('openai', 'gpt-5', usage)).toBeCloseTo(0.025, 12);
    const { fileSearches: _, ...web } = usage;
    expect(price('anthropic', 'claude-sonnet-4-5', web)).toBeCloseTo(0.02, 12);
  });

  // claude-opus-4-6: over 200,000 tokens 10, from 2026-03-13 on 5 for all.
  it.each([
    ['2026-03-12', 3],
    ['2026-03-14', 1.5],
  ])('on %s, by the price of the day', (day, amount) => {
    const usage = { inputTokens: 300_000, outputTokens: 0 };
    const more = { time: new Date(`${day}T12:00:00Z`) };
    expect(price('anthropic', 'claude-opus-4-6', usage, more)).toBeCloseTo(amount, 12);
  });
});

describe('a model', () => {
  it.each([
    ['openai', 'gpt-4o-2024-08-06', 2.5],
    ['openai', 'gpt-4o-2024-05-13', 5],
    ['openai', 'ft:gpt-4o-2024-08-06:org::id', 3.75],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:org::id', 0.3],
    ['openai', 'gpt-4.1-mini-2025-04-14', 0.4],
    ['azure.ai.openai', 'gpt-4.1-2025-04-14', 2],
    ['azure.ai.openai', 'gpt-4o-mini-2024-07-18.ft-0123abc', 0.3],
    ['azure.ai.openai', 'o4-mini-2025-04-16', 1.1],
    ['anthropic', 'claude-sonnet-4-20250514', 3],
    ['anthropic', 'claude-3-5-sonnet-latest', 3],
    ['anthropic', 'claude-sonnet-5', 2],
    ['gcp.vertex_ai', 'claude-sonnet-4@20250514', 3],
    ['gcp.gemini', 'gemini-2.5-flash', 0.3],
    ['aws.bedrock', 'anthropic.claude-3-5-sonnet-20240620-v1:0', 3],
    ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3.3],
    ['aws.bedrock', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0', 3],
    [
      'aws.bedrock',
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      3.3,
    ],
    ['aws.bedrock', 'amazon.nova-lite-v1:0', 0.06],
  ])('of %s is found by the name %s', (provider, model, amount) => {
    expect(price(provider, model, MILLION)).toBeCloseTo(amount, 12);
  });

  it('is the one that answered, on Bedrock the one that was asked for', () => {
    expect(price('openai', 'gpt-4o', MILLION, { responseModel: 'gpt-4o-2024-05-13' })).toBe(5);
    expect(
      price('openai', 'gpt-4o', MILLION, { responseModel: 'gpt-nobody-knows' }),
    ).toBeUndefined();
    const global = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0';
    const more = { responseModel: 'claude-sonnet-4-5-20250929' };
    expect(price('aws.bedrock', global, MILLION, more)).toBe(3);
  });
});

describe('nothing is known of', () => {
  it.each<[string, string, string, CostQuery['usage'], Partial<CostQuery>?]>([
    ['a model that is in no table', 'openai', 'gpt-99', MILLION],
    ['a later version than the table has', 'anthropic', 'claude-sonnet-5-5-20261001', MILLION],
    ['a fine-tuned model without a row', 'openai', 'ft:gpt-4.1-2025-04-14:org::id', MILLION],
    ["a deployment's own name", 'azure.ai.openai', 'my-deployment', MILLION],
    [
      'an inference profile of the application',
      'aws.bedrock',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc',
      MILLION,
    ],
    ['a server of one’s own', 'ollama', 'gpt-4o', MILLION],
    ['a provider that says itself what it charges', 'openrouter', 'openai/gpt-4o', MILLION],
    ['a model whose price is empty', 'gcp.gemini', 'gemma-3-27b-it', MILLION],
    ['a tier that has a price by model', 'openai', 'gpt-5', MILLION, { serviceTier: 'priority' }],
    ['a tier by contract', 'anthropic', 'claude-opus-4-5', MILLION, { serviceTier: 'priority' }],
    ['a tier of another provider', 'azure.ai.openai', 'gpt-4o', MILLION, { serviceTier: 'flex' }],
    ['a faster mode', 'anthropic', 'claude-opus-4-6', MILLION, { priceVariant: 'fast' }],
    ['an unknown address', 'openai', 'gpt-4o', MILLION, { serverAddress: 'llm.internal' }],
    [
      'a region that costs more',
      'openai',
      'gpt-5',
      MILLION,
      { serverAddress: 'eu.api.openai.com' },
    ],
    [
      'a regional endpoint of Vertex AI',
      'gcp.vertex_ai',
      'claude-sonnet-4-5@20250929',
      MILLION,
      { serverAddress: 'europe-west1-aiplatform.googleapis.com' },
    ],
    ['an unknown output', 'openai', 'gpt-4o', { inputTokens: 1 }],
    ['an unknown input', 'openai', 'gpt-4o', { outputTokens: 1 }],
    ['audio of an unknown length', 'openai', 'whisper-1', { inputTokens: 5, outputTokens: 5 }],
    [
      'audio without a price',
      'openai',
      'gpt-4o-audio-preview',
      { ...MILLION, modalities: { audio: { input: 5 } } },
    ],
    [
      'cached audio that is not told apart',
      'openai',
      'gpt-4o-realtime-preview',
      { ...MILLION, cacheReadInputTokens: 5, modalities: { audio: { input: 5 } } },
    ],
    ['images that are not told apart', 'openai', 'gpt-image-1.5', MILLION, { imageCount: 1 }],
    [
      'writes for an hour without a price',
      'aws.bedrock',
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      { ...MILLION, cacheWriteInputTokens: 5, cacheWrite1hInputTokens: 5 },
    ],
    ['searches without a price', 'groq', 'llama-3.3-70b-versatile', { ...MILLION, webSearches: 1 }],
    [
      'searches at half price',
      'openai',
      'gpt-5',
      { ...MILLION, webSearches: 1 },
      { serviceTier: 'flex' },
    ],
    ['searches with two prices', 'openai', 'gpt-4o', { ...MILLION, webSearches: 1 }],
    ['searches that are not counted', 'openai', 'gpt-4o-search-preview', MILLION],
    ['other tools', 'openai', 'gpt-5', { ...MILLION, otherBilledTools: 1 }],
  ])('%s', (_case, provider, model, usage, more) => {
    expect(price(provider, model, usage, more)).toBeUndefined();
  });
});

it('holds at any address whose provider the options name', () => {
  const more = { serverAddress: 'llm.internal', providerIsNamed: true };
  expect(price('openai', 'gpt-4o', MILLION, more)).toBe(2.5);
});

it('knows every provider that it prices by', () => {
  for (const id of Object.values(PRICED_PROVIDERS))
    expect(findProvider({ providerId: id })?.id).toBe(id);
});

it('names the version that is installed, and whose day of publication stands beside it', () => {
  const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
  const manifest = entry.replace(/dist.index\.cjs$/, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  // Another version was published on another day: `npm view @pydantic/genai-prices time`.
  expect(BUNDLED).toEqual({ source: `genai-prices@${version}`, priceDate: '2026-09-23' });
  expect(version).toBe('0.1.8');
});
