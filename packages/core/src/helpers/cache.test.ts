/** Caches: hit or miss, how near, and what a hit saves. */
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withContext } from '../context/context.ts';
import { coreSettings, resolveSettings, type CoreOptions } from '../settings.ts';
import { state } from '../state.ts';
import { agent } from './agent.ts';
import { cache, type CacheLookup } from './cache.ts';
import { retrieval } from './retrieval.ts';

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  state().settings = undefined;
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  await recorded.stop();
});

const use = (options: CoreOptions): void => {
  state().settings = resolveSettings(coreSettings, options, {});
};
const attributes = () => recorded.spans().map((span) => span.attributes);
const metric = async (name: string) =>
  (await recorded.metrics())
    .filter((point) => point.name === name)
    .map((point) => ({ ...point.attributes, value: point.value }));

describe('a lookup', () => {
  const entries = new Map([
    ['refund?', 'in 14 days'],
    ['empty', ''],
  ]);
  const look = cache({ name: 'answers', kind: 'exact' }, async (question: string) =>
    entries.get(question),
  );

  it('is a hit when anything came back, and a miss otherwise', async () => {
    expect(await look('refund?')).toBe('in 14 days');
    expect(await look('empty')).toBe('');
    expect(await look('?')).toBeUndefined();
    expect(cache({ name: 'sync' }, () => null)()).toBeNull();
    expect(attributes()).toMatchObject([
      {
        'gen_ai.operation.name': 'cache_lookup',
        'spanwise.cache.name': 'answers',
        'spanwise.cache.kind': 'exact',
        'spanwise.cache.result': 'hit',
      },
      { 'spanwise.cache.result': 'hit' },
      { 'spanwise.cache.result': 'miss' },
      { 'spanwise.cache.name': 'sync', 'spanwise.cache.result': 'miss' },
    ]);
    expect(recorded.spans()[0]?.name).toBe('cache_lookup answers');
    expect(
      (await metric('spanwise.cache.lookup.duration')).map((point) => ({ ...point, value: 0 })),
    ).toEqual([
      {
        'spanwise.cache.name': 'answers',
        'spanwise.cache.kind': 'exact',
        'spanwise.cache.result': 'hit',
        value: 0,
      },
      {
        'spanwise.cache.name': 'answers',
        'spanwise.cache.kind': 'exact',
        'spanwise.cache.result': 'miss',
        value: 0,
      },
      { 'spanwise.cache.name': 'sync', 'spanwise.cache.result': 'miss', value: 0 },
    ]);
  });

  it('that fails is neither', async () => {
    const error = new RangeError('no');
    await expect(cache({ name: 'answers' }, async () => Promise.reject(error))()).rejects.toBe(
      error,
    );
    expect(attributes()[0]).not.toHaveProperty('spanwise.cache.result');
    expect(attributes()[0]?.['error.type']).toBe('RangeError');
  });

  it('is refused without a name', () => {
    expect(() => cache({ name: '' }, () => 1)).toThrow(/cache\(\) needs the option "name"/);
  });

  it('records nothing of what was asked and found', async () => {
    use({ captureContent: 'span-and-event' });
    await cache({ name: 'answers' }, async (question: string) => `CANARY ${question}`)('CANARY');
    expect(await recorded.text()).not.toContain('CANARY');
  });
});

