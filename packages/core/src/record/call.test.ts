/** One operation from its start to its end: names, failures, content modes, events, metrics. */
import { context, metrics, type Context } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Operation } from '../adapter/adapter.ts';
import type { TokenUsage } from '../adapter/facts.ts';
import { withContext } from '../context/context.ts';
import { coreSettings, resolveSettings, type CoreOptions } from '../settings.ts';
import { state } from '../state.ts';
import { startCall, type Call } from './call.ts';

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  state().failures.clear();
  state().tenants.clear();
  await recorded.stop();
});

interface Start {
  readonly name?: Operation['name'];
  readonly facts?: object;
  readonly reply?: object;
  readonly options?: CoreOptions;
  readonly input?: () => object;
  readonly output?: () => object;
  readonly within?: Context;
  readonly server?: string;
  readonly failure?: Adapter['failure'];
}

function start({ name = 'chat', facts = {}, reply = {}, options = {}, ...rest }: Start = {}): Call {
  const operation: Operation = {
    name,
    method: 'm',
    request: () => ({}),
    response: () => reply,
    input: rest.input ?? (() => ({ messages: [message('user', 'CANARY-IN')] })),
    output: rest.output ?? (() => ({ messages: [message('assistant', 'CANARY-OUT')] })),
  };
  return startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, options, {}),
      operation,
      body: {},
      facts: { model: 'm', ...facts },
      provider: 'openai',
      serverAddress: rest.server,
      failure: rest.failure,
    },
    rest.within ?? context.active(),
  )!;
}

const message = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });

function only(): ReturnType<Recorded['spans']>[number] {
  const [span, ...more] = recorded.spans();
  expect(more).toEqual([]);
  return span!;
}

const sums = async (): Promise<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const { name, value, attributes } of await recorded.metrics()) {
    if (!name.includes('token')) continue;
    const split = attributes['gen_ai.token.modality'] ?? attributes['gen_ai.token.type'];
    const key = typeof split === 'string' ? `${name} ${split}` : name;
    found[key.replace('gen_ai.client.', '')] = value;
  }
  return found;
};

describe('a failure', () => {
  it.each<[string, unknown, string]>([
    [
      'a code',
      Object.assign(new Error('m'), { code: 'rate_limit_exceeded', status: 429 }),
      'rate_limit_exceeded',
    ],
    ['a status', Object.assign(new Error('m'), { status: 503 }), '503'],
    [
      'a code that is a sentence',
      Object.assign(new Error('m'), { code: 'it is full', status: 429 }),
      '429',
    ],
    ['a class', new RangeError('m'), 'RangeError'],
    ['a name', Object.assign(new Error('m'), { name: 'AbortError' }), 'AbortError'],
    ['nothing', undefined, '_OTHER'],
    ['a text', 'it broke for user@example.com', '_OTHER'],
    ['a plain object', { reason: 1 }, '_OTHER'],
    [
      'members that throw',
      Object.defineProperty(new Error('m'), 'code', {
        get: () => {
          throw new Error('no');
        },
      }),
      '_OTHER',
    ],
  ])('with %s has its type', (_name, error, type) => {
    start().fail(error);
    expect(only().attributes['error.type']).toBe(type);
    expect(only().status.code).toBe(2);
  });

  it.each<[string, object, string]>([
    ['of which the error says nothing', new SyntaxError('m'), '503'],
    ['beside a code of the error', Object.assign(new Error('m'), { code: 'full' }), 'full'],
  ])('after a reply with a status, %s, has its type', (_name, error, type) => {
    const call = start();
    call.http({ status: 503 });
    call.fail(error);
    expect(only().attributes['error.type']).toBe(type);
  });

  it('of an attempt without a reply is not that of the one before', () => {
    const call = start({ server: 'acme.example' });
    const attempt = (): boolean => call.attemptBegins('acme.example', () => null);
    expect(attempt()).toBe(true);
    call.attemptEnds({ status: 429 });
    expect(attempt()).toBe(true);
    call.attemptEnds(undefined);
    call.fail(new RangeError('m'));
    expect(only().attributes['error.type']).toBe('RangeError');
  });

  it('that a client makes several requests for is no retry, unless one failed', () => {
    const call = start({ server: 'acme.example' });
    for (const status of [200, 302, 503, 200]) {
      call.attemptBegins('acme.example', () => null);
      call.attemptEnds({ status });
    }
    call.reply({});
    expect(only().attributes['spanwise.retry.count']).toBe(1);
  });

  it('that a client makes requests for side by side is no retry', () => {
    const call = start({ server: 'acme.example' });
    for (let request = 0; request < 3; request += 1) call.attemptBegins('acme.example', () => null);
    for (let request = 0; request < 3; request += 1) call.attemptEnds({ status: 200 });
    call.reply({});
    expect(only().attributes).not.toHaveProperty(['spanwise.retry.count']);
  });

  it('is read by the adapter, with the reply', () => {
    const seen: unknown[] = [];
    const call = start({
      failure: (...read) => {
        seen.push(...read);
        return undefined;
      },
    });
    const error = new RangeError('m');
    call.http({ status: 418 });
    call.fail(error);
    expect(seen).toEqual([error, { status: 418 }]);
    expect(only().attributes['error.type']).toBe('418');
  });

  it.each<[string, unknown, string]>([
    ['a number', 500, '500'],
    ['an object', { a: 1 }, '_OTHER'],
    ['nothing', undefined, '_OTHER'],
    ['an empty text', '', '_OTHER'],
  ])('that the reply reports, with %s for a type, ends the span', (_name, type, expected) => {
    start({ reply: { failure: { type, message: 1 } } }).reply({});
    expect(only().attributes['error.type']).toBe(expected);
    expect(only().status).toEqual({ code: 2, message: expected });
  });

  it('has the message, which may repeat what was sent, only while content is captured', () => {
    const error = new Error('CANARY-MESSAGE');
    start().fail(error);
    start({
      options: { captureContent: 'span', redact: [(text) => text.replace('CANARY', 'X')] },
    }).fail(error);
    expect(recorded.spans().map(({ status }) => status.message)).toEqual(['Error', 'X-MESSAGE']);
  });

  it('after the end changes nothing', () => {
    const call = start();
    call.reply({});
    call.fail(new Error('late'));
    call.abandon();
    call.rawOnly();
    expect(only().status.code).toBe(0);
  });
});

