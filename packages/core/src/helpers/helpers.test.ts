/** Tools, agents, workflows, retrievals: the wrapped function is the function. */
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { context, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contextFacts, withContext } from '../context/context.ts';
import { startCall } from '../record/call.ts';
import { onFirstCall } from '../report.ts';
import { coreSettings, resolveSettings } from '../settings.ts';
import { state } from '../state.ts';
import { agent } from './agent.ts';
import { recordEvaluation } from './evaluation.ts';
import { recordEvent } from './event.ts';
import { retrieval } from './retrieval.ts';
import { tool } from './tool.ts';
import { workflow } from './workflow.ts';

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  await recorded.stop();
});

const names = () => recorded.spans().map(({ name }) => name);

describe('the wrapped function', () => {
  it('gives back what the function gives back, at once when it is synchronous', () => {
    const value = {};
    expect(tool({ name: 't' }, () => value)()).toBe(value);
    expect(names()).toEqual(['execute_tool t']);
  });

  it('keeps this, arguments, name, length and properties', () => {
    function double(this: { by: number }, value: number): number {
      return value * this.by;
    }
    double.schema = { type: 'number' };
    const wrapped = tool({ name: 't' }, double);
    expect(wrapped.call({ by: 2 }, 21)).toBe(42);
    expect([wrapped.name, wrapped.length, wrapped.schema]).toEqual([
      'double',
      1,
      { type: 'number' },
    ]);
  });

  it('throws what the function throws', async () => {
    class NotFound extends Error {}
    const error = new NotFound('order 7');
    expect(() =>
      tool({ name: 't' }, () => {
        throw error;
      })(),
    ).toThrow(error);
    await expect(
      tool({ name: 't' }, async () => {
        throw error;
      })(),
    ).rejects.toBe(error);
    expect(
      recorded.spans().map(({ attributes, status }) => [attributes['error.type'], status.message]),
    ).toEqual([
      ['NotFound', 'NotFound'],
      ['NotFound', 'NotFound'],
    ]);
  });

  it('is refused without a name or a function', () => {
    expect(() => tool({ name: '' }, () => 1)).toThrow(/tool\(\) needs the option "name"/);
    expect(() => agent({ name: 'a' }, undefined as never)).toThrow(/was given no function/);
    expect(() => retrieval({} as never, () => 1)).toThrow(/dataSource/);
  });
});

describe('an agent', () => {
  it('is over what runs in it, also in a generator', async () => {
    const step = tool({ name: 'step' }, async (n: number) => n);
    const stream = agent({ name: 'bot' }, async function* run(n: number) {
      yield await step(n);
      yield await step(n + 1);
    })(1);
    const values: number[] = [];
    for await (const value of stream) values.push(value);
    expect(values).toEqual([1, 2]);
    const [, , root] = recorded.spans();
    expect(names()).toEqual(['execute_tool step', 'execute_tool step', 'invoke_agent bot']);
    expect(recorded.spans().map((span) => span.parentSpanContext?.spanId)).toEqual([
      root!.spanContext().spanId,
      root!.spanContext().spanId,
      undefined,
    ]);
  });

  it('does not leak its span into the loop that reads it', async () => {
    const stream = agent({ name: 'bot' }, async function* run() {
      yield 1;
    })();
    for await (const _ of stream) expect(trace.getActiveSpan()).toBeUndefined();
  });

  it('that is left ends, after its own cleaning up', async () => {
    const clean = tool({ name: 'clean' }, async () => 1);
    const stream = agent({ name: 'bot' }, async function* run() {
      try {
        yield 1;
        yield 2;
      } finally {
        await clean();
      }
    })();
    for await (const _ of stream) break;
    expect(names()).toEqual(['execute_tool clean', 'invoke_agent bot']);
    expect(recorded.spans()[0]?.parentSpanContext?.spanId).toBe(
      recorded.spans()[1]?.spanContext().spanId,
    );
  });

  it('counts its own tool calls, and a sub-agent counts on itself', async () => {
    const step = tool({ name: 'step' }, async () => 1);
    const inner = agent({ name: 'inner' }, async () => {
      await step();
    });
    await agent({ name: 'outer' }, async () => {
      await step();
      await step();
      await inner();
    })();
    const calls = (await recorded.metrics()).filter(
      ({ name }) => name === 'gen_ai.invoke_agent.tool_calls',
    );
    expect(
      Object.fromEntries(
        calls.map(({ attributes, value }) => [attributes['gen_ai.agent.name'], value]),
      ),
    ).toEqual({ inner: 1, outer: 2 });
  });

  it('has no sums when it called no model', async () => {
    await agent({ name: 'bot' }, async () => 1)();
    expect(Object.keys(recorded.spans()[0]!.attributes)).not.toContain('gen_ai.usage.input_tokens');
  });
});