describe('what `read` says', () => {
  const found = async (lookup: CacheLookup | undefined): Promise<void> => {
    await cache({ name: 'answers', kind: 'semantic', read: () => lookup }, async () => 'x')();
  };

  it('tells a hit from what was made on a miss', async () => {
    const answer = cache(
      { name: 'answers', read: ({ isCached }) => ({ hit: isCached }) },
      async (isCached: boolean) => ({ isCached }),
    );
    await answer(true);
    await answer(false);
    expect(attributes().map((each) => each['spanwise.cache.result'])).toEqual(['hit', 'miss']);
  });

  it('is how near the nearest entry was, of a miss too', async () => {
    await found({ similarity: 0.97 });
    await found({ hit: false, similarity: 0 });
    expect(attributes().map((each) => each['spanwise.cache.similarity'])).toEqual([0.97, 0]);
    expect(await metric('spanwise.cache.lookup.similarity')).toMatchObject([
      { 'spanwise.cache.result': 'hit' },
      { 'spanwise.cache.result': 'miss' },
    ]);
  });

  it('is what the hit saves: tokens, and their cost as the price function says', async () => {
    use({
      cost: ({ operation, provider, responseModel, usage: { inputTokens = 0 } }) => ({
        amount: inputTokens / 1000,
        source: `${operation} ${provider} ${responseModel}`,
      }),
    });
    await found({
      saved: { provider: 'openai', model: 'm', usage: { inputTokens: 400, outputTokens: 20 } },
    });
    expect(attributes()[0]).toMatchObject({
      'spanwise.cache.saved.input_tokens': 400,
      'spanwise.cache.saved.output_tokens': 20,
      'spanwise.cache.saved.cost': 0.4,
      'spanwise.cost.currency': 'USD',
    });
    const of = { 'spanwise.cache.name': 'answers', 'spanwise.cache.kind': 'semantic' };
    expect(await metric('spanwise.cache.savings.input_tokens')).toEqual([{ ...of, value: 400 }]);
    expect(await metric('spanwise.cache.savings.output_tokens')).toEqual([{ ...of, value: 20 }]);
    expect(await metric('spanwise.cache.savings.cost')).toEqual([
      { ...of, 'spanwise.cost.currency': 'USD', value: 0.4 },
    ]);
    // What is saved is not used.
    expect(await metric('gen_ai.client.inference.usage.input_tokens')).toEqual([]);
    expect(await metric('spanwise.client.cost')).toEqual([]);
  });

  it('is the cost itself, where the entry knows it', async () => {
    await found({ saved: { cost: { amount: 0.5, currency: 'EUR' } } });
    expect(attributes()[0]).toMatchObject({
      'spanwise.cache.saved.cost': 0.5,
      'spanwise.cost.currency': 'EUR',
    });
    expect(attributes()[0]).not.toHaveProperty('spanwise.cache.saved.input_tokens');
  });

  it('is unknown, not 0, where nobody says', async () => {
    await found({ saved: { usage: { inputTokens: 10 } } });
    expect(attributes()[0]).not.toHaveProperty('spanwise.cache.saved.cost');
    expect(attributes()[0]).not.toHaveProperty('spanwise.cache.saved.output_tokens');
    expect(await metric('spanwise.cache.savings.output_tokens')).toEqual([]);
  });

  it('saves nothing on a miss', async () => {
    await found({ hit: false, saved: { usage: { inputTokens: 10 } } });
    expect(attributes()[0]).not.toHaveProperty('spanwise.cache.saved.input_tokens');
  });

  it('may fail, or be of a wrong type, and the application does not notice', async () => {
    const before = state().failures.get('recording a reply') ?? 0;
    const read = (): never => {
      throw new Error('no');
    };
    expect(await cache({ name: 'answers', read }, async () => 'x')()).toBe('x');
    expect(state().failures.get('recording a reply')).toBe(before + 1);
    await found({ similarity: 'near' as never, saved: { usage: { inputTokens: -1 } } });
    expect(attributes()[1]).not.toHaveProperty('spanwise.cache.similarity');
    expect(attributes()[1]).not.toHaveProperty('spanwise.cache.saved.input_tokens');
  });
});

it('stands in an agent, over the retrieval that is made on a miss', async () => {
  const articles = retrieval({ dataSource: 'help' }, async () => [{ id: '1' }]);
  const answer = cache({ name: 'documents', read: () => ({ hit: false }) }, articles);
  await withContext({ tenantId: 'acme' }, () => agent({ name: 'support' }, () => answer())());
  expect(recorded.spans().map(({ name }) => name)).toEqual([
    'retrieval help',
    'cache_lookup documents',
    'invoke_agent support',
  ]);
  expect(attributes()[1]).toMatchObject({
    'spanwise.tenant.id': 'acme',
    'spanwise.cache.result': 'miss',
  });
});
