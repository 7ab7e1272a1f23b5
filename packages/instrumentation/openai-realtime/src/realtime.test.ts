/** Realtime sessions of the real client, over a real socket: a span for each, one under it for each turn, and nothing that the application could tell. */
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { LLMock } from '@copilotkit/aimock';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { attach, tool, type Attachment, type CoreOptions } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import {
  startSessionServer,
  type SessionScript,
  type SessionServer,
} from '@spanwise/testing/session-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AUDIO,
  begins,
  calls,
  created,
  deltas,
  ends,
  heard,
  limits,
  usage,
} from './fixtures/realtime.ts';
import { openaiRealtime } from './index.ts';

/** A session's object, whose versions no one type describes. */
interface Session {
  readonly on: (event: string, listener: (...values: never[]) => void) => Session;
  readonly emitted: (event: string) => Promise<unknown>;
  readonly send: (event: object) => void;
  readonly close: (how?: { code: number; reason: string }) => void;
  readonly socket: EventTarget;
}
interface Client {
  readonly OpenAI: new (options: object) => object;
  readonly Session: new (options: object, client: object) => Session;
  readonly exports: object;
}

/** The client asks for TLS whatever it is told: the agent speaks without. */
class PlainAgent extends Agent {
  readonly protocol = 'https:';
  override createConnection(options: { host?: string; port?: number }): ReturnType<typeof connect> {
    return connect({ host: options.host ?? '', port: Number(options.port) });
  }
}

async function load(
  openai: Promise<object>,
  realtime: Promise<object>,
  name: string,
): Promise<Client> {
  const exports = (await realtime) as Record<string, Client['Session']>;
  const { OpenAI } = (await openai) as Pick<Client, 'OpenAI'>;
  return { OpenAI, Session: exports[name]!, exports };
}

const CLIENTS: readonly (readonly [string, () => Promise<Client>])[] = [
  ['openai 7', () => load(import('openai'), import('openai/realtime/ws'), 'OpenAIRealtimeWS')],
  [
    'openai 6',
    () => load(import('openai6-oldest'), import('openai6-oldest/realtime/ws'), 'OpenAIRealtimeWS'),
  ],
  [
    'the beta of openai 5',
    () =>
      load(import('openai5-oldest'), import('openai5-oldest/beta/realtime/ws'), 'OpenAIRealtimeWS'),
  ],
  [
    'openai 7 on the socket of the runtime',
    () => load(import('openai'), import('openai/realtime/websocket'), 'OpenAIRealtimeWebSocket'),
  ],
];

let server: SessionServer;
let recorded: Recorded;
let attachment: Attachment;
const RuntimeSocket = globalThis.WebSocket;
beforeAll(async () => {
  server = await startSessionServer();
  globalThis.WebSocket = class extends RuntimeSocket {
    constructor(url: string | URL, protocols?: ConstructorParameters<typeof WebSocket>[1]) {
      super(String(url).replace('wss:', 'ws:'), protocols);
    }
  };
});
afterAll(async () => {
  globalThis.WebSocket = RuntimeSocket;
  await server.stop();
});
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  expect(attachment.report().failures).toEqual({});
  attachment.disable();
  await recorded.stop();
});

function watch({ exports }: Client, options: CoreOptions = {}): void {
  attachment = attach({
    adapters: [openaiRealtime],
    modules: { openaiRealtime: exports },
    ...options,
  });
}

