/** What the exchanges do not show: chats that call functions, streams as the client makes them, addresses, retries. */
import { agent, attach, observe, tool, type Attachment } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireReply,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { googleGenai } from './index.ts';

interface Stream extends AsyncGenerator<{ readonly text?: string }> {}
interface Chat {
  readonly sendMessage: (message: object) => Promise<{ readonly text?: string }>;
  readonly sendMessageStream: (message: object) => Promise<Stream>;
}
interface Client {
  readonly models: {
    readonly generateContent: (body: object) => Promise<{ readonly text?: string }>;
    readonly generateContentStream: (body: object) => Promise<Stream>;
  };
  /** From 1.33 on. */
  readonly interactions: {
    readonly create: (body: object) => PromiseLike<AsyncIterable<unknown> & { status?: string }>;
  };
  /** From 1.12 on. */
  readonly batches: {
    readonly create: (body: object) => Promise<object>;
    readonly get: (body: object) => Promise<object>;
    /** From 1.22 on. */
    readonly createEmbeddings: (body: object) => Promise<object>;
  };
  readonly caches: { readonly create: (body: object) => Promise<{ readonly name?: string }> };
  readonly chats: { readonly create: (chat: object) => Chat };
}
type Genai = { readonly GoogleGenAI: new (options: object) => Client };

const USAGE = { promptTokenCount: 5, candidatesTokenCount: 3, totalTokenCount: 8 };
const CALL = { functionCall: { name: 'weather', args: { place: 'here' } } };

function replyOf(part: object, more: object = {}): object {
  const content = { role: 'model', parts: [part] };
  return {
    candidates: [{ index: 0, content, finishReason: 'STOP', ...more }],
    usageMetadata: USAGE,
  };
}
const unfinished = replyOf({ text: 'a' }, { finishReason: undefined });
const whole = (part: object, more?: object): WireReply => ({ json: replyOf(part, more) });
const streamed = (...events: object[]): WireReply => ({ events, end: '' });

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment | undefined;
beforeAll(async () => {
  server = await startWireServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  recorded = recordTelemetry();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  attachment?.disable();
  attachment = undefined;
  await recorded.stop();
});

