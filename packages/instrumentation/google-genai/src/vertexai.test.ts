/** The older client of Vertex AI: the contract, on exchanges, for its oldest and newest version, and its two ways to read a stream. */
import { readFileSync } from 'node:fs';
import { attach, type Attachment } from '@spanwise/core';
import {
  describeAdapter,
  recordTelemetry,
  startWireServer,
  type ClientVersion,
  type Exchange,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { googleVertexai } from './index.ts';

interface Model {
  googleAuth: object;
  readonly startChat: (options: object) => Chat;
  readonly generateContentStream: (request: unknown) => Promise<Streamed>;
}
interface Chat {
  googleAuth: object;
  readonly sendMessage: (request: unknown) => Promise<unknown>;
  readonly sendMessageStream: (request: unknown) => Promise<Streamed>;
}
interface Streamed {
  readonly stream: AsyncGenerator;
  readonly response: Promise<{ readonly candidates?: readonly unknown[] }>;
}
interface Client {
  readonly getGenerativeModel: (options: object) => Model;
  readonly preview: { readonly getGenerativeModel: (options: object) => Model };
}
type Exports = { readonly VertexAI: new (options: object) => Client };

// The client asks for TLS and for a token of the machine's. Below that nothing is replaced.
const { fetch: realFetch } = globalThis;
beforeAll(() => {
  vi.stubGlobal('fetch', (url: string, init: object) =>
    realFetch(url.replace('https://127.0.0.1', 'http://127.0.0.1'), init),
  );
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

function modelsOf({ VertexAI }: Exports, baseURL: string): Record<string, Model | Chat> {
  const { host } = new URL(baseURL);
  const client = new VertexAI({ project: 'p', location: 'us-central1', apiEndpoint: host });
  const options = { model: 'gemini-2.5-flash' };
  const model = client.getGenerativeModel(options);
  const preview = client.preview.getGenerativeModel(options);
  for (const each of [model, preview]) each.googleAuth = { getAccessToken: async () => 'none' };
  return {
    GenerativeModel: model,
    GenerativeModelPreview: preview,
    ChatSession: model.startChat({}),
  };
}

const clients = ['vertexai1-oldest', '@google-cloud/vertexai'].map((alias): ClientVersion => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: modelsOf,
}));
const fixtures = `${import.meta.dirname}/fixtures/vertexai/vertexai.json`;
const exchanges = JSON.parse(readFileSync(fixtures, 'utf8')) as Exchange[];

describeAdapter(googleVertexai, {
  clients,
  exchanges: exchanges.map((exchange) => ({ ...exchange, reply: { end: '', ...exchange.reply } })),
  closesStreams: false,
  withSignal: false,
  // Else a stream that fails is an unhandled rejection, with and without us.
  handles: (result) => {
    (result as Partial<Streamed> | undefined)?.response?.catch?.(() => {});
  },
});

describe.each(clients)('$alias', ({ alias, load }) => {
  let server: WireServer;
  let recorded: Recorded;
  let attachment: Attachment;
  let models: Record<string, Model | Chat>;
  beforeAll(async () => {
    server = await startWireServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    recorded = recordTelemetry();
    const exports = (await load()) as Exports;
    attachment = attach({ adapters: [googleVertexai], modules: { googleVertexai: exports } });
    models = modelsOf(exports, server.url);
  });
  afterEach(async () => {
    attachment.disable();
    vi.restoreAllMocks();
    await recorded.stop();
  });

  const event = {
    candidates: [{ content: { role: 'model', parts: [{ text: 'a' }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 3, totalTokenCount: 8 },
  };
  const ways = [
    ['a model', () => (models['GenerativeModel'] as Model).generateContentStream('Hi')],
    ['a chat', () => (models['ChatSession'] as Chat).sendMessageStream('Hi')],
  ] as const;

  it.each(ways)(
    'ends when the whole reply of %s is there, for those who wait for it alone',
    async (_name, ask) => {
      server.answer({ events: [event], end: '' });
      const { response } = await ask();
      expect((await response).candidates).toHaveLength(1);
      const [span, ...more] = recorded.spans();
      expect(more).toEqual([]);
      expect(span?.attributes).toMatchObject({
        'gen_ai.usage.output_tokens': 3,
        'gen_ai.response.finish_reasons': ['stop'],
        'spanwise.stream.outcome': 'completed',
      });
    },
  );

  // The oldest leaves a failure in the history of a chat unhandled by itself.
  const failing = alias.endsWith('oldest') ? ways.slice(0, 1) : ways;
  it.each(failing)('fails when the whole reply of %s fails', async (_name, ask) => {
    server.answer({ headers: { 'content-type': 'text/event-stream' }, text: 'data: {"broken\n\n' });
    const { response } = await ask();
    await expect(response).rejects.toBeInstanceOf(Error);
    const [span, ...more] = recorded.spans();
    expect(more).toEqual([]);
    expect(span?.attributes['spanwise.stream.outcome']).toBe('failed');
  });

  it('knows the model of a chat, and what was said before', async () => {
    attachment.disable();
    const exports = (await load()) as Exports;
    attachment = attach({
      adapters: [googleVertexai],
      modules: { googleVertexai: exports },
      captureContent: 'span',
    });
    server.answer({ json: event });
    const chat = models['ChatSession'] as Chat;
    await chat.sendMessage('First');
    await chat.sendMessage('Second');
    const [, span] = recorded.spans();
    expect(span?.name).toBe('generate_content gemini-2.5-flash');
    expect(span?.attributes['gen_ai.input.messages']).toEqual(
      ['First', 'a', 'Second'].map((content, index) => ({
        role: index === 1 ? 'assistant' : 'user',
        parts: [{ type: 'text', content }],
      })),
    );
  });
});
