/** The option `cost`: what is accepted, who is asked first, and the application's own table. */
import type { CostQuery } from '@spanwise/core';
import { describe, expect, it } from 'vitest';
import { costFunctionOf, describeSources, readCostOption, type CostOption } from './cost-option.ts';
import { priceByTable } from './price-table.ts';

const query = (usage: CostQuery['usage'], more: Partial<CostQuery> = {}): CostQuery => ({
  operation: 'chat',
  provider: 'vllm',
  providerIsNamed: true,
  serverAddress: 'llm.internal',
  requestModel: 'house',
  responseModel: 'house-7b',
  isBatch: false,
  serviceTier: undefined,
  priceVariant: undefined,
  imageCount: undefined,
  audioSeconds: undefined,
  time: new Date(0),
  usage,
  ...more,
});
const usage = { inputTokens: 1000, outputTokens: 100 };

describe('a table', () => {
  const table = {
    house: { input: 1, output: 5 },
    'openai/house-7b': { input: 100, output: 100 },
    cached: { input: 2, output: 4, cacheRead: 0.5, cacheWrite: 3, cacheWrite1h: 4, webSearch: 10 },
    embedder: { input: 0.5 },
  };

  it('prices by what is asked for, when it does not know what answered', () => {
    expect(priceByTable(table, query(usage))).toEqual({ amount: 0.0015, source: 'table' });
  });

  it('prices by provider and model first', () => {
    expect(priceByTable(table, query(usage, { provider: 'openai' }))?.amount).toBeCloseTo(0.11, 12);
  });

  it('prices cached tokens and searches', () => {
    const counts = {
      inputTokens: 1000,
      cacheReadInputTokens: 200,
      cacheWriteInputTokens: 500,
      cacheWrite1hInputTokens: 100,
      outputTokens: 10,
      webSearches: 2,
    };
    // 300 × 2 + 200 × 0.5 + 400 × 3 + 100 × 4 + 10 × 4 = 2340 millionths, and 2 searches of 0.01.
    expect(priceByTable(table, query(counts, { responseModel: 'cached' }))?.amount).toBeCloseTo(
      0.022_34,
      12,
    );
  });

  it('prices embeddings, which have no output', () => {
    const more = { operation: 'embeddings', responseModel: 'embedder' } as const;
    expect(priceByTable(table, query({ inputTokens: 1000 }, more))?.amount).toBe(0.0005);
  });

  it.each<[string, CostQuery['usage'], Partial<CostQuery>?]>([
    [
      'a model that it does not have',
      usage,
      { responseModel: undefined, requestModel: 'toString' },
    ],
    ['another tier', usage, { serviceTier: 'flex' }],
    ['a mode that changes the price', usage, { priceVariant: 'fast' }],
    ['unknown tokens', { inputTokens: 5 }],
    ['searches without a price', { ...usage, webSearches: 1 }],
    [
      'writes for an hour without a price',
      { ...usage, cacheWriteInputTokens: 1, cacheWrite1hInputTokens: 1 },
    ],
    ['audio', { ...usage, modalities: { audio: { output: 5 } } }],
    ['counts that do not fit', { ...usage, cacheReadInputTokens: 1001 }],
    ['other tools', { ...usage, otherBilledTools: 1 }],
  ])('does not know %s', (_case, counts, more) => {
    expect(priceByTable(table, query(counts, more))).toBeUndefined();
  });
});

describe('the option', () => {
  it.each<[unknown, number]>([
    [false, 0],
    [true, 1],
    [{ house: { input: 1, output: 2, cacheRead: undefined } }, 1],
    [() => undefined, 1],
    [[() => undefined, {}, true], 3],
  ])('takes %o', (value, count) => {
    expect(readCostOption(value)).toHaveLength(count);
  });

  it.each([
    'yes',
    7,
    null,
    [false],
    { house: 1 },
    { house: {} },
    { house: { input: -1 } },
    { house: { input: '1' } },
    { house: { input: 1, outptu: 2 } },
  ])('refuses %o', (value) => {
    expect(readCostOption(value)).toBeUndefined();
  });

  const answer = (option: CostOption, call: CostQuery): unknown =>
    costFunctionOf(readCostOption(option)!)?.(call);

  it('asks one after the other, until one knows', () => {
    const table = { house: { input: 0, output: 0 } };
    const own = (): { amount: number } => ({ amount: 7 });
    expect(answer([table, own], query(usage))).toEqual({ amount: 0, source: 'table' });
    expect(answer([() => undefined, own], query(usage))).toEqual({ amount: 7 });
    expect(answer(true, query(usage))).toBeUndefined();
    expect(answer(false, query(usage))).toBeUndefined();
  });

  it('is told in the report', () => {
    expect(describeSources([() => undefined, {}, true])).toEqual([
      { source: 'function' },
      { source: 'table' },
      { source: 'genai-prices@0.1.8', priceDate: '2026-09-23' },
    ]);
  });
});