describe.each(['genai1-oldest', 'genai1', 'genai2-oldest', 'genai2', '@google/genai'])(
  '%s',
  (alias) => {
    let genai: Genai;
    beforeAll(async () => {
      genai = (await import(alias)) as Genai;
    });
    const watch = (): void => {
      attachment = attach({ adapters: [googleGenai], modules: { googleGenai: genai } });
    };
    const create = (httpOptions: object = {}): Client =>
      new genai.GoogleGenAI({
        apiKey: 'none',
        httpOptions: { baseUrl: server.url, ...httpOptions },
      });
    const said = (): string[] =>
      recorded.spans().map(({ name, attributes }) => {
        const tokens = attributes['gen_ai.usage.output_tokens'] as number | undefined;
        const outcome = attributes['spanwise.stream.outcome'] as string | undefined;
        return `${name} ${tokens ?? '-'} ${outcome ?? '-'}`;
      });
    /** A function that the client calls by itself. */
    const callable = (): object => ({
      tool: async () => ({ functionDeclarations: [{ name: 'weather' }] }),
      callTool: tool({ name: 'weather' }, async () => [
        { functionResponse: { name: 'weather', response: { sky: 'blue' } } },
      ]),
    });

    it('records each request of a chat that calls functions by itself, and its tokens once', async () => {
      watch();
      server.answer([whole(CALL), whole({ text: 'Blue.' })]);
      const chat = create().chats.create({ model: 'm', config: { tools: [callable()] } });
      const ask = agent({ name: 'a' }, () => chat.sendMessage({ message: 'Weather?' }));
      expect((await ask()).text).toBe('Blue.');
      expect(said()).toEqual([
        'generate_content m 3 -',
        'execute_tool weather - -',
        'generate_content m 3 -',
        'invoke_agent a 6 -',
      ]);
      const spans = recorded.spans();
      const parent = spans.at(-1)!.spanContext().spanId;
      expect(spans.slice(0, 3).map((span) => span.parentSpanContext?.spanId)).toEqual([
        parent,
        parent,
        parent,
      ]);
      const tokens = (await recorded.metrics()).find(
        ({ name }) => name === 'gen_ai.client.inference.usage.output_tokens',
      );
      expect(tokens?.value).toBe(6);
    });

    it('does so for a streamed chat', async () => {
      watch();
      server.answer([streamed(replyOf(CALL)), streamed(replyOf({ text: 'Blue.' }))]);
      const chat = create().chats.create({ model: 'm', config: { tools: [callable()] } });
      const texts: (string | undefined)[] = [];
      for await (const { text } of await chat.sendMessageStream({ message: 'Weather?' }))
        texts.push(text);
      expect(texts.at(-1)).toBe('Blue.');
      expect(said().toSorted()).toEqual([
        'execute_tool weather - -',
        'generate_content m 3 completed',
        'generate_content m 3 completed',
      ]);
    });

    it('gives out the same kind of generator, which can be left and told', async () => {
      const body = { model: 'm', contents: 'Hi' };
      const use = async (): Promise<unknown[]> => {
        server.answer(streamed(unfinished, replyOf({ text: 'b' })));
        const models = create().models;
        const stream = await models.generateContentStream(body);
        const members = [
          Object.getPrototypeOf(stream) ===
            Object.getPrototypeOf(await models.generateContentStream(body)),
          Object.keys(stream),
          stream[Symbol.asyncIterator]() === stream,
        ];
        const first = await stream.next();
        const left = await stream.return('left');
        const after = await stream.next();
        const told = await models.generateContentStream(body);
        await told.next();
        const threw = await told.throw(new RangeError('mine')).catch((error: unknown) => error);
        return [members, first.value.text, left, after, threw];
      };
      const bare = await use();
      watch();
      expect(await use()).toEqual(bare);
      expect(said()).toEqual(['generate_content m - cancelled', 'generate_content m - cancelled']);
    });

    // The older ones give out an empty reply in the place of the error.
    const isTold = !alias.includes('oldest') && alias !== 'genai1';
    it(`${isTold ? 'fails with the code' : 'ends as the client ends'} when the provider fails in a stream`, async () => {
      watch();
      const error = { error: { code: 503, status: 'UNAVAILABLE', message: 'no' } };
      server.answer(streamed(unfinished, error));
      const stream = await create().models.generateContentStream({ model: 'm', contents: 'Hi' });
      const read = async (): Promise<string> => {
        for await (const _ of stream);
        return 'read';
      };
      expect(await read().catch(() => 'threw')).toBe(isTold ? 'threw' : 'read');
      expect(
        recorded
          .spans()
          .map(({ attributes }) => [
            attributes['spanwise.stream.outcome'],
            attributes['error.type'],
          ]),
      ).toEqual([isTold ? ['failed', 'UNAVAILABLE'] : ['completed', undefined]]);
    });

    it('is at the address that one call names', async () => {
      watch();
      server.answer(whole({ text: 'a' }));
      const client = create({ baseUrl: 'http://nowhere.invalid' });
      const config = { httpOptions: { baseUrl: server.url } };
      await client.models.generateContent({ model: 'm', contents: 'Hi', config });
      expect(recorded.spans()[0]?.attributes['server.address']).toBe('127.0.0.1');
    });

    it.runIf(alias.endsWith('genai') || alias === 'genai2')(
      'counts how often the client sent it again (the oldest have no such option)',
      async () => {
        watch();
        server.answer([{ status: 503, text: 'busy' }, whole({ text: 'a' })]);
        const retryOptions = { attempts: 2, initialDelay: 0.001, maxDelay: 0.001, jitter: 0 };
        await create({ retryOptions }).models.generateContent({ model: 'm', contents: 'Hi' });
        expect(
          recorded.spans().map(({ attributes }) => attributes['spanwise.retry.count']),
        ).toEqual([1]);
      },
    );

    it.runIf(alias.endsWith('genai') || alias === 'genai2')(
      'records each part of a reply that the client continues by itself (the oldest do not)',
      async () => {
        watch();
        const open = { finishReason: 'CONTINUATION', continuationToken: 'dG9rZW4=' };
        server.answer([whole({ text: 'a' }, open), whole({ text: 'b' })]);
        const reply = await create().models.generateContent({ model: 'm', contents: 'Hi' });
        expect(reply.text).toBe('ab');
        expect(said()).toEqual(['generate_content m 3 -', 'generate_content m 3 -']);
      },
    );

    it('can be watched alone', async () => {
      attachment = attach({ adapters: [googleGenai] });
      const client = create();
      expect(observe(client)).toBe(client);
      server.answer(whole({ text: 'a' }));
      await client.models.generateContent({ model: 'm', contents: 'Hi' });
      expect(said()).toEqual(['generate_content m 3 -']);
    });

    const isFirst = alias === 'genai1-oldest';
    it.skipIf(isFirst)(
      'counts the tokens of a batch once, when it is over (not in 1.0)',
      async () => {
        watch();
        const name = `batches/${alias.replaceAll(/\W/g, '')}`;
        const batch = (state: string, output?: object): WireReply => ({
          json: { name, metadata: { state: `BATCH_STATE_${state}`, model: 'models/m', output } },
        });
        const response = { ...replyOf({ text: 'a' }), modelVersion: 'm-1' };
        const inlinedResponses = [{ response }, { response }, { error: { code: 8 } }];
        const done = batch('SUCCEEDED', { inlinedResponses: { inlinedResponses } });
        server.answer([batch('PENDING'), batch('RUNNING'), done, done]);
        const { batches } = create();
        const src = ['1', '2', '3'].map((text) => ({ contents: [{ parts: [{ text }] }] }));
        await batches.create({ model: 'm', src });
        for (let look = 0; look < 3; look += 1) await batches.get({ name });
        const [created, ...looks] = recorded.spans();
        expect(created).toMatchObject({
          name: 'create_batch m',
          attributes: {
            'spanwise.batch.id': name,
            'spanwise.batch.status': 'JOB_STATE_PENDING',
            'spanwise.batch.request_count': 3,
          },
        });
        const { spanId } = created!.spanContext();
        for (const look of looks)
          expect(look).toMatchObject({ name: 'fetch_batch', links: [{ context: { spanId } }] });
        expect(looks.map(({ attributes }) => attributes['gen_ai.usage.output_tokens'])).toEqual([
          undefined,
          6,
          undefined,
        ]);
        expect(looks[1]?.attributes).toMatchObject({
          'gen_ai.response.model': 'm-1',
          'gen_ai.usage.input_tokens': 10,
          'spanwise.batch.status': 'JOB_STATE_SUCCEEDED',
          'spanwise.batch.succeeded_count': 2,
          'spanwise.batch.failed_count': 1,
        });
        const findings = await recorded.findings();
        expect(findings.filter(({ level }) => level === 'violation')).toEqual([]);
      },
    );

    it.skipIf(isFirst)(
      'counts the tokens of a batch of embeddings by what each took (not in 1.0)',
      async () => {
        watch();
        const name = `batches/embeddings${alias.replaceAll(/\W/g, '')}`;
        const batch = (state: string, output?: object): WireReply => ({
          json: { name, metadata: { state: `BATCH_STATE_${state}`, model: 'models/m', output } },
        });
        const response = { embedding: { values: [0, 1] }, tokenCount: '4' };
        const inlinedResponses = [{ response }, { response }, { error: { code: 8 } }];
        const output = { inlinedEmbedContentResponses: { inlinedResponses } };
        server.answer([batch('PENDING'), batch('SUCCEEDED', output)]);
        const { batches } = create();
        const contents = ['1', '2', '3'];
        await batches.createEmbeddings({ model: 'm', src: { inlinedRequests: { contents } } });
        await batches.get({ name });
        const [created, look] = recorded.spans();
        expect(created).toMatchObject({
          name: 'create_batch m',
          attributes: { 'spanwise.batch.id': name, 'spanwise.batch.request_count': 3 },
        });
        expect(look?.attributes).toMatchObject({
          'gen_ai.usage.input_tokens': 8,
          'spanwise.batch.request_count': 3,
          'spanwise.batch.succeeded_count': 2,
          'spanwise.batch.failed_count': 1,
        });
        expect(look?.attributes).not.toHaveProperty(['gen_ai.usage.output_tokens']);
        const findings = await recorded.findings();
        expect(findings.filter(({ level }) => level === 'violation')).toEqual([]);
      },
    );

    it('records what is stored for later, whose tokens no inference has read', async () => {
      watch();
      const usageMetadata = { totalTokenCount: 2048 };
      server.answer([{ json: { name: 'cachedContents/1', model: 'models/m', usageMetadata } }]);
      const cache = await create().caches.create({
        model: 'm',
        config: { contents: 'SECRET', ttl: '60s' },
      });
      expect(cache.name).toBe('cachedContents/1');
      const [span] = recorded.spans();
      expect(span?.name).toBe('create_cache m');
      expect(span?.attributes).toMatchObject({
        'gen_ai.operation.name': 'create_cache',
        'gen_ai.response.id': 'cachedContents/1',
        'gen_ai.usage.cache_write.input_tokens': 2048,
      });
      const metrics = (await recorded.metrics()).map(({ name }) => name);
      expect(metrics).toEqual(['gen_ai.client.operation.duration']);
      expect(await recorded.text()).not.toContain('SECRET');
      const findings = await recorded.findings();
      expect(findings.filter(({ level }) => level === 'violation')).toEqual([]);
    });

    const isNew = alias === 'genai2' || alias.endsWith('genai');
    it.skipIf(isFirst)(
      'keeps the stream of an interaction, and sees it left (not in 1.0)',
      async () => {
        const names = isNew ? ['created', 'completed'] : ['start', 'complete'];
        const events = names.map((name) => ({
          event_type: `interaction.${name}`,
          interaction: { id: 'i', status: 'in_progress' },
        }));
        const use = async (): Promise<unknown[]> => {
          server.answer({ events });
          const promise = create().interactions.create({ model: 'm', input: 'Hi', stream: true });
          const stream = await promise;
          const seen: unknown[] = [
            promise.constructor.name,
            stream.constructor.name,
            stream instanceof ReadableStream,
            Object.keys(stream),
          ];
          for await (const event of stream) {
            seen.push(event);
            break;
          }
          return seen;
        };
        const bare = await use();
        watch();
        expect(await use()).toEqual(bare);
        expect(said()).toEqual(['generate_content m - cancelled']);
      },
    );

    it.runIf(isNew)(
      'records an interaction that the client continues by itself once (the oldest do not)',
      async () => {
        watch();
        const usage = { total_input_tokens: 5, total_output_tokens: 3, total_tokens: 8 };
        const part = { id: 'i', object: 'interaction', usage, steps: [] };
        server.answer([
          { json: { ...part, status: 'requires_continuation', continuation_token: 't' } },
          { json: { ...part, status: 'completed' } },
        ]);
        const reply = await create().interactions.create({ model: 'm', input: 'Hi' });
        expect(reply.status).toBe('completed');
        expect(server.bodies()).toHaveLength(2);
        const [span, ...more] = recorded.spans();
        expect(more).toEqual([]);
        expect(span?.attributes).not.toHaveProperty('spanwise.retry.count');
        expect(span?.attributes['gen_ai.usage.output_tokens']).toBe(6);
      },
    );
  },
);
