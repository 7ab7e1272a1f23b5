/** Batches over a socket: each call is one span, those about a batch link to its submission, and its tokens count once. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Anthropic as Newest } from '@anthropic-ai/sdk';
import { attach, type Attachment } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anthropic } from './index.ts';

/** Documented: after Anthropic's reference of message batches and the types of @anthropic-ai/sdk 1.13.0 (2026-11-30). */
const usage = {
  input_tokens: 10,
  cache_read_input_tokens: 5,
  output_tokens: 4,
  service_tier: 'batch',
};
const succeeded = (model: string, told: object | null = usage): object => ({
  custom_id: model,
  result: {
    type: 'succeeded',
    message: { id: 'msg', type: 'message', role: 'assistant', model, content: [], usage: told },
  },
});
const errored = {
  custom_id: 'b',
  result: { type: 'errored', error: { type: 'error', error: { type: 'invalid_request_error' } } },
};
const expired = { custom_id: 'c', result: { type: 'expired' } };

let server: Server;
let recorded: Recorded;
let attachment: Attachment;
let results: object[] = [];
/** Ids are new for each test: the tokens of a batch count once in a process. */
let id = '';
let tests = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url!.includes('/results')) {
        response.writeHead(200, { 'content-type': 'application/binary' });
        response.end(results.map((result) => `${JSON.stringify(result)}\n`).join(''));
        return;
      }
      const isOver = request.method === 'GET';
      const counts = { processing: 0, succeeded: 1, errored: 1, canceled: 0, expired: 1 };
      response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' });
      response.end(
        JSON.stringify({
          id,
          type: 'message_batch',
          processing_status: isOver ? 'ended' : 'in_progress',
          request_counts: isOver
            ? counts
            : { ...counts, processing: 3, succeeded: 0, errored: 0, expired: 0 },
          results_url: isOver
            ? `http://${request.headers.host}/v1/messages/batches/${id}/results`
            : null,
        }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  id = `msgbatch_${(tests += 1)}`;
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

type Exports = { readonly Anthropic: typeof Newest };
type Batches = Newest.Messages.Batches;

describe.each<[string, () => Promise<unknown>, 'beta' | 'messages']>([
  ['0.30', () => import('anthropic0-oldest'), 'beta'],
  ['0.137', () => import('anthropic0'), 'messages'],
  ['1.13', () => import('@anthropic-ai/sdk'), 'messages'],
  ['1.13, betas', () => import('@anthropic-ai/sdk'), 'beta'],
])('of the client %s', (_name, load, where) => {
  let batches: Batches;
  beforeEach(async () => {
    const exports = (await load()) as Exports;
    recorded = recordTelemetry();
    attachment = attach({ adapters: [anthropic], modules: { '@anthropic-ai/sdk': exports } });
    const { port } = server.address() as AddressInfo;
    const client = new exports.Anthropic({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}` });
    batches = where === 'beta' ? (client.beta.messages.batches as never) : client.messages.batches;
  });
  const submit = (...models: string[]): Promise<unknown> =>
    batches.create({
      requests: models.map((model) => ({
        custom_id: model,
        params: { model, max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] },
      })),
    });
  const read = async (): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const result of await batches.results(id)) all.push(result);
    return all;
  };
  const last = () => recorded.spans().at(-1)!;

  it('submission, look and results are a span each, of which the later ones link to the first', async () => {
    results = [succeeded('claude-a'), errored, expired];
    await submit('claude-a', 'claude-a', 'claude-a');
    expect(await batches.retrieve(id)).toMatchObject({ processing_status: 'ended' });
    expect(await read()).toEqual(results);
    const [created, looked, fetched, ...more] = recorded.spans();
    expect(more).toEqual([]);
    expect(created).toMatchObject({
      name: 'create_batch claude-a',
      attributes: {
        'gen_ai.operation.name': 'create_batch',
        'gen_ai.request.model': 'claude-a',
        'spanwise.batch.id': id,
        'spanwise.batch.status': 'in_progress',
        'spanwise.batch.request_count': 3,
        'spanwise.batch.succeeded_count': 0,
        'spanwise.batch.failed_count': 0,
      },
      links: [],
    });
    expect(looked).toMatchObject({
      name: 'fetch_batch',
      attributes: {
        'spanwise.batch.id': id,
        'spanwise.batch.status': 'ended',
        'spanwise.batch.request_count': 3,
        'spanwise.batch.succeeded_count': 1,
        'spanwise.batch.failed_count': 2,
      },
    });
    expect(fetched).toMatchObject({
      name: 'fetch_batch_results',
      attributes: {
        'gen_ai.response.model': 'claude-a',
        'gen_ai.usage.input_tokens': 15,
        'gen_ai.usage.cache_read.input_tokens': 5,
        'gen_ai.usage.output_tokens': 4,
        'spanwise.batch.id': id,
        'spanwise.batch.request_count': 3,
        'spanwise.batch.succeeded_count': 1,
        'spanwise.batch.failed_count': 2,
        'spanwise.stream.outcome': 'completed',
        'spanwise.stream.chunk_count': 3,
      },
    });
    // To ask where the results are and to read them is no retry.
    expect(fetched!.attributes).not.toHaveProperty('spanwise.retry.count');
    for (const span of [looked, fetched])
      expect(span!.links.map(({ context }) => context.spanId)).toEqual([
        created!.spanContext().spanId,
      ]);
  });

  it('tokens are those of all requests together, and count once', async () => {
    results = [succeeded('claude-a'), succeeded('claude-b')];
    await read();
    expect(last().attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 30,
      'gen_ai.usage.output_tokens': 8,
    });
    expect(last().attributes).not.toHaveProperty('gen_ai.response.model');
    await read();
    expect(last().attributes).not.toHaveProperty('gen_ai.usage.input_tokens');
    const counted = (await recorded.metrics())
      .filter(({ name }) => name.endsWith('tokens'))
      .map(({ name, value }) => [name, value]);
    expect(Object.fromEntries(counted)).toEqual({
      'gen_ai.client.inference.usage.input_tokens': 30,
      'gen_ai.client.inference.usage.cache_read.input_tokens': 10,
      'gen_ai.client.inference.usage.output_tokens': 8,
    });
  });

  it('results that are left half-way have no tokens, and do not keep the whole from counting', async () => {
    results = [succeeded('claude-a'), succeeded('claude-a')];
    for await (const _ of await batches.results(id)) break;
    expect(last().attributes).toMatchObject({ 'spanwise.stream.outcome': 'cancelled' });
    expect(last().attributes).not.toHaveProperty('gen_ai.usage.output_tokens');
    await read();
    expect(last().attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 8 });
  });

  it.each([
    ['null', null],
    ['without a count', { input_tokens: 1 }],
  ])('the tokens are not known when the usage of one of them is %s', async (_case, told) => {
    results = [succeeded('claude-a'), succeeded('claude-a', told)];
    await read();
    expect(last().attributes).toMatchObject({ 'spanwise.batch.succeeded_count': 2 });
    expect(last().attributes).not.toHaveProperty('gen_ai.usage.output_tokens');
  });

  it('a submission of several models names none', async () => {
    await submit('claude-a', 'claude-b');
    expect(last().name).toBe('create_batch');
    expect(last().attributes).not.toHaveProperty('gen_ai.request.model');
  });
});
