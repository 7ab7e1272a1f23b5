/** Tools, agents, workflows, retrievals: the wrapped function is the function. */
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contextFacts, withContext } from '../context/context.ts';
import { state } from '../state.ts';
import { agent } from './agent.ts';
import { recordEvaluation } from './evaluation.ts';
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
