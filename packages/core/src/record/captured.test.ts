/** What of a call's content goes where: budgets, uploads, failures and their events. */
import { context } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../adapter/adapter.ts';
import { coreSettings, resolveSettings, type ContentItem, type CoreOptions } from '../settings.ts';
import { state } from '../state.ts';
import { startCall, type Call } from './call.ts';

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  state().failures.clear();
  await recorded.stop();
});

const message = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });

function start(options: CoreOptions, change: Partial<Operation> = {}): Call {
  const operation: Operation = {
    name: 'chat',
    method: 'm',
    request: () => ({}),
    input: () => ({ messages: [message('user', 'I am bob@example.com')] as never }),
    output: () => ({ messages: [message('assistant', 'Hello bob@example.com')] as never }),
    ...change,
  };
  return startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, options, {}),
      operation,
      body: {},
      facts: { model: 'm' },
      provider: 'openai',
    },
    context.active(),
  )!;
}

const attributes = () => recorded.spans().at(-1)!.attributes;
const events = () => recorded.logs().map(({ eventName }) => eventName);
const noViolations = async () =>
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);

it('a long input leaves the reply its share', () => {
  const output = () => ({ messages: [message('assistant', 'y'.repeat(200))] as never });
  const input = () => ({
    messages: Array.from({ length: 9 }, () => message('user', 'x'.repeat(5000))) as never,
  });
  start({ captureContent: 'span', maxContentBytes: 1000 }, { input, output }).reply({});
  expect(JSON.stringify(attributes()['gen_ai.output.messages'])).toMatch(/y{100}/);
  expect(JSON.stringify(attributes()['gen_ai.input.messages'])).toMatch(/x{200}/);
  expect(attributes()['spanwise.truncated']).toBeGreaterThan(8);
  expect(state().dropped.get('content cut')).toBeGreaterThan(8);
});

describe('an upload', () => {
  const blob = { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' };
  const input = () => ({ messages: [{ role: 'user', parts: [blob] }] as never });

  it('is asked for with the operation, and its address is recorded', async () => {
    const items: ContentItem[] = [];
    const uploadContent = (item: ContentItem) => {
      items.push(item);
      return 's3://b/1';
    };
    start({ captureContent: 'span-and-event', uploadContent }, { input }).reply({});
    expect(items).toMatchObject([
      {
        kind: 'media',
        data: 'AAAA',
        operation: { operation: 'chat', provider: 'openai', model: 'm' },
      },
    ]);
    expect(JSON.stringify(attributes()['gen_ai.input.messages'])).toContain('s3://b/1');
    await noViolations();
  });

  it.each<[string, () => never, number]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
      1,
    ],
    [
      'promises and fails',
      (async () => {
        throw new Error('no');
      }) as never,
      1,
    ],
    ['promises and does not fail', (async () => 's3://b/1') as never, 0],
    ['gives back a number', (() => 7) as never, 0],
  ])('that %s changes nothing and is counted', async (_name, uploadContent, failures) => {
    start({ captureContent: 'span', uploadContent }, { input }).reply({});
    await new Promise(setImmediate);
    expect(JSON.stringify(attributes()['gen_ai.input.messages'])).toContain('sha256-ends:');
    expect(state().failures.get('uploadContent') ?? 0).toBe(failures);
  });

  it('does not happen while nothing is captured', () => {
    const uploadContent = () => {
      throw new Error('read');
    };
    start({ uploadContent }, { input }).reply({});
    expect(state().failures.size).toBe(0);
  });
});

describe('the details of a call', () => {
  it('are an event without content when events are asked for, and count no token twice', async () => {
    const usage = { inputTokens: 3 };
    start({ events: true }, { response: () => ({ usage }) }).reply({});
    expect(events()).toEqual(['gen_ai.client.inference.operation.details']);
    expect(recorded.logs()[0]!.attributes).toEqual(attributes());
    expect(await recorded.text()).not.toMatch(/bob|messages/);
    const sums = (await recorded.metrics()).filter(({ name }) =>
      name.endsWith('usage.input_tokens'),
    );
    expect(sums.map(({ value }) => value)).toEqual([3]);
    await noViolations();
  });

  it('go with the content mode when both are asked for', () => {
    start({ events: true, captureContent: 'span' }).reply({});
    expect(JSON.stringify(recorded.logs()[0]!.attributes)).not.toContain('messages');
    start({ events: true, captureContent: 'event' }).reply({});
    expect(recorded.logs()).toHaveLength(2);
    expect(JSON.stringify(recorded.logs()[1]!.attributes)).toContain('[redacted:email]');
    expect(JSON.stringify(attributes())).not.toContain('messages');
  });

  it('are no event unless somebody asks', () => {
    start({}).reply({});
    start({ captureContent: 'span' }).reply({});
    start({ events: false }).reply({});
    expect(events()).toEqual([]);
  });
});