describe('content', () => {
  it.each<[string, unknown]>([
    ['none', 'none'],
    ['a function that says none', () => 'none'],
    ['a function that says false', () => false],
    ['a function that says true', () => true],
    ['a function that says nothing', () => undefined],
    ['a function that promises', async () => 'span'],
    [
      'a function that throws',
      () => {
        throw new Error('no');
      },
    ],
  ])('is not even read with %s', async (_name, captureContent) => {
    const read = (): never => {
      throw new Error('read');
    };
    start({ options: { captureContent } as CoreOptions, input: read, output: read }).reply({});
    only();
    expect([...state().failures.keys()].filter((kind) => kind.startsWith('reading'))).toEqual([]);
    expect(await recorded.text()).not.toContain('CANARY');
  });

  it('is asked for by operation, provider and model', () => {
    const asked: unknown[] = [];
    const captureContent: CoreOptions['captureContent'] = (info) => {
      asked.push(info);
      return 'span';
    };
    start({ options: { captureContent } }).reply({});
    expect(asked).toEqual([{ operation: 'chat', provider: 'openai', model: 'm' }]);
    expect(JSON.stringify(only().attributes)).toContain('CANARY-IN');
  });

  it.each([
    ['span', true, false],
    ['event', false, true],
    ['span-and-event', true, true],
  ] as const)('goes with %s where it is asked for', async (captureContent, onSpan, onEvent) => {
    start({ options: { captureContent } }).reply({});
    expect(JSON.stringify(only().attributes).includes('CANARY-OUT')).toBe(onSpan);
    expect(
      JSON.stringify(recorded.logs().map(({ attributes }) => attributes)).includes('CANARY-OUT'),
    ).toBe(onEvent);
    expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  });

  it('is not read for a span that nobody records', async () => {
    await recorded.stop();
    recorded = recordTelemetry({
      sampler: { shouldSample: () => ({ decision: 0 }), toString: () => 'none' },
    });
    let reads = 0;
    const input = () => {
      reads += 1;
      return {};
    };
    start({ options: { captureContent: 'span' }, input }).reply({});
    expect(reads).toBe(0);
    start({ options: { captureContent: 'event' }, input }).reply({});
    expect(reads).toBe(1);
    expect(recorded.logs()).toHaveLength(1);
    expect(await recorded.metrics()).not.toEqual([]);
  });

  it('is on no event where the conventions have none', () => {
    start({
      name: 'execute_tool',
      facts: { toolName: 't' },
      options: { captureContent: 'event' },
    }).reply({});
    expect(recorded.logs()).toEqual([]);
  });

  it('on an event comes with everything that the span has', () => {
    withContext({ conversationId: 'c1', userId: 'u1', tenantId: 't1' }, () =>
      start({
        options: { captureContent: 'event' },
        facts: { temperature: 0 },
        reply: { id: 'r1', finishReasons: ['stop'], usage: { inputTokens: 3, outputTokens: 0 } },
      }).reply({}),
    );
    const [log] = recorded.logs();
    const {
      'gen_ai.input.messages': _in,
      'gen_ai.output.messages': _out,
      ...rest
    } = log!.attributes;
    expect(rest).toEqual(only().attributes);
    expect(rest).toMatchObject({
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 0,
      'gen_ai.conversation.id': 'c1',
      'spanwise.tenant.id': 't1',
    });
    expect(log!.spanContext?.spanId).toBe(only().spanContext().spanId);
  });
});

