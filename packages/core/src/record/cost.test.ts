/** What a call costs: who is believed, what is recorded of it, and what an agent's calls cost together. */
import { context, type Context } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../adapter/adapter.ts';
import type { ResponseFacts } from '../adapter/facts.ts';
import { withContext } from '../context/context.ts';
import { agent } from '../helpers/agent.ts';
import { coreSettings, resolveSettings, type CoreOptions } from '../settings.ts';
import { state } from '../state.ts';
import { startCall } from './call.ts';
import type { CostQuery } from './cost-function.ts';

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  state().failures.clear();
  state().dropped.clear();
  state().tenants.clear();
  await recorded.stop();
});

const usage = { inputTokens: 10, outputTokens: 5 };

interface Made {
  readonly name?: Operation['name'];
  readonly reply?: ResponseFacts;
  readonly options?: CoreOptions;
  readonly within?: Context;
}

function call({ name = 'chat', reply = { usage }, options = {}, within }: Made = {}): void {
  startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, options, {}),
      operation: { name, method: 'm', request: () => ({}), response: () => reply },
      body: {},
      facts: { model: 'm', serviceTier: 'auto' },
      provider: 'openrouter',
      providerIsNamed: true,
      serverAddress: 'gateway.internal',
    },
    within ?? context.active(),
  )!.reply({});
}

const costOf = (index = 0): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(recorded.spans()[index]!.attributes).filter(([name]) =>
      name.startsWith('spanwise.cost.'),
    ),
  );
const counted = async (): Promise<[number, Record<string, unknown>][]> =>
  (await recorded.metrics())
    .filter(({ name }) => name === 'spanwise.client.cost')
    .map(({ value, attributes }) => [value, attributes]);

describe('a price function', () => {
  it('is told everything that a price depends on, and its answer is on span and counter', async () => {
    const asked: CostQuery[] = [];
    const before = Date.now();
    call({
      reply: {
        model: 'm-2026',
        serviceTier: 'flex',
        priceVariant: 'fast',
        usage: { ...usage, cacheWrite1hInputTokens: 3, webSearches: 2 },
        imageCount: 1,
        audioSeconds: 1.5,
      },
      options: {
        cost: (query) => {
          asked.push(query);
          return { amount: 0.25, currency: 'EUR', source: 'prices', priceDate: '2026-11-01' };
        },
      },
    });
    const [{ time, ...rest }] = asked as [CostQuery];
    expect(rest).toEqual({
      operation: 'chat',
      provider: 'openrouter',
      providerIsNamed: true,
      serverAddress: 'gateway.internal',
      requestModel: 'm',
      responseModel: 'm-2026',
      isBatch: false,
      serviceTier: 'flex',
      priceVariant: 'fast',
      usage: { ...usage, cacheWrite1hInputTokens: 3, webSearches: 2 },
      imageCount: 1,
      audioSeconds: 1.5,
    });
    expect(Math.abs(time.getTime() - before)).toBeLessThan(60_000);
    expect(costOf()).toEqual({
      'spanwise.cost.amount': 0.25,
      'spanwise.cost.currency': 'EUR',
      'spanwise.cost.source': 'prices',
      'spanwise.cost.price_date': '2026-11-01',
    });
    expect(await counted()).toEqual([
      [
        0.25,
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openrouter',
          'gen_ai.request.model': 'm',
          'gen_ai.response.model': 'm-2026',
          'server.address': 'gateway.internal',
          'spanwise.cost.currency': 'EUR',
          'spanwise.cost.source': 'prices',
        },
      ],
    ]);
    expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  });

  it('is asked about embeddings, and may say that a call is free', () => {
    call({
      name: 'embeddings',
      reply: { usage: { inputTokens: 4 } },
      options: { cost: () => ({ amount: 0 }) },
    });
    expect(costOf()).toEqual({
      'spanwise.cost.amount': 0,
      'spanwise.cost.currency': 'USD',
      'spanwise.cost.source': 'function',
    });
  });

  it.each<[string, Made]>([
    ['there is no usage', { reply: {} }],
    ['the call is none of a model', { name: 'moderation' }],
    ['a response is only fetched', { name: 'fetch_response' }],
  ])('is not asked when %s', (_case, made) => {
    call({ ...made, options: { cost: () => expect.unreachable() } });
    expect(costOf()).toEqual({});
    expect(state().failures.size).toBe(0);
  });

  it('that does not know leaves no trace of a cost', async () => {
    call({ options: { cost: () => undefined } });
    expect(costOf()).toEqual({});
    expect(await counted()).toEqual([]);
    expect([...state().dropped, ...state().failures]).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['is negative', { amount: -1 }],
    ['is not a number', { amount: Number.NaN }],
    ['is a text', { amount: '1' }],
    ['is a promise', Promise.resolve({ amount: 1 })],
    ['has a currency that is none', { amount: 1, currency: 7 }],
  ])('whose answer %s is counted, and there is no cost', async (_case, answer) => {
    call({ options: { cost: () => answer as never } });
    expect(costOf()).toEqual({});
    expect(await counted()).toEqual([]);
    expect([...state().dropped]).toEqual([['attribute of wrong type', 1]]);
  });

  it('that throws is counted, and the rest is recorded', () => {
    call({
      options: {
        cost: () => {
          throw new Error('no');
        },
      },
    });
    expect(recorded.spans()[0]!.attributes['gen_ai.usage.input_tokens']).toBe(10);
    expect(costOf()).toEqual({});
    expect([...state().failures]).toEqual([['pricing a call', 1]]);
  });
});