describe('context', () => {
  it('is on every span in it; inner values win', async () => {
    const step = tool({ name: 'step' }, async () => 1);
    await withContext(
      { tenantId: 'acme', conversationId: 'c', userId: 'u', versions: { code: 'abc', seed: 7 } },
      () => withContext({ conversationId: 'd' }, () => step()),
    );
    expect(recorded.spans()[0]?.attributes).toMatchObject({
      'spanwise.tenant.id': 'acme',
      'gen_ai.conversation.id': 'd',
      'user.id': 'u',
      'spanwise.version.code': 'abc',
      'spanwise.seed': 7,
    });
    expect(contextFacts()).toBeUndefined();
  });

  it('never puts user or conversation on metrics', async () => {
    await withContext({ conversationId: 'CANARY', userId: 'CANARY', tenantId: 'CANARY' }, () =>
      tool({ name: 't' }, async () => 1)(),
    );
    expect(JSON.stringify(await recorded.metrics())).not.toContain('CANARY');
  });
});

describe('content', () => {
  it('is not recorded unasked', async () => {
    await tool({ name: 't' }, async (input: { q: string }) => ({ answer: input.q }))({
      q: 'CANARY',
    });
    expect(await recorded.text()).not.toContain('CANARY');
  });
});

it('a workflow and a retrieval have their names', async () => {
  const search = retrieval({ dataSource: 'kb', topK: 3 }, async (_question: string) => [
    { id: '1' },
  ]);
  await workflow({ name: 'answer' }, async () => search('?'))();
  expect(names()).toEqual(['retrieval kb', 'invoke_workflow answer']);
  expect(recorded.spans()[0]?.attributes['gen_ai.retrieval.top_k']).toBe(3);
  expect((await recorded.metrics()).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['gen_ai.invoke_workflow.duration', 'gen_ai.client.operation.duration']),
  );
});

