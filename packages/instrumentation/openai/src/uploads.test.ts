/** Calls that take a file, Azure, and the providers behind addresses. */
import { attach, type Attachment } from '@spanwise/core';
import {
  recordTelemetry,
  startWireServer,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import * as oldest from 'openai4-oldest';
import * as newest from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { providerOf } from './hosts.ts';
import { openai } from './index.ts';

let server: WireServer;
let recorded: Recorded;
let attachment: Attachment | undefined;
beforeAll(async () => {
  server = await startWireServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment?.disable();
  await recorded.stop();
});

const file = (name: string, type: string) => new File([new Uint8Array(64)], name, { type });
const attributes = () => {
  const [span, ...more] = recorded.spans();
  expect(more).toEqual([]);
  return span!.attributes;
};

describe.each<[string, typeof newest]>([
  ['newest', newest],
  ['oldest', oldest as unknown as typeof newest],
])('a file sent with the %s client', (_name, exports) => {
  let client: newest.OpenAI;
  beforeEach(() => {
    attachment = attach({
      adapters: [openai],
      modules: { openai: exports },
      captureContent: 'span',
    });
    client = new exports.OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 });
  });

  it('is transcribed, with usage by modality', async () => {
    const usage = {
      type: 'tokens',
      input_tokens: 14,
      input_token_details: { audio_tokens: 12, text_tokens: 2 },
      output_tokens: 5,
      total_tokens: 19,
    };
    server.answer({ json: { text: 'CANARY', usage } });
    const audio = file('a.wav', 'audio/wav');
    const reply = await client.audio.transcriptions.create({
      model: 'gpt-4o-transcribe',
      file: audio,
      temperature: 0,
    });
    expect(reply.text).toBe('CANARY');
    expect(attributes()).toMatchObject({
      'gen_ai.operation.name': 'generate_content',
      'gen_ai.request.model': 'gpt-4o-transcribe',
      'gen_ai.request.temperature': 0,
      'gen_ai.usage.input_tokens': 14,
      'gen_ai.usage.audio.input_tokens': 12,
      'gen_ai.usage.text.input_tokens': 2,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.output.messages': [
        { role: 'assistant', parts: [{ type: 'text', content: 'CANARY' }] },
      ],
    });
  });

  it('is transcribed, billed by seconds and without tokens', async () => {
    server.answer({ json: { text: 'x', usage: { type: 'duration', seconds: 9 } } });
    await client.audio.transcriptions.create({
      model: 'whisper-1',
      file: file('a.wav', 'audio/wav'),
    });
    expect(attributes()).toMatchObject({ 'spanwise.audio.duration': 9 });
    expect(attributes()).not.toHaveProperty('gen_ai.usage.input_tokens');
    expect((await recorded.metrics()).map(({ name }) => name)).toEqual([
      'gen_ai.client.inference.duration',
    ]);
  });

  it('is translated', async () => {
    server.answer({ json: { text: 'x', duration: 3.5 } });
    await client.audio.translations.create({
      model: 'whisper-1',
      file: file('a.wav', 'audio/wav'),
    });
    expect(attributes()).toMatchObject({ 'spanwise.audio.duration': 3.5 });
  });

  it('is edited as an image', async () => {
    server.answer({ json: { created: 1, data: [{ url: 'https://example.com/1.png' }] } });
    await client.images.edit({
      model: 'gpt-image-1',
      prompt: 'CANARY',
      image: file('a.png', 'image/png'),
    });
    expect(attributes()).toMatchObject({
      'gen_ai.output.type': 'image',
      'spanwise.image.count': 1,
      'gen_ai.output.messages': [
        {
          role: 'assistant',
          parts: [{ type: 'uri', modality: 'image', uri: 'https://example.com/1.png' }],
        },
      ],
    });
  });

  it('is varied as an image', async () => {
    server.answer({ json: { created: 1, data: [{ url: 'a' }, { url: 'b' }] } });
    await client.images.createVariation({ image: file('a.png', 'image/png'), n: 2 });
    expect(attributes()).toMatchObject({
      'spanwise.image.count': 2,
      'gen_ai.request.choice.count': 2,
    });
  });
});