describe('tokens', () => {
  const usage: TokenUsage = {
    inputTokens: 10,
    outputTokens: 6,
    cacheReadInputTokens: 4,
    reasoningOutputTokens: 2,
    modalities: { audio: { input: 3, output: 5 }, text: { input: 7 } },
  };

  it('are counted once, by modality as far as the provider told', async () => {
    start({ reply: { usage } }).reply({});
    expect(await sums()).toEqual({
      'inference.usage.input_tokens text': 7,
      'inference.usage.input_tokens audio': 3,
      'inference.usage.output_tokens audio': 5,
      'inference.usage.output_tokens unknown': 1,
      'inference.usage.cache_read.input_tokens unknown': 4,
      'inference.usage.reasoning.output_tokens unknown': 2,
      'inference.operation.input_tokens': 10,
      'inference.operation.output_tokens': 6,
    });
  });

  it('are one histogram by type in the older set', async () => {
    start({ reply: { usage }, options: { semconv: '1.41' } }).reply({});
    expect(await sums()).toEqual({ 'token.usage input': 10, 'token.usage output': 6 });
    expect((await recorded.findings('1.41')).filter(({ level }) => level === 'violation')).toEqual(
      [],
    );
  });

  it('are under the names of each with both', async () => {
    start({ reply: { usage }, options: { semconv: 'both' } }).reply({});
    expect(Object.keys(await sums())).toHaveLength(10);
    expect((await recorded.findings('both')).filter(({ level }) => level === 'violation')).toEqual(
      [],
    );
  });

  it.each<[string, unknown]>([
    ['absent', undefined],
    ['null', null],
    ['negative', -1],
    ['broken', 1.5],
    ['no number', Number.NaN],
    ['a text', '7'],
    ['a BigInt', 7n],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('that are %s are no value, never 0', async (_name, inputTokens) => {
    start({ reply: { usage: { inputTokens, outputTokens: 1 } } }).reply({});
    expect(only().attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    expect(Object.keys(await sums()).filter((key) => key.includes('input'))).toEqual([]);
  });

  it('that are 0 are 0', async () => {
    start({ reply: { usage: { inputTokens: 0, outputTokens: 0 } } }).reply({});
    expect(only().attributes['gen_ai.usage.output_tokens']).toBe(0);
    expect(await sums()).toMatchObject({ 'inference.usage.output_tokens unknown': 0 });
  });

  it('split into more than their total are the total alone', async () => {
    start({ reply: { usage: { inputTokens: 5, modalities: { image: { input: 9 } } } } }).reply({});
    expect(await sums()).toMatchObject({ 'inference.usage.input_tokens unknown': 5 });
    expect(await sums()).not.toHaveProperty('inference.usage.input_tokens image');
  });

  it('are not counted for a response that is only fetched', async () => {
    start({ name: 'fetch_response', facts: { responseId: 'r' }, reply: { usage } }).reply({});
    expect(only().attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
  });
});

describe('tenants on metrics', () => {
  const tenants = async () =>
    (await recorded.metrics())
      .filter(({ name }) => name === 'gen_ai.client.inference.duration')
      .map(({ attributes }) => attributes['spanwise.tenant.id']);
  const call = (tenantId: string, tenantOnMetrics: boolean | number) =>
    withContext({ tenantId }, () => start({ options: { tenantOnMetrics } }).reply({}));

  it('are off unless asked for', async () => {
    call('a', false);
    expect(await tenants()).toEqual([undefined]);
  });

  it('are told apart up to the limit; the next one is other', async () => {
    for (const tenant of ['a', 'b', 'c', 'd', 'a']) call(tenant, 2);
    expect(await tenants()).toEqual(['a', 'b', 'other']);
  });
});

it('a value that cannot be read is dropped alone', () => {
  const hostile = new Proxy([], {
    get: () => {
      throw new Error('no');
    },
  });
  start({ facts: { stopSequences: hostile, temperature: 0, seed: 7n, maxTokens: '9' } }).reply({});
  expect(only().attributes).toMatchObject({ 'gen_ai.request.temperature': 0 });
  expect(Object.keys(only().attributes)).not.toContain('gen_ai.request.seed');
  expect(Object.fromEntries(state().failures)).toEqual({});
});

it('a text is cut at 1024 characters', () => {
  start({ facts: { model: 'm'.repeat(1024) } }).reply({});
  start({ facts: { model: 'm'.repeat(1025) } }).reply({});
  expect(
    recorded.spans().map(({ attributes }) => String(attributes['gen_ai.request.model']).length),
  ).toEqual([1024, 1024]);
});

it('a model that is hostile costs the name of the span, not the call', () => {
  start({ facts: { model: { toString: () => 'x' } } }).reply({});
  expect(only().name).toBe('chat');
});

it('nothing is kept open, whoever fails', () => {
  const call = start({ output: () => undefined as never, options: { captureContent: 'span' } });
  call.reply({});
  expect(state().open).not.toContain(call);
  only();
});

it('a meter that throws does not keep the span open', async () => {
  await recorded.stop();
  recorded = recordTelemetry({ without: ['metrics'] });
  const meter = {
    createHistogram: () => {
      throw new Error('no');
    },
  };
  metrics.setGlobalMeterProvider({ getMeter: () => meter } as never);
  start().reply({});
  only();
  expect(Object.fromEntries(state().failures)).toEqual({
    'observing Spanwise itself': 1,
    'recording metrics': 1,
  });
});
