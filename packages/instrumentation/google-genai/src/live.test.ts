/** Live sessions of the real client, over a real socket: a span for each, one under it for each turn, and nothing that the application could tell. */
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { attach, tool, type Attachment, type CoreOptions } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import {
  startSessionServer,
  type SessionScript,
  type SessionServer,
} from '@spanwise/testing/session-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AUDIO, call, complete, heard, ready, spoken } from './fixtures/live.ts';
import { googleGenai } from './index.ts';

/** A session, whose versions no one type describes. */
interface Session {
  readonly sendClientContent: (content?: object) => void;
  readonly sendRealtimeInput: (input: object) => void;
  readonly sendToolResponse: (response: object) => void;
  readonly close: () => void;
}
interface Client {
  readonly GoogleGenAI: new (options: object) => {
    readonly live: { readonly connect: (parameters: object) => Promise<Session> };
  };
}
type Message = Readonly<Record<string, { readonly [name: string]: unknown } | undefined>>;

const CLIENTS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['1.0', () => import('genai1-oldest')],
  ['2.0', () => import('genai2-oldest')],
  ['the newest', () => import('@google/genai')],
];
const MODEL = 'gemini-live-2.5-flash';

let server: SessionServer;
let recorded: Recorded;
let attachment: Attachment;
beforeAll(async () => {
  server = await startSessionServer();
});
afterAll(async () => {
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

function watch(client: Client, options: CoreOptions = {}): void {
  attachment = attach({
    adapters: [googleGenai],
    modules: { googleGenai: { ...client } },
    ...options,
  });
}

/** Each time that the client sends something, the next of these; first that the session is set up. */
function playing(...turns: readonly (readonly object[])[]): SessionScript {
  const left = [[ready], ...turns];
  return (connection, message) => {
    if (message !== undefined) connection.send(...(left.shift() ?? []));
  };
}

interface Opened {
  readonly session: Session;
  /** Resolves when the next turn is complete. */
  readonly done: () => Promise<void>;
  readonly end: () => Promise<{ readonly code: number }>;
}

async function open(
  client: Client,
  onmessage: (message: Message) => void = () => {},
  config: object = {},
): Promise<Opened> {
  const waiting: (() => void)[] = [];
  let onclose: (event: { code: number }) => void = () => {};
  const closed = new Promise<{ code: number }>((resolve) => {
    onclose = resolve;
  });
  const { live } = new client.GoogleGenAI({
    apiKey: 'none',
    httpOptions: { baseUrl: `http://127.0.0.1:${server.port}` },
  });
  const session = await live.connect({
    model: MODEL,
    config: { responseModalities: ['AUDIO'], temperature: 0, ...config },
    callbacks: {
      onmessage: (message: Message) => {
        onmessage(message);
        if (message['serverContent']?.['turnComplete'] === true) waiting.shift()?.();
      },
      onclose,
    },
  });
  return {
    session,
    done: () => new Promise<void>((resolve) => waiting.push(resolve)),
    end: () => {
      session.close();
      return closed;
    },
  };
}

function spansOf(name: string): ReturnType<Recorded['spans']> {
  return recorded.spans().filter((span) => span.attributes['gen_ai.operation.name'] === name);
}

const input = (text: string): object => ({ turns: [{ role: 'user', parts: [{ text }] }] });

describe.each(CLIENTS)('of @google/genai %s', (version, load) => {
  let client: Client;
  beforeAll(async () => {
    client = (await load()) as Client;
  });

  it('a session and its turn are spans, with the tokens of each kind', async () => {
    watch(client);
    server.play(playing([...spoken, complete]));
    const { session, done, end } = await open(client);
    const isDone = done();
    session.sendClientContent(input('SECRET'));
    await isDone;
    await end();
    const [turn] = spansOf('generate_content');
    const [whole] = spansOf('realtime_session');
    expect(recorded.spans()).toHaveLength(2);
    expect(turn?.kind).toBe(SpanKind.CLIENT);
    expect(turn?.parentSpanContext?.spanId).toBe(whole?.spanContext().spanId);
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
      'gen_ai.operation.name': 'generate_content',
      'gen_ai.provider.name': 'gcp.gemini',
      'gen_ai.request.model': MODEL,
      'gen_ai.request.stream': true,
      'gen_ai.request.temperature': 0,
      'gen_ai.output.type': 'speech',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 40,
      'gen_ai.usage.output_tokens': 30,
      'gen_ai.usage.cache_read.input_tokens': 10,
      'gen_ai.usage.reasoning.output_tokens': 5,
      'gen_ai.usage.text.input_tokens': 30,
      'gen_ai.usage.audio.input_tokens': 10,
      'gen_ai.usage.audio.output_tokens': 25,
      'spanwise.stream.outcome': 'completed',
      'spanwise.stream.chunk_count': 5,
      'server.address': '127.0.0.1',
      'server.port': server.port,
    });
    const { 'spanwise.realtime.close_code': code, ...rest } = whole!.attributes;
    expect(code).toBe(1005);
    expect(rest).toEqual({
      'gen_ai.operation.name': 'realtime_session',
      'gen_ai.provider.name': 'gcp.gemini',
      'gen_ai.request.model': MODEL,
      // 1.0 drops it.
      ...(version !== '1.0' && { 'spanwise.realtime.session_id': 'session_1' }),
      'spanwise.realtime.turn_count': 1,
      'spanwise.realtime.interrupted_turn_count': 0,
      'server.address': '127.0.0.1',
      'server.port': server.port,
    });
    expect(await recorded.text()).not.toMatch(/SECRET|SOUND/);
  });

  it('what the application sees and sends is what it is without us', async () => {
    const run = async (): Promise<unknown> => {
      const seen: unknown[] = [];
      server.play(playing([...heard, ...spoken, complete], [call], [complete]));
      const { session, done, end } = await open(client, (message) => {
        seen.push(message.constructor.name, { ...message });
      });
      seen.push(Object.keys(session), session.constructor.name);
      const isDone = done();
      seen.push(session.sendClientContent());
      await isDone;
      for (const send of [
        () => session.sendToolResponse({}),
        () => session.sendToolResponse({ functionResponses: [] }),
        () => session.sendClientContent({ turns: 7 }),
      ]) {
        try {
          seen.push(send());
        } catch (error) {
          seen.push((error as Error).message);
        }
      }
      session.sendRealtimeInput({ text: 'a' });
      const isAnswered = done();
      session.sendToolResponse({
        functionResponses: { id: 'call_1', name: 'get_weather', response: { sky: 'blue' } },
      });
      await isAnswered;
      const { code } = await end();
      return {
        seen,
        sent: [...server.received],
        urls: server.requests.map(({ url }) => url),
        code,
      };
    };
    const bare = await run();
    watch(client, { captureContent: 'span' });
    expect(await run()).toEqual(bare);
    expect(spansOf('generate_content')).toHaveLength(2);
  });

  it('functions of the caller have the object that they have without us, and what is thrown in them is the same', async () => {
    const run = async (): Promise<unknown> => {
      const seen: unknown[] = [];
      server.play((connection, message) => {
        if (message === undefined) return;
        connection.send(ready);
        connection.close(1011, 'internal');
      });
      const { live } = new client.GoogleGenAI({
        apiKey: 'none',
        httpOptions: { baseUrl: `http://127.0.0.1:${server.port}` },
      });
      let onclosed: (value: unknown) => void = () => {};
      const closed = new Promise((resolve) => {
        onclosed = resolve;
      });
      const name = (object: unknown): unknown =>
        object === callbacks ? 'callbacks' : (object as object | undefined)?.constructor.name;
      const callbacks = {
        onopen(this: unknown): void {
          seen.push(['open', name(this)]);
        },
        onmessage(this: unknown): void {
          seen.push(['message', name(this)]);
        },
        onclose(this: unknown, { code, reason }: { code: number; reason: string }): void {
          seen.push(['close', name(this), code, reason]);
          onclosed(undefined);
        },
      };
      await live.connect(Object.freeze({ model: MODEL, callbacks: Object.freeze(callbacks) }));
      await closed;
      return seen;
    };
    const bare = await run();
    watch(client);
    expect(await run()).toEqual(bare);
    expect(spansOf('realtime_session')[0]?.attributes).toMatchObject({
      'error.type': '1011',
      'spanwise.realtime.close_code': 1011,
    });
  });
});

