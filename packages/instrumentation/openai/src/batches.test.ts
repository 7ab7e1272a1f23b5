/** Batches over a socket: submission and looks are a span each, and the tokens of a batch count once, when it is over. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attach, type Attachment } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import type { OpenAI as Newest } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openai } from './index.ts';

/** Documented: after OpenAI's reference of batches and the types of openai 7.57.0 (2026-11-30). */
const submitted = {
  id: 'batch_1',
  object: 'batch',
  endpoint: '/v1/chat/completions',
  input_file_id: 'file-1',
  completion_window: '24h',
  status: 'validating',
  created_at: 1_764_000_000,
  request_counts: { total: 0, completed: 0, failed: 0 },
};
const usage = {
  input_tokens: 30,
  input_tokens_details: { cached_tokens: 10 },
  output_tokens: 8,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 38,
};

let server: Server;
let recorded: Recorded;
let attachment: Attachment;
let reply: object = submitted;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment.disable();
  await recorded.stop();
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe.each<[string, () => Promise<unknown>]>([
  ['openai4', () => import('openai4')],
  ['openai5', () => import('openai5')],
  ['openai6', () => import('openai6')],
  ['openai', () => import('openai')],
])('of the client %s', (name, load) => {
  let client: Newest;
  beforeEach(async () => {
    const exports = (await load()) as { readonly OpenAI: typeof Newest };
    recorded = recordTelemetry();
    attachment = attach({ adapters: [openai], modules: { openai: exports } });
    const { port } = server.address() as AddressInfo;
    client = new exports.OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1` });
  });

  it('a look links to the submission, and the first one after the end has the tokens', async () => {
    // The tokens of a batch count once in a process.
    const id = `batch_${name}`;
    reply = { ...submitted, id };
    await client.batches.create({
      endpoint: '/v1/chat/completions',
      input_file_id: 'file-1',
      completion_window: '24h',
    });
    const counts = { total: 3, completed: 2, failed: 1 };
    // Of one that goes on, what was used so far is not all.
    reply = { ...submitted, id, status: 'in_progress', request_counts: counts, usage };
    await client.batches.retrieve(id);
    reply = {
      ...submitted,
      id,
      status: 'completed',
      request_counts: counts,
      usage,
      model: 'gpt-5',
    };
    expect(await client.batches.retrieve(id)).toMatchObject(reply);
    await client.batches.retrieve(id);
    const [created, ...looks] = recorded.spans();
    expect(looks).toHaveLength(3);
    expect(created).toMatchObject({
      name: 'create_batch',
      attributes: { 'spanwise.batch.id': id, 'spanwise.batch.status': 'validating' },
    });
    for (const look of looks)
      expect(look).toMatchObject({
        name: 'fetch_batch',
        links: [{ context: { spanId: created!.spanContext().spanId } }],
        attributes: {
          'spanwise.batch.id': id,
          'spanwise.batch.request_count': 3,
          'spanwise.batch.succeeded_count': 2,
          'spanwise.batch.failed_count': 1,
        },
      });
    expect(looks.map(({ attributes }) => attributes['gen_ai.usage.output_tokens'])).toEqual([
      undefined,
      8,
      undefined,
    ]);
    expect(looks[1]!.attributes).toMatchObject({
      'gen_ai.response.model': 'gpt-5',
      'gen_ai.usage.input_tokens': 30,
      'gen_ai.usage.cache_read.input_tokens': 10,
      'gen_ai.usage.reasoning.output_tokens': 2,
      'spanwise.batch.status': 'completed',
    });
  });

  it('a batch of which nobody says what it used has no tokens', async () => {
    reply = { ...submitted, status: 'completed' };
    await client.batches.retrieve('batch_1');
    const [look] = recorded.spans();
    expect(look!.links).toEqual([]);
    expect(look!.attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
  });
});