it('a transcript that streams is counted by its last event', async () => {
  attachment = attach({ adapters: [openai], modules: { openai: newest }, captureContent: 'span' });
  const client = new newest.OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 });
  server.answer({
    events: [
      { type: 'transcript.text.delta', delta: 'CAN' },
      {
        type: 'transcript.text.done',
        text: 'CANARY',
        usage: { type: 'tokens', input_tokens: 4, output_tokens: 2, total_tokens: 6 },
      },
    ],
  });
  const stream = await client.audio.transcriptions.create({
    model: 'gpt-4o-transcribe',
    file: file('a.wav', 'audio/wav'),
    stream: true,
  });
  for await (const _ of stream);
  expect(attributes()).toMatchObject({
    'gen_ai.usage.input_tokens': 4,
    'gen_ai.usage.output_tokens': 2,
    'spanwise.stream.chunk_count': 2,
    'spanwise.stream.outcome': 'completed',
  });
  expect(JSON.stringify(attributes())).toContain('CANARY');
});

it('Azure is named as the provider, whatever its address', async () => {
  attachment = attach({ adapters: [openai], modules: { openai: newest } });
  const client = new newest.AzureOpenAI({
    apiKey: 'none',
    apiVersion: '2025-04-01-preview',
    baseURL: `${server.url}/openai`,
    maxRetries: 0,
  });
  // Azure's first chunk has no choice and no usage: it is not the one that was not asked for.
  server.answer({
    events: [
      { id: '', choices: [], model: '', prompt_filter_results: [{ prompt_index: 0 }] },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o-mini-2024-07-18',
        choices: [{ index: 0, delta: { content: 'x' }, finish_reason: 'stop' }],
      },
    ],
  });
  const stream = await client.chat.completions.create({
    model: 'my-deployment',
    messages: [{ role: 'user', content: 'x' }],
    stream: true,
  });
  let chunks = 0;
  for await (const _ of stream) chunks += 1;
  expect(chunks).toBe(2);
  expect(attributes()).toMatchObject({
    'gen_ai.provider.name': 'azure.ai.openai',
    'gen_ai.request.model': 'my-deployment',
    'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
    'gen_ai.response.id': 'chatcmpl-1',
  });
  // What holds for OpenAI alone is not said of others.
  expect(attributes()).not.toHaveProperty('openai.api.type');
});

it.each([
  ['without a choice', []],
  // LiteLLM 1.106, seen on 2026-11-30.
  ['with a choice that says nothing', [{ index: 0, delta: {} }]],
])(
  'usage that we asked for comes in a chunk that the caller does not see, %s',
  async (_, choices) => {
    attachment = attach({ adapters: [openai], modules: { openai: newest }, includeUsage: true });
    const client = new newest.OpenAI({
      apiKey: 'none',
      baseURL: `${server.url}/v1`,
      maxRetries: 0,
    });
    const body = Object.freeze({
      model: 'm',
      messages: [{ role: 'user' as const, content: 'x' }],
      stream: true as const,
    });
    server.answer({
      events: [
        { id: '1', choices: [{ index: 0, delta: { content: 'x' }, finish_reason: 'stop' }] },
        { id: '1', choices, usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } },
      ],
    });
    const chunks: unknown[] = [];
    for await (const chunk of await client.chat.completions.create(body)) chunks.push(chunk);
    expect(chunks).toHaveLength(1);
    expect(JSON.parse(server.bodies()[0]!)).toEqual({
      ...body,
      stream_options: { include_usage: true },
    });
    expect(body).not.toHaveProperty('stream_options');
    expect(attributes()).toMatchObject({
      'gen_ai.usage.input_tokens': 3,
      'spanwise.stream.chunk_count': 1,
    });
  },
);

it.each([
  ['https://api.openai.com/v1', 'openai'],
  ['https://eu.api.openai.com/v1', undefined],
  ['https://acme.openai.azure.com/openai', 'azure.ai.openai'],
  ['https://openai.azure.com.example.com', undefined],
  ['https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1', 'aws.bedrock'],
  ['https://europe-west1-aiplatform.googleapis.com/v1', 'gcp.vertex_ai'],
  ['https://api.deepseek.com', 'deepseek'],
  ['https://api.x.ai/v1', 'x_ai'],
  ['http://localhost:11434/v1', 'ollama'],
  ['http://localhost:8000/v1', undefined],
])('%s is %s', (address, provider) => {
  expect(providerOf(new URL(address))).toBe(provider);
});