describe('recordEvaluation', () => {
  it('is an event of the active span', async () => {
    await tool({ name: 't' }, async () =>
      recordEvaluation({ name: 'relevance', score: 0, label: 'fail', responseId: 'r1' }),
    )();
    const [event] = recorded.logs();
    expect(event?.eventName).toBe('gen_ai.evaluation.result');
    expect(event?.attributes).toEqual({
      'gen_ai.evaluation.name': 'relevance',
      'gen_ai.evaluation.score.value': 0,
      'gen_ai.evaluation.score.label': 'fail',
      'gen_ai.response.id': 'r1',
    });
    expect(event?.spanContext?.spanId).toBe(recorded.spans()[0]?.spanContext().spanId);
  });

  it('counts its score by its name, and one without a score not', async () => {
    recordEvaluation({ name: 'relevance', score: 0.5, label: 'pass' });
    recordEvaluation({
      name: 'relevance',
      score: 0.75,
      explanation: 'CANARY',
      responseId: 'CANARY',
    });
    recordEvaluation({ name: 'tone', label: 'pass' });
    recordEvaluation({ name: 'tone', score: Number.NaN, label: 'pass' });
    const points = (await recorded.metrics()).filter(
      ({ name }) => name === 'spanwise.evaluation.score',
    );
    expect(points).toMatchObject([
      { attributes: { 'gen_ai.evaluation.name': 'relevance' }, count: 2, value: 1.25 },
    ]);
    expect(JSON.stringify(points)).not.toContain('CANARY');
  });

  it('goes through the older registry when that has the provider', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    const emitted: unknown[] = [];
    const key = Symbol.for('io.opentelemetry.js.api.logs');
    const holder = globalThis as Record<symbol, unknown>;
    holder[key] = () => ({
      getLogger: () => ({ emit: (record: unknown) => emitted.push(record) }),
    });
    try {
      recordEvaluation({ name: 'relevance', label: 'pass' });
    } finally {
      delete holder[key];
    }
    expect(emitted).toHaveLength(1);
  });

  it('says once that nobody takes it', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    state().said.clear();
    recordEvaluation({ name: 'relevance', label: 'pass' });
    expect([...state().said].join()).toContain('evaluations are not recorded');
  });

  it('is refused without a score and a label', () => {
    expect(() => recordEvaluation({ name: 'relevance' })).toThrow(
      /needs a name and a score or a label/,
    );
  });
});

describe('recordEvent', () => {
  it('is an event of the active span, with what the work is for', async () => {
    await tool({ name: 't' }, async () =>
      withContext({ tenantId: 'kids' }, () =>
        recordEvent('order.refunded', { 'order.id': 1042 }, { severity: 'warn' }),
      ),
    )();
    const [event] = recorded.logs();
    expect(event).toMatchObject({ eventName: 'order.refunded', severityNumber: 13 });
    expect(event?.attributes).toEqual({ 'order.id': 1042, 'spanwise.tenant.id': 'kids' });
    expect(event?.body).toBeUndefined();
    expect(event?.spanContext?.spanId).toBe(recorded.spans()[0]?.spanContext().spanId);
  });

  it.each([
    ['60,000 bytes', { name: 'x'.repeat(59_996) }, { name: 'x'.repeat(59_997) }],
    ['100 entries', entries(100), entries(101)],
  ])('has its attributes in the body from %s on', (_limit, most, tooMuch) => {
    recordEvent('order.refunded', most);
    recordEvent('order.refunded', tooMuch);
    const [whole, moved] = recorded.logs();
    expect([whole?.attributes, whole?.body]).toEqual([most, undefined]);
    expect([moved?.attributes, moved?.body]).toEqual([{}, tooMuch]);
  });

  it('says once that nobody takes it', async () => {
    await recorded.stop();
    recorded = recordTelemetry({ without: ['logs'] });
    state().said.clear();
    recordEvent('order.refunded');
    expect([...state().said].join()).toContain('events are not recorded');
  });

  it.each([[() => recordEvent('')], [() => recordEvent('a', {}, { severity: 'loud' as never })]])(
    'is refused without a name or with no severity',
    (record) => {
      expect(record).toThrow(/needs a name/);
    },
  );
});

/** So many attributes. */
function entries(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, index]));
}