describe('of a session', () => {
  let client: Client;
  beforeAll(async () => {
    client = (await import('@google/genai')) as unknown as Client;
  });

  it('a function that is called and answered is part of its turn', async () => {
    watch(client, { captureContent: 'span' });
    server.play(playing([call], [...spoken, complete]));
    const weather = tool({ name: 'get_weather' }, () => ({ sky: 'SECRET' }));
    let session: Session | undefined;
    const opened = await open(
      client,
      (message) => {
        if (message['toolCall'] === undefined) return;
        session?.sendToolResponse({
          functionResponses: [{ id: 'call_1', name: 'get_weather', response: weather() }],
        });
      },
      {
        systemInstruction: 'Be kind.',
        tools: [{ functionDeclarations: [{ name: 'get_weather' }] }],
      },
    );
    ({ session } = opened);
    const isDone = opened.done();
    session.sendRealtimeInput({ text: 'Sun?' });
    await isDone;
    await opened.end();
    const [turn] = spansOf('generate_content');
    const [execution] = spansOf('execute_tool');
    expect(execution?.parentSpanContext?.spanId).toBe(turn?.spanContext().spanId);
    expect(turn?.attributes).toMatchObject({
      'gen_ai.response.finish_reasons': ['stop'],
      'spanwise.realtime.tool_names': ['get_weather'],
      'gen_ai.system_instructions': [{ type: 'text', content: 'Be kind.' }],
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Sun?' }] },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1' }] },
      ],
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          finish_reason: 'stop',
          parts: [
            { type: 'tool_call', name: 'get_weather', arguments: { city: 'SECRET' } },
            { type: 'text', content: 'Four SECRET.' },
          ],
        },
      ],
      'gen_ai.tool.definitions': [{ type: 'function', name: 'get_weather' }],
    });
    expect(await recorded.text()).not.toContain(AUDIO.slice(0, 32));
  });

  it('a turn that somebody spoke into is cancelled, and what was heard in pieces is one message', async () => {
    watch(client, { captureContent: 'span' });
    const cut = { serverContent: { interrupted: true } };
    server.play(playing([...heard, ...spoken.slice(0, 2), cut, complete]));
    const { session, done, end } = await open(client);
    const isDone = done();
    session.sendRealtimeInput({ audio: { mimeType: 'audio/pcm;rate=16000', data: AUDIO } });
    await isDone;
    await end();
    const [turn] = spansOf('generate_content');
    expect(turn?.attributes).toMatchObject({
      'spanwise.stream.outcome': 'cancelled',
      'gen_ai.response.finish_reasons': ['cancelled'],
      'gen_ai.usage.output_tokens': 30,
      'gen_ai.input.messages': [
        { role: 'user', parts: [{ type: 'text', content: 'Two and two, SECRET?' }] },
      ],
    });
    expect(turn?.attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0);
    expect(turn?.status.code).toBe(SpanStatusCode.UNSET);
    const [whole] = spansOf('realtime_session');
    expect(whole?.attributes['spanwise.realtime.interrupted_turn_count']).toBe(1);
    expect(await recorded.text()).not.toContain(AUDIO.slice(0, 32));
  });

  it('of a turn that nobody was heard to ask for no time to its first chunk is told', async () => {
    watch(client);
    server.play(playing([...spoken, complete]));
    const { session, done, end } = await open(client);
    const isDone = done();
    session.sendRealtimeInput({ audio: { mimeType: 'audio/pcm;rate=16000', data: AUDIO } });
    await isDone;
    await end();
    const [turn] = spansOf('generate_content');
    expect(turn?.attributes).toMatchObject({ 'spanwise.stream.outcome': 'completed' });
    for (const name of [
      'gen_ai.response.time_to_first_chunk',
      'spanwise.stream.time_to_first_audio',
    ])
      expect(turn?.attributes).not.toHaveProperty([name]);
    const metrics = (await recorded.metrics()).map(({ name }) => name);
    expect(metrics).not.toContain('gen_ai.client.inference.time_to_first_chunk');
    expect(metrics).toContain('gen_ai.client.inference.duration');
  });

  it('a connection that is refused fails the session, and the caller sees what it sees without us', async () => {
    const run = async (): Promise<unknown> => {
      server.play(403);
      const { live } = new client.GoogleGenAI({
        apiKey: 'none',
        httpOptions: { baseUrl: `http://127.0.0.1:${server.port}` },
      });
      const seen: unknown[] = [];
      const connecting = live.connect({
        model: MODEL,
        callbacks: {
          onmessage: () => {},
          onerror: ({ message }: { message: string }) => seen.push(message),
          onclose: ({ code }: { code: number }) => seen.push(code),
        },
      });
      seen.push(Object.prototype.toString.call(connecting));
      await connecting.catch((error: Error) => seen.push(error.message));
      return seen;
    };
    const bare = await run();
    watch(client);
    expect(await run()).toEqual(bare);
    const [whole] = spansOf('realtime_session');
    expect(recorded.spans()).toHaveLength(1);
    expect(whole?.status.code).toBe(SpanStatusCode.ERROR);
    expect(whole?.attributes['spanwise.realtime.turn_count']).toBe(0);
  });

  it('a session without functions that are told of it is left alone', async () => {
    watch(client);
    const { live } = new client.GoogleGenAI({ apiKey: 'none' });
    await expect(live.connect({ model: MODEL, config: { httpOptions: {} } })).rejects.toThrow(
      'httpOptions',
    );
    expect(recorded.spans()).toEqual([]);
  });

  it('hostile messages leave the client and the session as they are', async () => {
    watch(client, { captureContent: 'span' });
    const odd = [
      { serverContent: null },
      { serverContent: { modelTurn: null, turnComplete: true } },
      { serverContent: { modelTurn: { parts: [null, 7, { text: 1 }] } } },
      { toolCall: { functionCalls: [null, {}] } },
      { usageMetadata: { promptTokenCount: '1', responseTokensDetails: [null] } },
    ];
    server.play(playing([...odd, complete]));
    let messages = 0;
    const { session, done, end } = await open(client, () => (messages += 1));
    await Promise.all([done(), done(), Promise.resolve().then(() => session.sendClientContent())]);
    await end();
    expect(messages).toBe(odd.length + 2);
    expect(spansOf('realtime_session')).toHaveLength(1);
  });
});