function open(
  { OpenAI, Session: Opened }: Client,
  more: object = {},
  port: number | string = server.port,
): Session {
  const client = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1` });
  return new Opened(
    { model: 'gpt-realtime', options: { agent: new PlainAgent() }, ...more },
    client,
  );
}

/** Each time that the client asks for a turn, the next of these. */
function playing(...turns: readonly (readonly object[])[]): SessionScript {
  const left = [...turns];
  return (connection, message) => {
    if (message === undefined) connection.send(created);
    else if ((message as { type: string }).type === 'response.create')
      connection.send(...left.shift()!);
  };
}

const closed = (session: Session): Promise<unknown> =>
  new Promise((resolve) => session.socket.addEventListener('close', resolve));

async function end(session: Session): Promise<void> {
  const isClosed = closed(session);
  session.close();
  await isClosed;
}

/** Opens a session, takes as many turns as there are, and closes it. */
async function talk(client: Client, turns: readonly (readonly object[])[]): Promise<void> {
  server.play(playing(...turns));
  const session = open(client);
  await session.emitted('session.created');
  for (const _ of turns) {
    const done = session.emitted('response.done');
    session.send({ type: 'response.create' });
    // oxlint-disable-next-line no-await-in-loop -- one turn after the other
    await done;
  }
  await end(session);
}

function spansOf(name: string): ReturnType<Recorded['spans']> {
  return recorded.spans().filter((span) => span.attributes['gen_ai.operation.name'] === name);
}

describe.each(CLIENTS)('of %s', (name, loadClient) => {
  let client: Client;
  beforeEach(async () => {
    client = await loadClient();
  });

  it('a session and its turn are spans, with the tokens of each kind', async () => {
    watch(client);
    await talk(client, [[begins(), limits, ...deltas(), ends()]]);
    const [turn] = spansOf('chat');
    const [session] = spansOf('realtime_session');
    expect(recorded.spans()).toHaveLength(2);
    expect(turn?.name).toBe('chat gpt-realtime');
    expect(turn?.kind).toBe(SpanKind.CLIENT);
    expect(turn?.parentSpanContext?.spanId).toBe(session?.spanContext().spanId);
    const { port } = server;
    const {
      'gen_ai.response.time_to_first_chunk': chunk,
      'spanwise.stream.time_to_first_text': text,
      'spanwise.stream.time_to_first_audio': audio,
      'spanwise.stream.time_per_output_chunk': __,
      'spanwise.stream.longest_gap': ___,
      'spanwise.stream.output_tokens_per_second': ____,
      ...attributes
    } = turn!.attributes;
    for (const seconds of [chunk, text, audio]) expect(seconds).toBeGreaterThan(0);
    expect(attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-realtime',
      'gen_ai.request.stream': true,
      'gen_ai.request.max_tokens': 4096,
      'gen_ai.output.type': 'speech',
      'gen_ai.conversation.id': 'conv_1',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.model': 'gpt-realtime-2025-08-28',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 132,
      'gen_ai.usage.output_tokens': 121,
      'gen_ai.usage.cache_read.input_tokens': 64,
      'gen_ai.usage.text.input_tokens': 119,
      'gen_ai.usage.text.output_tokens': 30,
      'gen_ai.usage.text.cache_read.input_tokens': 60,
      'gen_ai.usage.audio.input_tokens': 13,
      'gen_ai.usage.audio.output_tokens': 91,
      'gen_ai.usage.audio.cache_read.input_tokens': 4,
      'spanwise.stream.outcome': 'completed',
      'spanwise.stream.chunk_count': 4,
      'spanwise.rate_limit.requests.limit': 1000,
      'spanwise.rate_limit.requests.remaining': 999,
      'spanwise.rate_limit.requests.reset': 60,
      'spanwise.rate_limit.tokens.limit': 50_000,
      'spanwise.rate_limit.tokens.remaining': 49_950,
      'spanwise.rate_limit.tokens.reset': 60,
      'server.address': '127.0.0.1',
      'server.port': port,
    });
    expect(session?.name).toBe('realtime_session gpt-realtime');
    expect(session?.kind).toBe(SpanKind.INTERNAL);
    expect(session?.attributes).toEqual({
      'gen_ai.operation.name': 'realtime_session',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-realtime',
      'gen_ai.response.model': 'gpt-realtime-2025-08-28',
      'spanwise.realtime.session_id': 'sess_1',
      'spanwise.realtime.turn_count': 1,
      'spanwise.realtime.interrupted_turn_count': 0,
      'spanwise.realtime.close_code': 1000,
      'server.address': '127.0.0.1',
      'server.port': port,
    });
    const metrics = await recorded.metrics();
    // Tokens are counted by kind.
    const counted = (metric: string): number =>
      metrics.filter((point) => point.name === metric).reduce((sum, { value }) => sum + value, 0);
    expect(counted('gen_ai.client.inference.usage.input_tokens')).toBe(132);
    expect(counted('gen_ai.client.inference.usage.output_tokens')).toBe(121);
    expect(counted('gen_ai.client.inference.duration')).toBeGreaterThan(0);
    expect(counted('gen_ai.client.inference.time_to_first_chunk')).toBeGreaterThan(0);
    expect(counted('spanwise.realtime.session.duration')).toBeGreaterThan(0);
    expect(await recorded.text()).not.toMatch(/SECRET|SOUND/);
  });

  it('what the application sees and sends is what it is without us', async () => {
    const run = async (): Promise<unknown> => {
      const seen: unknown[] = [];
      server.play((connection, message) => {
        const { type } = (message ?? {}) as { type?: string };
        if (message === undefined) connection.send(created);
        else if (type === 'response.create')
          connection.send(begins(), ...deltas(), { type: 'error', error: { code: 'odd' } }, ends());
        else if (type === 'response.cancel') connection.close(4001, 'enough');
      });
      const session = open(client);
      seen.push(Object.keys(session), session.constructor.name);
      session.on('event', (event) => seen.push(['event', event]));
      session.on('response.output_audio.delta', (event) => seen.push(['typed', event]));
      session.on('error', (error: Error) => seen.push([error.name, error.message.split('\n')[0]]));
      const done = new Promise((resolve) => session.on('response.done', resolve));
      await session.emitted('session.created');
      seen.push(session.send({ type: 'response.create' }));
      const circle: Record<string, unknown> = {};
      circle['circle'] = circle;
      session.send(circle);
      await done;
      const isClosed = closed(session) as Promise<{ code: number; reason: string }>;
      session.send({ type: 'response.cancel' });
      const { code, reason } = await isClosed;
      session.send({ type: 'response.create' });
      const request = server.requests.map(({ url, headers }) => ({
        url,
        headers: { ...headers, 'sec-websocket-key': '' },
      }));
      return { seen, sent: [...server.received], request, code, reason };
    };
    const bare = await run();
    watch(client);
    expect(await run()).toEqual(bare);
    // The server closed it in the middle of a conversation.
    const [session] = spansOf('realtime_session');
    expect(session?.status.code).toBe(SpanStatusCode.ERROR);
    expect(session?.attributes).toMatchObject({
      'error.type': '4001',
      'spanwise.realtime.close_code': 4001,
    });
  });

  it('a connection that is refused fails the session by its status', async () => {
    watch(client);
    server.play(401);
    const session = open(client);
    const errors: unknown[] = [];
    session.on('error', (error) => errors.push(error));
    await vi.waitFor(() => expect(recorded.spans()).toHaveLength(1));
    expect(errors).toHaveLength(1);
    const [span] = recorded.spans();
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    // The socket of the runtime tells neither status nor end.
    const tellsNothing = name.endsWith('runtime');
    expect(span?.attributes['error.type']).toBe(tellsNothing ? 'Error' : '401');
    expect(span?.attributes['spanwise.realtime.close_code']).toBe(tellsNothing ? undefined : 1006);
  });
});

describe('of a session', () => {
  let client: Client;
  beforeAll(async () => {
    client = await CLIENTS[0]![1]();
  });

  it('a tool that runs where its call is heard belongs to the turn, and what it gives to the next', async () => {
    watch(client, { captureContent: 'span' });
    server.play(playing(calls('resp_1'), [begins('resp_2'), ...deltas('resp_2'), ends('resp_2')]));
    const session = open(client);
    const weather = tool({ name: 'get_weather' }, () => ({ sky: 'SECRET' }));
    session.on('response.function_call_arguments.done', () => weather());
    await session.emitted('session.created');
    const called = session.emitted('response.done');
    session.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Sun?' }] },
    });
    session.send({ type: 'response.create' });
    await called;
    const answered = session.emitted('response.done');
    session.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'call_1', output: '{"sky":"blue"}' },
    });
    session.send({ type: 'response.create' });
    await answered;
    await end(session);

    const [first, second] = spansOf('chat');
    const [execution] = spansOf('execute_tool');
    expect(execution?.parentSpanContext?.spanId).toBe(first?.spanContext().spanId);
    expect(first?.attributes).toMatchObject({
      'gen_ai.response.finish_reasons': ['tool_call'],
      'spanwise.realtime.tool_names': ['get_weather'],
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be kind to SECRET.' }],
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Sun?' }] }],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          finish_reason: 'tool_call',
          parts: [{ type: 'tool_call', name: 'get_weather', arguments: { city: 'SECRET' } }],
        },
      ],
      'gen_ai.tool.definitions': [{ type: 'function', name: 'get_weather' }],
    });
    expect(second?.attributes['gen_ai.input.messages']).toMatchObject([
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1' }] },
    ]);
    expect(second?.attributes['gen_ai.output.messages']).toMatchObject([
      { role: 'assistant', parts: [{ type: 'text', content: 'Four SECRET.' }] },
    ]);
    expect(await recorded.text()).not.toContain(AUDIO.slice(0, 32));
  });

  it('a turn begins when speech ends, and has what is understood of it while it runs', async () => {
    watch(client, { captureContent: 'span' });
    let connectionOf: Parameters<SessionScript>[0] | undefined;
    server.play((connection) => {
      connectionOf = connection;
      connection.send(created, { type: 'input_audio_buffer.speech_stopped', item_id: 'item_1' });
    });
    const session = open(client);
    await session.emitted('input_audio_buffer.speech_stopped');
    const askedMillis = Date.now();
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(askedMillis + 2));
    const done = session.emitted('response.done');
    connectionOf?.send(begins(), heard, ...deltas(), ends());
    await done;
    await end(session);
    const [turn] = spansOf('chat');
    const [seconds, nanos] = turn!.startTime;
    expect(seconds * 1000 + nanos / 1e6).toBeLessThanOrEqual(askedMillis + 2);
    expect(turn?.attributes['gen_ai.input.messages']).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Two and two, SECRET?' }] },
    ]);
  });

  it.each([
    [
      'that somebody spoke into is cancelled',
      { status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } },
      { 'spanwise.stream.outcome': 'cancelled', 'gen_ai.response.finish_reasons': ['cancelled'] },
      1,
      SpanStatusCode.UNSET,
    ],
    [
      'that failed has the code of its error',
      {
        status: 'failed',
        status_details: { type: 'failed', error: { type: 'server_error', code: 'overloaded' } },
        usage: null,
      },
      {
        'spanwise.stream.outcome': 'failed',
        'gen_ai.response.finish_reasons': ['error'],
        'error.type': 'overloaded',
      },
      0,
      SpanStatusCode.ERROR,
    ],
    [
      'that came to its limit says so',
      { status: 'incomplete', status_details: { reason: 'max_output_tokens' } },
      { 'spanwise.stream.outcome': 'completed', 'gen_ai.response.finish_reasons': ['length'] },
      0,
      SpanStatusCode.UNSET,
    ],
  ])('a turn %s', async (_, response, attributes, interrupted, status) => {
    watch(client);
    await talk(client, [[begins(), ...deltas(), ends('resp_1', response)]]);
    const [turn] = spansOf('chat');
    expect(turn?.attributes).toMatchObject(attributes);
    expect(turn?.status.code).toBe(status);
    const [session] = spansOf('realtime_session');
    expect(session?.attributes['spanwise.realtime.interrupted_turn_count']).toBe(interrupted);
    expect(session?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it('two turns at once are told apart', async () => {
    watch(client);
    server.play(
      playing([
        begins('a'),
        begins('b', { conversation_id: null }),
        ...deltas('b'),
        ...deltas('a').slice(0, 1),
        ends('a', { usage: { ...usage, output_tokens: 1 } }),
        ends('b'),
      ]),
    );
    const session = open(client);
    await session.emitted('session.created');
    const both = new Promise<void>((resolve) => {
      session.on('response.done', ({ response }: { response: { id: string } }) => {
        if (response.id === 'b') resolve();
      });
    });
    session.send({ type: 'response.create' });
    await both;
    await end(session);
    const read = (name: string): unknown[] =>
      spansOf('chat').map(({ attributes }) => attributes[name]);
    expect(read('gen_ai.response.id')).toEqual(['a', 'b']);
    expect(read('spanwise.stream.chunk_count')).toEqual([1, 4]);
    expect(read('gen_ai.usage.output_tokens')).toEqual([1, 121]);
  });

  it('a connection that breaks fails the session and the turn that is open', async () => {
    watch(client);
    server.play((connection, message) => {
      if (message === undefined) return connection.send(created);
      connection.send(begins(), ...deltas());
      return connection.close(1011, 'internal');
    });
    const session = open(client);
    await session.emitted('session.created');
    const isClosed = closed(session);
    session.send({ type: 'response.create' });
    await isClosed;
    const failed = { 'error.type': '1011' };
    expect(spansOf('chat').map(({ attributes }) => attributes)).toMatchObject([failed]);
    expect(spansOf('realtime_session').map(({ attributes }) => attributes)).toMatchObject([failed]);
  });

  it('a session whose connection the client makes again goes on, and what was being said in the lost one failed', async () => {
    watch(client);
    let connections = 0;
    server.play((connection, message) => {
      if (message === undefined) {
        connections += 1;
        return connection.send(created);
      }
      connection.send(begins(`resp_${connections}`));
      return connections === 1 ? connection.terminate() : connection.send(ends('resp_2'));
    });
    const session = open(client, {
      reconnect: true,
      reconnectInitialDelay: 1,
      reconnectMaxDelay: 2,
    });
    await session.emitted('session.created');
    const isBack = session.emitted('reconnected');
    session.send({ type: 'response.create' });
    await isBack;
    const done = session.emitted('response.done');
    session.send({ type: 'response.create' });
    await done;
    const isClosed = session.emitted('close');
    session.close();
    await isClosed;
    expect(spansOf('chat').map(({ attributes }) => attributes)).toMatchObject([
      { 'error.type': 'connection_lost', 'spanwise.stream.outcome': 'failed' },
      { 'gen_ai.response.id': 'resp_2', 'spanwise.stream.outcome': 'completed' },
    ]);
    expect(spansOf('realtime_session').map(({ attributes }) => attributes)).toMatchObject([
      { 'spanwise.realtime.turn_count': 2, 'spanwise.realtime.close_code': 1000 },
    ]);
    expect(spansOf('realtime_session')[0]?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it('an error that the server closes it over is what the session failed by', async () => {
    watch(client);
    const error = { type: 'invalid_request_error', code: 'beta_api_shape_disabled', message: 'm' };
    server.play((connection) => {
      connection.send({ type: 'error', error });
      connection.close(4000, 'invalid_request_error.beta_api_shape_disabled');
    });
    const session = open(client);
    session.on('error', () => {});
    await closed(session);
    expect(spansOf('realtime_session')[0]?.attributes).toMatchObject({
      'error.type': 'beta_api_shape_disabled',
      'spanwise.realtime.close_code': 4000,
      'spanwise.realtime.turn_count': 0,
    });
  });

  it('with a server that others wrote is a turn, too', async () => {
    watch(client, { captureContent: 'span' });
    const mock = new LLMock({ port: 0, logLevel: 'silent' });
    mock.onMessage(/hello/, { content: 'Hi there.' });
    await mock.start();
    const session = open(client, {}, new URL(mock.url).port);
    await session.emitted('session.created');
    const done = session.emitted('response.done');
    const content = [{ type: 'input_text', text: 'hello' }];
    session.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content },
    });
    session.send({ type: 'response.create' });
    await done;
    await end(session);
    await mock.stop();
    expect(spansOf('chat').map(({ attributes }) => attributes)).toMatchObject([
      {
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'hello' }] }],
        'gen_ai.output.messages': [
          { role: 'assistant', parts: [{ type: 'text', content: 'Hi there.' }] },
        ],
        'spanwise.stream.outcome': 'completed',
      },
    ]);
  });

  it('hostile events leave the client and the session as they are', async () => {
    watch(client, { captureContent: 'span' });
    const odd = [
      { type: 'session.updated', session: null },
      { type: 'response.created', response: null },
      { type: 'response.created', response: { id: 7 } },
      { type: 'response.output_audio.delta', response_id: 'never begun', delta: null },
      { type: 'rate_limits.updated', rate_limits: [null, 'x'] },
      { type: 'response.done' },
    ];
    server.play(
      playing([
        ...odd,
        begins(),
        ends('resp_1', { output: [null, 1], usage: { input_tokens: '1' } }),
      ]),
    );
    const session = open(client);
    const seen: unknown[] = [];
    session.on('event', ({ type }: { type: string }) => seen.push(type));
    await session.emitted('session.created');
    const done = new Promise<void>((resolve) => {
      session.on('response.done', ({ response }: { response?: object }) => response && resolve());
    });
    session.send({ type: 'response.create' });
    await done;
    await end(session);
    expect(seen).toHaveLength(odd.length + 3);
    expect(spansOf('chat')).toHaveLength(1);
    expect(spansOf('chat')[0]?.attributes).not.toHaveProperty(['gen_ai.usage.input_tokens']);
  });

  it('nothing is recorded where tracing is suppressed, nor after it is switched off', async () => {
    watch(client);
    const suppressed = context
      .active()
      .setValue(Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true);
    await context.with(suppressed, () => talk(client, [[begins(), ends()]]));
    attachment.disable();
    await talk(client, [[begins(), ends()]]);
    expect(recorded.spans()).toEqual([]);
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});