describe('the event of a failed call', () => {
  class RateLimitError extends Error {
    readonly code = 'rate_limit_exceeded';
  }
  const error = new RateLimitError('too many for bob@example.com');

  it('has the class of the error, and no message while no content is captured', async () => {
    start({}).fail(error);
    const [log] = recorded.logs();
    expect(log).toMatchObject({
      eventName: 'gen_ai.client.operation.exception',
      severityNumber: 13,
    });
    expect(log!.attributes).toEqual({
      'error.type': 'rate_limit_exceeded',
      'exception.type': 'RateLimitError',
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
    });
    expect(log!.spanContext?.spanId).toBe(recorded.spans()[0]!.spanContext().spanId);
    expect(await recorded.text()).not.toContain('bob');
    await noViolations();
  });

  it.each([
    ['span', 'too many for [redacted:email]', undefined],
    ['event', 'rate_limit_exceeded', 'too many for [redacted:email]'],
    ['span-and-event', 'too many for [redacted:email]', 'too many for [redacted:email]'],
  ] as const)(
    'and the span have with %s the message where content goes',
    (captureContent, onSpan, onEvent) => {
      start({ captureContent }).fail(error);
      expect(recorded.spans()[0]!.status.message).toBe(onSpan);
      const log = recorded.logs().find(({ eventName }) => eventName?.endsWith('exception'));
      expect(log!.attributes['exception.message']).toBe(onEvent);
    },
  );

  it('is emitted for a reply that says it failed', () => {
    start({}, { response: () => ({ failure: { type: 'server_error' } }) }).reply({});
    expect(recorded.logs()[0]!.attributes).toMatchObject({ 'exception.type': 'server_error' });
  });

  it.each<[string, () => Call]>([
    ['a call that is aborted', () => start({})],
    ['work of the application', () => start({}, { name: 'execute_tool' })],
    ['an option that says no', () => start({ events: false })],
  ])('is not emitted for %s', (_name, begin) => {
    const call = begin();
    if (_name.includes('aborted')) call.streamEnds('aborted');
    else call.fail(error);
    expect(events()).toEqual([]);
  });
});

describe('a registry of logs', () => {
  const OLDER = Symbol.for('io.opentelemetry.js.api.logs');
  const registries = globalThis as Record<symbol, unknown>;
  afterEach(() => {
    delete registries[OLDER];
  });
  function older(enabled?: boolean): object[] {
    const emitted: object[] = [];
    const logger = {
      emit: (record: object) => emitted.push(record),
      ...(enabled !== undefined && { enabled: () => enabled }),
    };
    registries[OLDER] = () => ({ getLogger: () => logger });
    return emitted;
  }

  it('that has no provider costs nothing: the event is not even read', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    let reads = 0;
    const input = () => ((reads += 1), {});
    start({ captureContent: 'event' }, { input }).fail(new Error('no'));
    expect(reads).toBe(0);
  });

  it('is the older one when only that has a provider', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    const emitted = older();
    start({ events: true }).fail(new Error('no'));
    expect(emitted).toHaveLength(2);
  });

  it('is enough by itself: an app that takes events alone gets them', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['traces', 'metrics'] });
    start({ events: true }).fail(new Error('no'));
    expect(events()).toEqual([
      'gen_ai.client.inference.operation.details',
      'gen_ai.client.operation.exception',
    ]);
  });

  it('is never used beside the other', () => {
    const emitted = older();
    start({ events: true }).reply({});
    expect(emitted).toEqual([]);
    expect(recorded.logs()).toHaveLength(1);
  });

  it('that takes nothing gets nothing', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    const emitted = older(false);
    start({ events: true }).fail(new Error('no'));
    expect(emitted).toEqual([]);
  });
});