describe('a cost that the provider returns', () => {
  const returned = { amount: 0.5, currency: 'USD', provider: 'openrouter' };

  it('wins, and needs no option', async () => {
    call({ reply: { usage, cost: returned } });
    call({ reply: { usage, cost: returned }, options: { cost: () => ({ amount: 9 }) } });
    for (const index of [0, 1])
      expect(costOf(index)).toEqual({
        'spanwise.cost.amount': 0.5,
        'spanwise.cost.currency': 'USD',
        'spanwise.cost.source': 'provider',
      });
    expect((await counted()).map(([value]) => value)).toEqual([1]);
  });

  it.each<[string, object]>([
    ['of the shape of another provider', { ...returned, provider: 'perplexity' }],
    ['of the wrong type', { ...returned, amount: {} }],
  ])('%s is not believed', (_case, cost) => {
    call({ reply: { usage, cost: cost as never }, options: { cost: () => ({ amount: 9 }) } });
    expect(costOf()['spanwise.cost.amount']).toBe(9);
  });
});

it.each(['2026-10', '1.41', 'both'] as const)(
  'is counted once under the names of %s',
  async (semconv) => {
    call({ options: { semconv, cost: () => ({ amount: 2 }) } });
    expect((await counted()).map(([value]) => value)).toEqual([2]);
    expect(costOf()['spanwise.cost.amount']).toBe(2);
  },
);

it('is by tenant when that is asked for', async () => {
  const options = { cost: () => ({ amount: 2 }) };
  withContext({ tenantId: 'acme' }, () => {
    call({ options });
    call({ options: { ...options, tenantOnMetrics: true } });
  });
  expect(
    (await counted()).map(([value, { 'spanwise.tenant.id': tenant }]) => [value, tenant]),
  ).toEqual([
    [2, undefined],
    [2, 'acme'],
  ]);
});

describe('an agent', () => {
  const options = { cost: () => ({ amount: 0.25 }) };
  const run = (fn: () => void): Record<string, unknown> => {
    agent({ name: 'a' }, fn)();
    return costOf(recorded.spans().findIndex(({ name }) => name === 'invoke_agent a'));
  };

  it('costs what its calls and embeddings cost, which is counted with them alone', async () => {
    const cost = run(() => {
      call({ options });
      call({ options });
      call({ options, name: 'embeddings' });
      call({ options, name: 'moderation' });
    });
    expect(cost).toEqual({ 'spanwise.cost.amount': 0.75, 'spanwise.cost.currency': 'USD' });
    const values = (await counted()).map(([value]) => value);
    expect(values.reduce((sum, value) => sum + value)).toBe(0.75);
    expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  });

  it('pays for a batch when its usage is read, and not for submitting it or looking at it', () => {
    const cost = run(() => {
      const batch = { batchId: 'agents-batch' };
      call({ options });
      call({ options, name: 'create_batch', reply: batch });
      call({ options, name: 'fetch_batch', reply: batch });
      call({ options, name: 'fetch_batch_results', reply: { ...batch, usage } });
      call({ options, name: 'fetch_batch_results', reply: { ...batch, usage } });
    });
    expect(cost).toEqual({ 'spanwise.cost.amount': 0.5, 'spanwise.cost.currency': 'USD' });
  });

  it.each<[string, () => void]>([
    ['made no call', () => {}],
    [
      'read a batch whose cost is not known',
      () => {
        call({ options });
        call({
          name: 'fetch_batch_results',
          reply: { batchId: 'unpriced-batch', usage },
        });
      },
    ],
    [
      'made one whose cost is not known',
      () => {
        call({ options });
        call();
      },
    ],
    [
      'paid in two currencies',
      () => {
        call({ options });
        call({ options: { cost: () => ({ amount: 1, currency: 'EUR' }) } });
      },
    ],
  ])('that %s has no cost', (_case, fn) => {
    expect(run(fn)).toEqual({});
  });
});
