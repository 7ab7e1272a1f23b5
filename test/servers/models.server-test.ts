/** Real servers of models, each by the clients that speak to it: what is recorded of them is what they say. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attach, type Attachment } from '@spanwise/core';
import { anthropic } from '@spanwise/instrumentation-anthropic';
import { ollama } from '@spanwise/instrumentation-ollama';
import { openai } from '@spanwise/instrumentation-openai';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasLlamaServer, startLlamaServer } from '../../scripts/llama-server.ts';
import { hasOllama, startOllama } from '../../scripts/ollama-server.ts';
import { tinyModel } from '../../scripts/tiny-model.ts';

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const SERVERS = [
  { name: 'llama.cpp', provider: 'llama_cpp', isThere: hasLlamaServer(), start: startLlama },
  { name: 'Ollama', provider: 'ollama', isThere: hasOllama(), start: startOllama },
];
const messages = [{ role: 'user' as const, content: 'What is the weather?' }];
const body = { model: 'tiny-agent', messages, max_tokens: 8 };
let recorded: Recorded;
let attachment: Attachment;
beforeEach(() => {
  recorded = recordTelemetry();
  attachment = attach({
    adapters: [openai, anthropic, ollama],
    modules: { openai: { OpenAI }, anthropic: { Anthropic }, ollama: { Ollama } },
    captureContent: 'span-and-event',
  });
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment.disable();
  await recorded.stop();
});

const attributes = (): Readonly<Record<string, unknown>> => {
  const [only, ...more] = recorded.spans();
  expect(more).toEqual([]);
  return only!.attributes;
};
const phases = async (): Promise<Set<unknown>> =>
  new Set(
    (await recorded.metrics())
      .filter(({ name }) => name === 'spanwise.server.phase.duration')
      .map(({ attributes: all }) => all['spanwise.server.phase']),
  );

async function startLlama(): Promise<Server> {
  const model = join(tmpdir(), `spanwise-servers-${process.pid}.gguf`);
  writeFileSync(model, tinyModel());
  const server = await startLlamaServer(model, []);
  return {
    url: server.url,
    stop: async () => {
      server.process.kill();
      rmSync(model);
    },
  };
}

/** The tests of one server, where it is there. */
function describeServer(
  { name, isThere, start }: (typeof SERVERS)[number],
  tests: (url: () => string) => void,
): void {
  describe.skipIf(!isThere)(`${name}${isThere ? '' : ' (skipped: it is not built)'}`, () => {
    let server: Server | undefined;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server?.stop());
    tests(() => server!.url);
  });
}

for (const kind of SERVERS) {
  const { provider } = kind;
  describeServer(kind, (url) => {
    it('answers the openai client, and shows which server it is', async () => {
      const client = new OpenAI({ apiKey: 'none', baseURL: `${url()}/v1` });
      const reply = await client.chat.completions.create(body);
      expect(attributes()).toMatchObject({
        'gen_ai.provider.name': provider,
        'gen_ai.response.id': reply.id,
        'gen_ai.usage.input_tokens': reply.usage!.prompt_tokens,
        'gen_ai.usage.output_tokens': reply.usage!.completion_tokens,
      });
    });

    it('streams to the openai client, with usage when it is asked for', async () => {
      const client = new OpenAI({ apiKey: 'none', baseURL: `${url()}/v1` });
      const stream = await client.chat.completions.create({
        ...body,
        stream: true,
        stream_options: { include_usage: true },
      });
      let usage: OpenAI.CompletionUsage | null | undefined;
      for await (const chunk of stream) usage = chunk.usage ?? usage;
      expect(attributes()).toMatchObject({
        'gen_ai.provider.name': provider,
        'spanwise.stream.outcome': 'completed',
        'gen_ai.usage.input_tokens': usage!.prompt_tokens,
        'gen_ai.usage.output_tokens': usage!.completion_tokens,
      });
    });

    it('answers the client of Anthropic', async () => {
      const client = new Anthropic({ apiKey: 'none', baseURL: url() });
      const reply = await client.messages.create(body);
      expect(attributes()).toMatchObject({
        'gen_ai.response.id': reply.id,
        'gen_ai.usage.output_tokens': reply.usage.output_tokens,
      });
    });
  });
}

describeServer(SERVERS[0]!, (url) => {
  it('tells its times and, in a stream, its tokens unasked', async () => {
    const client = new OpenAI({ apiKey: 'none', baseURL: `${url()}/v1` });
    const stream = await client.chat.completions.create({ ...body, stream: true });
    for await (const _ of stream);
    expect(attributes()['gen_ai.usage.input_tokens']).toBeGreaterThan(0);
    expect(attributes()['gen_ai.usage.output_tokens']).toBe(body.max_tokens);
    expect(await phases()).toEqual(new Set(['output', 'prompt']));
  });
});

describeServer(SERVERS[1]!, (url) => {
  const request = { model: 'tiny-agent', messages, options: { num_predict: 8 } };

  it('answers its own client, whole and streamed, with the times of each phase', async () => {
    const client = new Ollama({ host: url() });
    const reply = await client.chat(request);
    expect(attributes()).toMatchObject({
      'gen_ai.usage.input_tokens': reply.prompt_eval_count,
      'gen_ai.usage.output_tokens': reply.eval_count,
      'spanwise.server.load_time': reply.load_duration / 1e9,
      'spanwise.server.total_time': reply.total_duration / 1e9,
    });
    recorded.reset();
    let tokens: number | undefined;
    for await (const chunk of await client.chat({ ...request, stream: true }))
      tokens = chunk.eval_count;
    expect(attributes()['gen_ai.usage.output_tokens']).toBe(tokens);
    expect(await phases()).toEqual(new Set(['load', 'output', 'prompt']));
  });

  it('completes texts, embeds, and says that it has no such model', async () => {
    const client = new Ollama({ host: url() });
    const text = await client.generate({ model: 'tiny-agent', prompt: 'A trace' });
    expect(attributes()['gen_ai.usage.output_tokens']).toBe(text.eval_count);
    recorded.reset();
    const { embeddings } = await client.embed({ model: 'tiny-agent', input: ['a', 'b'] });
    expect(attributes()['gen_ai.embeddings.dimension.count']).toBe(embeddings[0]!.length);
    recorded.reset();
    await expect(client.chat({ ...request, model: 'nobody' })).rejects.toThrow('not found');
    expect(attributes()['error.type']).toBe('404');
  });
});
