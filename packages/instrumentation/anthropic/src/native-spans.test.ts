/** Helpers of the client, and its own spans: one span a call, whatever makes the call and whatever the setting. */
import { createRequire } from 'node:module';
import { context, createContextKey, propagation } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Anthropic as Newest } from '@anthropic-ai/sdk';
import { attach, observe, type Attachment, type CoreOptions } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type RecordOptions,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anthropic } from './index.ts';

const OURS = '@spanwise/instrumentation-anthropic';
const NATIVE = 'com.anthropic.sdk.typescript';

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-5',
  content: [{ type: 'text', text: '{"answer":"yes"}' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 4 },
};
const toolCall = {
  ...message,
  content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input: {} }],
  stop_reason: 'tool_use',
};
const events = [
  { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Yes.' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
];
const toolEvents = [
  { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
  { type: 'content_block_start', index: 0, content_block: toolCall.content[0] },
  {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json: '{}' },
  },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
];
const body = {
  model: 'claude-sonnet-5',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello' }],
};

type Exports = { readonly Anthropic: typeof Newest };
type Client = InstanceType<typeof Newest>;
const require = createRequire(import.meta.url);
const load: Readonly<Record<string, () => Promise<unknown>>> = {
  '0.30': () => import('anthropic0-oldest'),
  '0.133': () => import('anthropic0-silent'),
  '0.137': () => import('anthropic0'),
  '1.0': () => import('anthropic1-oldest'),
  '1.13': () => import('@anthropic-ai/sdk'),
  '1.13 as CommonJS': async () => require('@anthropic-ai/sdk') as unknown,
};

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment | undefined;
beforeAll(async () => {
  server = await startWireServer();
});
afterAll(() => server.stop());
afterEach(async () => {
  expect(attachment?.report().openCalls ?? 0).toBe(0);
  attachment?.disable();
  attachment = undefined;
  await recorded.stop();
});

const record = (options?: RecordOptions): void => {
  recorded = recordTelemetry(options);
};
const watch = (exports: Exports, options: CoreOptions = {}): void => {
  attachment = attach({ ...options, adapters: [anthropic], modules: { anthropic: exports } });
};
const connect = ({ Anthropic }: Exports, options: object = {}): Client =>
  new Anthropic({ apiKey: 'none', baseURL: server.url, maxRetries: 0, ...options });
/** Names of the finished spans, each with whose it is. */
const spans = (): string[] =>
  recorded
    .spans()
    .map(
      ({ name, instrumentationScope }) =>
        `${instrumentationScope.name === OURS ? 'ours' : instrumentationScope.name === NATIVE ? 'native' : '?'}: ${name}`,
    )
    .toSorted();
const tokens = async (): Promise<number[]> =>
  (await recorded.metrics())
    .filter(({ name }) => name === 'gen_ai.client.inference.usage.output_tokens')
    .map(({ value }) => value);

const answers = (client: Client): Promise<unknown> => {
  server.answer({ json: message });
  return client.messages.create(body);
};
const streams = async (client: Client): Promise<void> => {
  server.answer({ events });
  for await (const _ of await client.messages.create({ ...body, stream: true }));
};
const helps = (client: Client): Promise<unknown> => {
  server.answer({ events });
  return client.messages.stream(body).finalMessage();
};

describe.each(Object.keys(load))('%s', (version) => {
  let exports: Exports;
  beforeAll(async () => {
    exports = (await load[version]!()) as Exports;
  });

  it('makes one span for each way of calling', async () => {
    record();
    watch(exports);
    const client = connect(exports);
    await answers(client);
    await streams(client);
    await helps(client);
    expect(spans()).toEqual(Array(3).fill('ours: chat claude-sonnet-5'));
    expect(await tokens()).toEqual([12]);
  });

  it.runIf(version !== '0.30')(
    'makes one span for helpers that came later (0.30 has none)',
    async () => {
      record();
      watch(exports);
      const client = connect(exports);
      server.answer({ json: message });
      const output_config = {
        format: { type: 'json_schema', schema: { type: 'object' } },
      } as const;
      await client.messages.parse({ ...body, output_config });
      await client.beta.messages.parse(body);
      server.answer({ events });
      await client.beta.messages.stream(body).finalMessage();
      server.answer({ json: { input_tokens: 5 } });
      await client.messages.countTokens({ model: body.model, messages: body.messages });
      expect(spans()).toEqual([
        ...Array<string>(3).fill('ours: chat claude-sonnet-5'),
        'ours: count_tokens claude-sonnet-5',
      ]);
      expect(await tokens()).toEqual([12]);
    },
  );

  it.runIf(version !== '0.30').each([false, true])(
    'watches each turn of the tool runner, which 0.30 has not (streamed: %s)',
    async (stream) => {
      record();
      watch(exports);
      server.answer(stream ? { events: toolEvents } : { json: toolCall });
      const run = (): string => {
        server.answer(stream ? { events } : { json: message });
        return 'found';
      };
      const look = {
        type: 'custom' as const,
        name: 'look',
        input_schema: { type: 'object' as const },
        run,
        parse: (input: unknown) => input,
      };
      const runner = connect(exports).beta.messages.toolRunner({ ...body, tools: [look], stream });
      for await (const turn of runner) if ('finalMessage' in turn) await turn.finalMessage();
      const isSilent = version === '0.133';
      expect(spans()).toEqual([
        ...(isSilent
          ? []
          : ['native: anthropic.custom_tool_use look', 'native: anthropic.messages.tool_runner']),
        'ours: chat claude-sonnet-5',
        'ours: chat claude-sonnet-5',
      ]);
      expect(await tokens()).toEqual([8]);
      const calls = recorded.spans().filter(({ name }) => name.startsWith('chat'));
      for (const { attributes } of calls)
        expect(attributes['spanwise.stream.outcome']).toBe(stream ? 'completed' : undefined);
      if (isSilent) return;
      const { spanId } = recorded
        .spans()
        .find(({ name }) => name.endsWith('tool_runner'))!
        .spanContext();
      for (const { parentSpanContext } of calls) expect(parentSpanContext?.spanId).toBe(spanId);
    },
  );

  it('makes one span for each call about a batch', async () => {
    record();
    watch(exports);
    const batch = {
      id: 'msgbatch_1',
      processing_status: 'ended',
      results_url: `${server.url}/v1/messages/batches/msgbatch_1/results`,
    };
    server.answer({ json: batch });
    const { messages, beta } = connect(exports);
    const batches = version === '0.30' ? beta.messages.batches : messages.batches;
    await batches.create({ requests: [{ custom_id: 'one', params: body }] });
    await batches.retrieve('msgbatch_1');
    for await (const _ of await batches.results('msgbatch_1'));
    expect(spans()).toEqual([
      'ours: create_batch claude-sonnet-5',
      'ours: fetch_batch',
      'ours: fetch_batch_results',
    ]);
  });
});

describe.each(['0.137', '1.0', '1.13', '1.13 as CommonJS'])(
  '%s, which makes spans of its own',
  (version) => {
    let exports: Exports;
    beforeAll(async () => {
      exports = (await load[version]!()) as Exports;
    });
    const createdBefore = 'native: anthropic.messages.create';
    const each = async (client: Client): Promise<void> => {
      await answers(client);
      await streams(client);
      await helps(client);
    };

    it('makes them where nothing is watched, and again where watching has ended', async () => {
      record();
      const client = connect(exports);
      await answers(client);
      watch(exports);
      await answers(client);
      attachment?.disable();
      await each(client);
      expect(spans()).toEqual([
        ...Array<string>(4).fill(createdBefore),
        'ours: chat claude-sonnet-5',
      ]);
    });

    it('makes none for a client that was made before, by whichever call it is first met', async () => {
      const clients = [connect(exports), connect(exports), connect(exports)] as const;
      record();
      watch(exports);
      await helps(clients[0]);
      await streams(clients[1]);
      await answers(clients[2].withOptions({ maxRetries: 0 }));
      expect(spans()).toEqual(Array(3).fill('ours: chat claude-sonnet-5'));
      expect(clients[0].openTelemetry).toEqual(connect(exports).openTelemetry);
    });

    it('makes no second span after attaching again', async () => {
      record();
      const client = connect(exports);
      for (let times = 0; times < 3; times += 1) {
        watch(exports);
        await helps(client);
        attachment?.disable();
      }
      expect(spans()).toEqual(Array(3).fill('ours: chat claude-sonnet-5'));
    });

    it('makes none for a client that alone is observed', async () => {
      record();
      const module = { ...anthropic.module, name: 'of-no-package' };
      attachment = attach({ adapters: [{ ...anthropic, module }] });
      await answers(connect(exports));
      expect(spans()).toEqual([createdBefore]);
      recorded.reset();
      const client = observe(connect(exports));
      await each(client);
      expect(spans()).toEqual(Array(3).fill('ours: chat claude-sonnet-5'));
    });

    it('makes them in the place of ours when they are to be kept; metrics stay ours', async () => {
      record();
      watch(exports, { instrumentations: { anthropic: { nativeSpans: 'keep' } } });
      await each(connect(exports));
      expect(spans()).toEqual(Array(3).fill(createdBefore));
      expect(await tokens()).toEqual([12]);
    });

    it('makes none though they are to be kept, where the client was told not to', async () => {
      record();
      watch(exports, { nativeSpans: 'keep' });
      await each(connect(exports, { openTelemetry: false }));
      expect(spans()).toEqual(Array(3).fill('ours: chat claude-sonnet-5'));
    });

    it('makes them by a provider of the client where we have none', async () => {
      record({ without: ['traces'] });
      watch(exports);
      const exporter = new InMemorySpanExporter();
      const tracerProvider = new TracerProvider({
        spanProcessors: [new SimpleSpanProcessor({ exporter })],
      });
      await each(connect(exports, { openTelemetry: { tracerProvider } }));
      expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(
        Array(3).fill('anthropic.messages.create'),
      );
      expect(await tokens()).toEqual([12]);
      await tracerProvider.shutdown();
    });

    it('sends its trace context with the spans that it makes alone', async () => {
      record();
      propagation.setGlobalPropagator(new W3CTraceContextPropagator());
      const sent: boolean[] = [];
      const client = connect(exports, {
        fetch: (url: string, init: RequestInit) => {
          sent.push(new Headers(init.headers).has('traceparent'));
          return fetch(url, init);
        },
      });
      await answers(client);
      watch(exports);
      await each(client);
      propagation.disable();
      expect(sent).toEqual([true, false, false, false]);
    });

    it('makes none where tracing is suppressed, nor inside of a call that is watched', async () => {
      record();
      watch(exports);
      const suppress = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
      await context.with(context.active().setValue(suppress, true), () => each(connect(exports)));
      const inCall = createContextKey('spanwise.call.v1');
      await context.with(context.active().setValue(inCall, true), () => each(connect(exports)));
      expect(spans()).toEqual([]);
      expect(await tokens()).toEqual([]);
    });
  },
);

it('refuses another word for the setting', () => {
  record();
  expect(() =>
    attach({ adapters: [anthropic], instrumentations: { anthropic: { nativeSpans: 'both' } } }),
  ).toThrow('option "nativeSpans" is not accepted: "both"');
});
