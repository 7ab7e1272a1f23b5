/** Operations that a library traces on a channel of its own. */
import { tracingChannel } from 'node:diagnostics_channel';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { context, trace } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineAdapter, operation, type AdapterEntry } from '../adapter/adapter.ts';
import { attach, type Attachment } from './attach.ts';

interface Told {
  readonly type?: string;
  readonly model?: string;
}

const module = { name: 'acme', versions: '>=1' };
const told = (type: string, calledAs?: string) => ({
  method: {
    kind: 'channel' as const,
    channel: 'acme:work',
    calledAs,
    callArguments: ({ type: given, model }: Record<string, unknown>) => [{ type: given, model }],
  },
  when: (body: Told) => body.type === type,
});
const entry: AdapterEntry = {
  id: 'acme',
  packageName: '@spanwise/instrumentation-acme',
  packageVersion: '1',
  module,
  withoutModule: true,
  load: () =>
    defineAdapter({
      provider: 'acme',
      module,
      operations: [
        operation<Told>({
          name: 'invoke_agent',
          ...told('work', 'work'),
          request: () => ({ agentName: 'worker' }),
        }),
        operation<Told, { used?: number; chunks?: unknown }, number>({
          name: 'chat',
          ...told('ask'),
          request: ({ model }) => ({ model }),
          response: ({ used }) => ({ usage: { inputTokens: used, outputTokens: used } }),
          stream: {
            start: () => ({ used: 0 }),
            add: (reply, chunk) => {
              reply.used = (reply.used ?? 0) + chunk;
            },
            within: (result) => (result as { chunks?: unknown } | undefined)?.chunks,
          },
        }),
        operation<Told>({
          name: 'execute_tool',
          ...told('tool'),
          request: () => ({ toolName: 'f' }),
        }),
      ],
    }),
};

const channel = tracingChannel('acme:work');
let recorded: Recorded;
let attachment: Attachment;
beforeEach(() => {
  recorded = recordTelemetry();
  attachment = attach({ adapters: [entry] });
});
afterEach(async () => {
  attachment.disable();
  await recorded.stop();
});

const active = (): unknown =>
  (trace.getSpan(context.active()) as { name?: string } | undefined)?.name;
const trees = (): string[] => {
  const spans = recorded.spans();
  return spans.map(({ name, parentSpanContext }) => {
    const parent = spans.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
    return `${name} under ${parent?.name ?? 'nothing'}`;
  });
};

it('runs in the context of its call, and what it awaits does', async () => {
  const seen = await channel.tracePromise(
    async () => {
      const before = active();
      await Promise.resolve();
      const asked = await channel.tracePromise(async () => [active(), { used: 2 }], {
        type: 'ask',
        model: 'm',
      });
      const tool = channel.traceSync(active, { type: 'tool' });
      return [before, asked[0], active(), tool];
    },
    { type: 'work' },
  );
  expect(seen).toEqual(['invoke_agent worker', 'chat m', 'invoke_agent worker', 'execute_tool f']);
  expect(active()).toBeUndefined();
  expect(trees()).toEqual([
    'chat m under invoke_agent worker',
    'execute_tool f under invoke_agent worker',
    'invoke_agent worker under nothing',
  ]);
});

it('sums up what the calls of an agent used', async () => {
  await channel.tracePromise(
    async () => {
      for (const used of [2, 3])
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await channel.tracePromise(async () => ({ used }), { type: 'ask', model: 'm' });
    },
    { type: 'work' },
  );
  expect(recorded.spans().at(-1)?.attributes).toMatchObject({
    'gen_ai.agent.name': 'worker',
    'gen_ai.usage.input_tokens': 5,
    'gen_ai.usage.output_tokens': 5,
  });
});

it('ends with the stream that it gives, which is the same', async () => {
  const chunks = new ReadableStream<number>({
    start: (controller) => {
      controller.enqueue(1);
      controller.enqueue(2);
      controller.close();
    },
  });
  const result = await channel.tracePromise(async () => ({ chunks }), { type: 'ask', model: 'm' });
  expect(result.chunks).toBe(chunks);
  expect(recorded.spans()).toEqual([]);
  const read: number[] = [];
  for await (const chunk of chunks.pipeThrough(new TransformStream<number, number>()))
    read.push(chunk);
  expect(read).toEqual([1, 2]);
  expect(recorded.spans()[0]?.attributes).toMatchObject({
    'gen_ai.request.stream': true,
    'gen_ai.usage.input_tokens': 3,
    'spanwise.stream.outcome': 'completed',
  });
});

it('fails as what is traced does', async () => {
  const error = new TypeError('no');
  const failing = channel.tracePromise(async () => Promise.reject(error), { type: 'ask' });
  await expect(failing).rejects.toBe(error);
  expect(recorded.spans()[0]?.attributes['error.type']).toBe('TypeError');
});

it('leaves alone what is no operation, or is not traced any more', async () => {
  expect(await channel.tracePromise(async () => active() ?? 1, { type: 'other' })).toBe(1);
  attachment.disable();
  expect(channel.hasSubscribers).toBe(false);
  expect(await channel.tracePromise(async () => active() ?? 2, { type: 'ask' })).toBe(2);
  expect(recorded.spans()).toEqual([]);
});

it('ends as abandoned when its end is never told', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  channel.start.runStores({ type: 'work' }, () => {});
  for (let attempt = 0; attempt < 50 && recorded.spans().length === 0; attempt += 1) {
    collect();
    // oxlint-disable-next-line no-await-in-loop -- one turn after the other
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(recorded.spans().map(({ name }) => name)).toEqual(['invoke_agent worker']);
});

it('says what it hears', () => {
  expect(attachment.report().libraries[0]?.copies).toEqual([
    { how: 'channel', methods: ['work', 'acme:work'] },
  ]);
});
