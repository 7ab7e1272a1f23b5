/** What is of `send` alone: its callback form, commands that are none of ours, retries, addresses, and bodies of any length. */
import { context, trace } from '@opentelemetry/api';
import * as newest from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { attach, observe, type Attachment, type CoreOptions } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import * as oldest from 'bedrock-oldest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventStream } from './event-stream.ts';
import { bedrock, bedrockAgent } from './index.ts';
import { MAX_FACT_BYTES } from './json-body.ts';

const MODEL = 'amazon.nova-lite-v1:0';
const REPLY = {
  headers: { 'x-amzn-requestid': 'request-1' },
  json: {
    output: { message: { role: 'assistant', content: [{ text: 'Yes.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 },
    metrics: { latencyMs: 1 },
  },
};
const EVENTS = {
  events: [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Yes.' } } },
    { messageStop: { stopReason: 'end_turn' } },
  ],
};
const THROTTLED = {
  status: 429,
  headers: { 'x-amzn-errortype': 'ThrottlingException' },
  json: { message: 'slow' },
};

describe.each([
  { name: 'the oldest client', module: oldest, http2: false },
  { name: 'the newest client', module: newest, http2: true },
])('$name', ({ module, http2 }) => {
  // The types of the two differ in what is not used here.
  const library = module as typeof newest;
  let server: WireServer;
  let recorded: Recorded;
  let attachment: Attachment;

  beforeAll(async () => {
    server = await startWireServer({ encoding: eventStream, http2 });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    recorded = recordTelemetry();
  });
  afterEach(async () => {
    const { failures, openCalls } = attachment.report();
    attachment.disable();
    await recorded.stop();
    expect({ failures, openCalls }).toEqual({ failures: {}, openCalls: 0 });
  });

  const watch = (options: CoreOptions = {}): void => {
    attachment = attach({ ...options, adapters: [bedrock], modules: { bedrock: library } });
  };
  const client = (options: object = {}): newest.BedrockRuntimeClient =>
    new library.BedrockRuntimeClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
      ...options,
    });
  const converse = (): newest.ConverseCommand =>
    new library.ConverseCommand({
      modelId: MODEL,
      messages: [{ role: 'user', content: [{ text: 'Is it?' }] }],
    });
  const sent = (
    command: newest.ConverseCommand | newest.ConverseStreamCommand,
  ): Promise<{ error: unknown; output: unknown; result: unknown }> =>
    new Promise((resolve) => {
      const result: unknown = client().send(command as newest.ConverseCommand, (error, output) => {
        // After the function has returned.
        queueMicrotask(() => resolve({ error, output, result }));
      });
    });
  const attributes = (): Readonly<Record<string, unknown>>[] =>
    recorded.spans().map((span) => span.attributes);

  it('tells a callback the reply', async () => {
    server.answer(REPLY);
    const bare = await sent(converse());
    watch();
    server.answer(REPLY);
    const watched = await sent(converse());
    expect(watched).toEqual(bare);
    expect(watched).toMatchObject({ error: null, output: { stopReason: 'end_turn' } });
    expect(attributes()).toMatchObject([
      { 'gen_ai.usage.input_tokens': 7, 'spanwise.request.id': 'request-1' },
    ]);
  });

  it('tells a callback the failure', async () => {
    watch();
    server.answer(THROTTLED);
    const { error, result } = await sent(converse());
    expect(error).toBeInstanceOf(library.ThrottlingException);
    expect(result).toBeUndefined();
    expect(attributes()).toMatchObject([{ 'error.type': 'ThrottlingException' }]);
  });

  it('gives a callback a stream, which is watched to its end', async () => {
    watch();
    server.answer(EVENTS);
    const { output } = await sent(new library.ConverseStreamCommand({ modelId: MODEL }));
    expect(recorded.spans()).toEqual([]);
    let chunks = 0;
    for await (const _ of (output as newest.ConverseStreamCommandOutput).stream!) chunks += 1;
    expect(chunks).toBe(3);
    expect(attributes()).toMatchObject([
      { 'spanwise.stream.outcome': 'completed', 'gen_ai.response.finish_reasons': ['stop'] },
    ]);
  });

  it('runs a callback where it was passed, so that calls from it count', async () => {
    watch();
    server.answer(REPLY);
    const own = client();
    const parent = trace.getTracer('test').startSpan('parent');
    const seen = await context.with(
      trace.setSpan(context.active(), parent),
      () =>
        new Promise((resolve) => {
          own.send(converse(), () => {
            const active = trace.getActiveSpan();
            resolve(own.send(converse()).then(() => active));
          });
        }),
    );
    expect(seen).toBe(parent);
    const { spanId } = parent.spanContext();
    expect(recorded.spans().map((span) => span.parentSpanContext?.spanId)).toEqual([
      spanId,
      spanId,
    ]);
  });

  it('knows a command by another name of its class, where the command tells its operation', async () => {
    watch();
    server.answer(REPLY);
    // As a bundler that shortens names leaves it.
    const { ConverseCommand: Original } = library;
    class A extends Original {}
    await client().send(new A({ modelId: MODEL }));
    expect(attributes()).toHaveLength(http2 ? 1 : 0);
  });

  it('leaves other commands alone', async () => {
    watch();
    server.answer({ json: { asyncInvokeSummaries: [] } });
    await client().send(new library.ListAsyncInvokesCommand({}));
    expect(recorded.spans()).toEqual([]);
    expect(await recorded.metrics()).toEqual([]);
  });

  it('watches one instance, once, by the adapter of its service', async () => {
    attachment = attach({ adapters: [bedrockAgent, bedrock] });
    server.answer(REPLY);
    await observe(client()).send(converse());
    expect(attributes()).toHaveLength(1);
  });

  it('counts what the client sent again', async () => {
    watch();
    server.answer(THROTTLED);
    const arrived = server.arrived();
    const reply = client({ maxAttempts: 2 }).send(converse());
    await arrived;
    server.answer(REPLY);
    await reply;
    expect(attributes()).toMatchObject([
      {
        'spanwise.retry.count': 1,
        'server.address': '127.0.0.1',
        'spanwise.request.id': 'request-1',
      },
    ]);
    const rejected = (await recorded.metrics()).filter(({ name }) =>
      name.endsWith('rejected_attempts'),
    );
    expect(rejected).toMatchObject([
      { value: 1, attributes: { 'http.response.status_code': 429 } },
    ]);
  });

  it.each([
    { length: 'up to the limit', more: 0, maxTokens: 9 },
    { length: 'beyond the limit', more: 1, maxTokens: undefined },
  ])('reads the facts of a body $length', async ({ more, maxTokens }) => {
    watch();
    const body = { messages: [], inferenceConfig: { maxTokens: 9 }, system: '' };
    const room = MAX_FACT_BYTES + more - JSON.stringify(body).length;
    const text = JSON.stringify({ ...body, system: ' '.repeat(room) });
    server.answer({
      ...REPLY,
      headers: { 'x-amzn-bedrock-output-token-count': '2' },
    });
    await client().send(new library.InvokeModelCommand({ modelId: MODEL, body: text }));
    expect(attributes()[0]).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.output_tokens': 2,
    });
    expect(attributes()[0]?.['gen_ai.request.max_tokens']).toBe(maxTokens);
  });

  it('records an image by type, size and fingerprint', async () => {
    watch({ captureContent: 'span' });
    server.answer(REPLY);
    const bytes = new Uint8Array(5_000_000).fill(7);
    await client().send(
      new library.ConverseCommand({
        modelId: MODEL,
        messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes } } }] }],
      }),
    );
    expect(attributes()[0]?.['gen_ai.input.messages']).toEqual([
      {
        role: 'user',
        parts: [
          {
            type: 'file',
            modality: 'image',
            mime_type: 'image/png',
            file_id: expect.stringMatching(/^sha256-ends:[0-9a-f]{32}$/),
            size: 5_000_000,
          },
        ],
      },
    ]);
  });

  it('takes a handler of HTTP/1.1', async () => {
    const plain = await startWireServer();
    try {
      watch();
      plain.answer(REPLY);
      const own = client({ endpoint: plain.url, requestHandler: new NodeHttpHandler() });
      await own.send(converse());
      expect(attributes()).toMatchObject([
        { 'server.port': Number(new URL(plain.url).port), 'spanwise.request.id': 'request-1' },
      ]);
    } finally {
      await plain.stop();
    }
  });
});