describe('a synchronous generator', () => {
  function* steps(): Generator<number, string, unknown> {
    try {
      yield 1;
      tool({ name: 'inner' }, () => {})();
      yield 2;
      return 'end';
    } finally {
      tool({ name: 'last' }, () => {})();
    }
  }

  it('runs its steps under the span, and ends it at its end', () => {
    const run = agent({ name: 'a' }, steps)();
    expect([...run]).toEqual([1, 2]);
    const [inner, last, outer] = recorded.spans();
    expect(names()).toEqual(['execute_tool inner', 'execute_tool last', 'invoke_agent a']);
    for (const span of [inner, last])
      expect(span?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(outer?.status.code).toBe(0);
  });

  it('that is left ends after its own cleaning up', () => {
    for (const _ of agent({ name: 'a' }, steps)()) break;
    expect(names()).toEqual(['execute_tool last', 'invoke_agent a']);
  });

  it('that throws fails, with the same error', () => {
    const problem = new RangeError('no');
    // oxlint-disable-next-line require-yield
    const run = agent({ name: 'a' }, function* () {
      throw problem;
    })();
    expect(() => run.next()).toThrow(problem);
    expect(recorded.spans()[0]?.attributes['error.type']).toBe('RangeError');
  });

  it('keeps its class and what is returned', () => {
    const run = agent({ name: 'a' }, steps)();
    expect(Object.prototype.toString.call(run)).toBe('[object Generator]');
    run.next();
    run.next();
    expect(run.next()).toEqual({ done: true, value: 'end' });
  });
});

describe('an agent', () => {
  const model = (usage: object | undefined) => {
    const call = startCall(
      {
        scope: { name: 'test', version: '1' },
        settings: resolveSettings(coreSettings, {}, {}),
        operation: {
          name: 'chat',
          method: 'chat',
          request: () => ({}),
          response: () => ({ usage: usage }),
        },
        body: {},
        facts: { model: 'm' },
        provider: 'openai',
      },
      context.active(),
    )!;
    return call;
  };
  const usage = () => recorded.spans().at(-1)?.attributes['gen_ai.usage.input_tokens'];

  it.each<[string, () => unknown]>([
    ['returns nothing', () => undefined],
    ['returns a value', () => 1],
    ['throws', () => Promise.reject(new Error('no'))],
  ])('that %s has the sums of its calls', async (_name, result) => {
    const run = agent({ name: 'a' }, async () => {
      for (const inputTokens of [2, 3]) model({ inputTokens, outputTokens: 1 }).reply({});
      return result();
    });
    await run().catch(() => {});
    expect(recorded.spans().at(-1)?.attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.output_tokens': 2,
    });
  });

  it('that is a generator has them, too', async () => {
    const run = agent({ name: 'a' }, async function* () {
      yield 1;
      model({ inputTokens: 2, outputTokens: 1 }).reply({});
    });
    for await (const _ of run());
    expect(usage()).toBe(2);
  });

  it.each<[string, object | undefined]>([
    ['reported none', undefined],
    ['reported half', { inputTokens: 1 }],
  ])('has no sums when one of its calls %s', (_name, missing) => {
    agent({ name: 'a' }, () => {
      model({ inputTokens: 2, outputTokens: 1 }).reply({});
      model(missing).reply({});
    })();
    expect(usage()).toBeUndefined();
  });

  it('has no sums when one of its calls still runs', () => {
    let late: ReturnType<typeof model> | undefined;
    agent({ name: 'a' }, () => {
      model({ inputTokens: 2, outputTokens: 1 }).reply({});
      late = model({ inputTokens: 2, outputTokens: 1 });
    })();
    expect(usage()).toBeUndefined();
    late?.reply({});
  });
});

it('a call id that cannot be read is left out', () => {
  const run = tool(
    {
      name: 't',
      callId: () => {
        throw new Error('no');
      },
    },
    () => 1,
  );
  expect(run()).toBe(1);
  expect(names()).toEqual(['execute_tool t']);
  state().failures.clear();
});

it('what waits for the first call is run before the first helper', () => {
  const order: string[] = [];
  onFirstCall(() => order.push('started'));
  tool({ name: 't' }, () => order.push('called'))();
  tool({ name: 't' }, () => order.push('called'))();
  expect(order).toEqual(['started', 'called', 'called']);
});

it('documents that are texts stand in objects', async () => {
  state().settings = resolveSettings(coreSettings, { captureContent: 'span' }, {});
  await retrieval({ dataSource: 'kb' }, async () => ['one', { id: '2' }])();
  state().settings = undefined;
  expect(recorded.spans()[0]?.attributes['gen_ai.retrieval.documents']).toEqual([
    { content: 'one' },
    { id: '2' },
  ]);
});
