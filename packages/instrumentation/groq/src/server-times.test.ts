/** What a call to Groq's client is recorded as beside its span, with the adapter of OpenAI's client at hand as well. */
import { attach, observe, type Attachment } from '@spanwise/core';
import { openai } from '@spanwise/instrumentation-openai';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import Groq from 'groq-sdk';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { groq } from './index.ts';

const reply = {
  id: '1',
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'a' } }],
  usage: {
    prompt_tokens: 2,
    completion_tokens: 1,
    queue_time: 0.25,
    prompt_time: 0.5,
    completion_time: 1.5,
    total_time: 2,
  },
};
const body = { model: 'm', messages: [{ role: 'user' as const, content: 'hi' }] };

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment | undefined;
let client: Groq;
beforeEach(async () => {
  server = await startWireServer();
  server.answer({ json: reply });
  recorded = recordTelemetry();
  client = new Groq({ apiKey: 'none', baseURL: server.url, maxRetries: 0 });
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment?.disable();
  await recorded.stop();
  await server.stop();
});

const phases = async (): Promise<unknown[]> =>
  (await recorded.metrics())
    .filter(({ name }) => name === 'spanwise.server.phase.duration')
    .map(({ unit, attributes, value, count }) => [
      attributes['spanwise.server.phase'],
      attributes['gen_ai.request.model'],
      value,
      unit,
      count,
    ]);

it('the times of the server are a metric by phase, without their total', async () => {
  attachment = attach({ adapters: [groq], modules: { groq: { Groq } } });
  await client.chat.completions.create(body);
  expect(await phases()).toEqual([
    ['queue', 'm', 0.25, 's', 1],
    ['prompt', 'm', 0.5, 's', 1],
    ['output', 'm', 1.5, 's', 1],
  ]);
});

it('a time that is none is left out', async () => {
  attachment = attach({ adapters: [groq], modules: { groq: { Groq } } });
  const odd = { ...reply.usage, queue_time: -1, prompt_time: '0.5', completion_time: 0 };
  server.answer({ json: { ...reply, usage: odd } });
  await client.chat.completions.create(body);
  expect(await phases()).toEqual([['output', 'm', 0, 's', 1]]);
  expect(recorded.spans()[0]!.attributes).not.toHaveProperty(['spanwise.server.queue_time']);
  expect(recorded.spans()[0]!.attributes['spanwise.server.output_time']).toBe(0);
});

/** A client that a bundler took in: nothing but the object itself tells of it. */
class BundledCompletions {
  readonly _client: object;

  constructor(owner: object) {
    this._client = owner;
  }

  create(request: { readonly model: string }): Promise<unknown> {
    return Promise.resolve({ ...reply, model: request.model });
  }
}
class Bundled {
  static readonly Groq = Bundled;
  readonly baseURL: string = 'http://127.0.0.1:1/v1';
  readonly chat = { completions: new BundledCompletions(this) };
}

it('an observed client is known by its class, though others have the same methods', async () => {
  attachment = attach({ adapters: [openai, groq] });
  const bundled = observe(new Bundled());
  await bundled.chat.completions.create(body);
  expect(
    recorded
      .spans()
      .map(({ instrumentationScope, attributes }) => [
        instrumentationScope.name,
        attributes['gen_ai.provider.name'],
      ]),
  ).toEqual([['@spanwise/instrumentation-groq', 'groq']]);
});

it('usage is not asked for: it comes unasked', async () => {
  attachment = attach({ adapters: [groq], modules: { groq: { Groq } }, includeUsage: true });
  const events = [{ id: '1', choices: [], x_groq: { usage: reply.usage } }];
  server.answer({ events });
  const chunks: unknown[] = [];
  for await (const chunk of await client.chat.completions.create({ ...body, stream: true }))
    chunks.push(chunk);
  expect(chunks).toEqual(events);
  expect(JSON.parse(server.bodies()[0]!)).toEqual({ ...body, stream: true });
  expect(recorded.spans()[0]!.attributes['gen_ai.usage.input_tokens']).toBe(2);
});
