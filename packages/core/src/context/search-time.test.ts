/** The seconds of retrieval of a piece of work: those at the same time once, at its end, or on the span of others. */
import { createStoreCall } from '@spanwise/store';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { context, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { operation, type Operation } from '../adapter/adapter.ts';
import { agent } from '../helpers/agent.ts';
import { retrieval } from '../helpers/retrieval.ts';
import { tool } from '../helpers/tool.ts';
import { startCall } from '../record/call.ts';
import { coreSettings, resolveSettings } from '../settings.ts';

let recorded: Recorded;
let nowMillis: number;
beforeEach(() => {
  nowMillis = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMillis);
  recorded = recordTelemetry();
});
afterEach(async () => {
  vi.restoreAllMocks();
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  await recorded.stop();
});

const search = operation<object>({
  name: 'search',
  method: 'query',
  request: () => ({ store: { collection: 'articles' } }),
}) as unknown as Operation;

/** A search of a store that takes so long. */
function searches(millis: number): void {
  const call = startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, {}, {}),
      operation: search,
      body: {},
      facts: { store: { collection: 'articles' } },
      provider: 'qdrant',
      store: createStoreCall,
    },
    context.active(),
  )!;
  nowMillis += millis;
  call.reply([]);
}

const timesBySpan = () =>
  Object.fromEntries(
    recorded.spans().map(({ name, attributes }) => [name, attributes['spanwise.retrieval.time']]),
  );
const durations = async () =>
  (await recorded.metrics())
    .filter(({ name }) => name === 'spanwise.retrieval.duration')
    .map(({ attributes, value }) => ({ ...attributes, sum: value }));

describe('the time of retrieval', () => {
  it('is recorded once, at the end of the outermost operation', async () => {
    const find = retrieval({ dataSource: 'help' }, () => {
      nowMillis += 10;
      searches(20);
      return [];
    });
    const look = tool({ name: 'look' }, () => find());
    agent({ name: 'support' }, () => {
      look();
      nowMillis += 500;
      searches(70);
    })();
    expect(timesBySpan()).toEqual({
      'query articles': undefined,
      'retrieval help': undefined,
      'execute_tool look': undefined,
      'invoke_agent support': 0.1,
    });
    expect(await durations()).toEqual([
      {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'support',
        sum: expect.closeTo(0.1, 9),
      },
    ]);
  });

  it('counts searches at the same time once', async () => {
    const go = Promise.withResolvers<void>();
    const find = retrieval({ dataSource: 'help' }, async () => {
      await go.promise;
      return [];
    });
    await agent({ name: 'support' }, async () => {
      const both = [find(), find()];
      nowMillis += 200;
      go.resolve();
      await Promise.all(both);
    })();
    expect(timesBySpan()['invoke_agent support']).toBe(0.2);
  });

  it('counts until the end what has not ended by then', async () => {
    const never = retrieval({ dataSource: 'help' }, () => new Promise(() => {}));
    let left: unknown;
    agent({ name: 'support' }, () => {
      left = never();
      nowMillis += 30;
    })();
    expect(timesBySpan()).toEqual({ 'invoke_agent support': 0.03 });
    expect(left).toBeInstanceOf(Promise);
  });

  it('is absent where nothing was searched', async () => {
    agent({ name: 'support' }, () => {
      nowMillis += 30;
    })();
    expect(timesBySpan()).toEqual({ 'invoke_agent support': undefined });
    expect(await durations()).toEqual([]);
  });

  it('is added up on the span of others that it stands in', async () => {
    trace.getTracer('app').startActiveSpan('GET /answer', (span) => {
      searches(20);
      retrieval({ dataSource: 'help' }, () => {
        searches(30);
        return [];
      })();
      agent({ name: 'support' }, () => searches(50))();
      span.end();
    });
    const times = timesBySpan();
    expect(times['GET /answer']).toBeCloseTo(0.1, 9);
    expect(times['invoke_agent support']).toBeCloseTo(0.05, 9);
    expect(times['retrieval help']).toBeUndefined();
  });
});

it('a retrieval that found nothing is counted by its data source', async () => {
  retrieval({ dataSource: 'help' }, () => [])();
  retrieval({ dataSource: 'help' }, () => [{ id: 1 }])();
  retrieval({ dataSource: 'other' }, () => ({ notAList: true }))();
  expect(
    recorded.spans().map(({ attributes }) => attributes['spanwise.retrieval.document_count']),
  ).toEqual([0, 1, undefined]);
  expect(
    (await recorded.metrics())
      .filter(({ name }) => name === 'spanwise.retrieval.empty_results')
      .map(({ attributes, value }) => [attributes, value]),
  ).toEqual([[{ 'gen_ai.data_source.id': 'help' }, 1]]);
});
