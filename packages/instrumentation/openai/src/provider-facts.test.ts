/** What a provider says beside its reply: limits, attempts it turned away, how a stream came. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attach, type Attachment } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import * as oldest from 'openai4-oldest';
import * as newest from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openai } from './index.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let recorded: Recorded;
let attachment: Attachment;
/** What the server answers, one after the other. */
const answers: Answer[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => answers.shift()!(response, request));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
afterEach(async () => {
  expect((await recorded.findings()).filter(({ level }) => level === 'violation')).toEqual([]);
  attachment.disable();
  await recorded.stop();
});

const LIMITS = {
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-reset-requests': '6m0s',
  'x-ratelimit-limit-tokens': '200000',
  'x-ratelimit-remaining-tokens': '199984',
  'x-ratelimit-reset-tokens': '120ms',
};
const json =
  (status: number, body: object, headers: object = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const ok = json(
  200,
  {
    id: '1',
    model: 'm',
    choices: [{ index: 0, finish_reason: 'stop', message: { content: 'a' } }],
  },
  { 'x-request-id': 'req_2', ...LIMITS },
);
const tooMany = json(
  429,
  { error: { code: 'rate_limit_exceeded', message: 'slow down' } },
  { 'retry-after-ms': '1', 'x-request-id': 'req_1' },
);
const body = { model: 'm', messages: [{ role: 'user' as const, content: 'hi' }] };

describe.each<[string, typeof newest]>([
  ['newest', newest],
  // Sends by `node:http`, not by `fetch`.
  ['oldest', oldest as unknown as typeof newest],
])('with the %s client', (name, exports) => {
  let client: newest.OpenAI;
  const watch = (options: object = {}): void => {
    recorded = recordTelemetry();
    attachment = attach({ adapters: [openai], modules: { openai: exports }, ...options });
    const { port } = server.address() as AddressInfo;
    client = new exports.OpenAI({
      apiKey: 'none',
      baseURL: `http://127.0.0.1:${port}/v1`,
      maxRetries: 1,
    });
  };
  beforeEach(() => watch());
  const span = () => {
    const [only, ...more] = recorded.spans();
    expect(more).toEqual([]);
    return only!;
  };

  it('the limits of a reply are on the span and in gauges', async () => {
    answers.push(ok);
    await client.chat.completions.create(body);
    expect(span().attributes).toMatchObject({
      'spanwise.request.id': 'req_2',
      'spanwise.rate_limit.requests.limit': 10_000,
      'spanwise.rate_limit.requests.remaining': 9999,
      'spanwise.rate_limit.requests.reset': 360,
      'spanwise.rate_limit.tokens.limit': 200_000,
      'spanwise.rate_limit.tokens.remaining': 199_984,
      'spanwise.rate_limit.tokens.reset': 0.12,
    });
    expect(span().attributes).not.toHaveProperty('spanwise.retry.count');
    const left = (await recorded.selfMetrics()).filter(
      ({ name: metric, attributes }) =>
        metric === 'spanwise.rate_limit.remaining' &&
        attributes['server.port'] === (server.address() as AddressInfo).port,
    );
    expect(
      left.map(({ attributes, value }) => [attributes['spanwise.rate_limit.kind'], value]),
    ).toEqual(
      expect.arrayContaining([
        ['requests', 9999],
        ['tokens', 199_984],
      ]),
    );
  });

  it('an attempt that is turned away and sent again is one span, and counted', async () => {
    answers.push(tooMany, ok);
    await client.chat.completions.create(body);
    expect(span().status.code).toBe(0);
    expect(span().attributes).toMatchObject({
      'spanwise.retry.count': 1,
      'spanwise.request.id': 'req_2',
    });
    expect(span().attributes['spanwise.retry.wait']).toBeGreaterThan(0);
    const rejected = (await recorded.metrics()).filter(
      ({ name: metric }) => metric === 'spanwise.client.rejected_attempts',
    );
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({
      value: 1,
      attributes: {
        'http.response.status_code': 429,
        'gen_ai.request.model': 'm',
        'server.address': '127.0.0.1',
      },
    });
  });

  it('a call that is turned away for good says when to come again', async () => {
    answers.push(tooMany, tooMany);
    await expect(client.chat.completions.create(body)).rejects.toMatchObject({ status: 429 });
    expect(span().attributes).toMatchObject({
      'error.type': 'rate_limit_exceeded',
      'spanwise.retry.count': 1,
      'spanwise.retry.after': 0.001,
      'spanwise.request.id': 'req_1',
    });
  });

  it('a request of another server inside the call is no attempt of it', async () => {
    const fetched: Answer[] = [json(200, {})];
    answers.push(...fetched, ok);
    const { port } = server.address() as AddressInfo;
    const other = new exports.OpenAI({
      apiKey: 'none',
      baseURL: `http://127.0.0.1:${port}/v1`,
      fetch: async (...request: Parameters<typeof fetch>) => {
        // As a client does that fetches its credentials first.
        await fetch(`http://localhost:${port}/credentials`);
        return fetch(...request);
      },
    });
    await other.chat.completions.create(body);
    expect(span().attributes).not.toHaveProperty('spanwise.retry.count');
  });

  if (name === 'newest') {
    it('a stream tells reasoning from text, and its longest gap', async () => {
      const chunk = (delta: object) =>
        `data: ${JSON.stringify({ id: '1', model: 'm', choices: [{ index: 0, delta }] })}\n\n`;
      let goOn = (): void => {};
      answers.push((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(chunk({ reasoning_content: 'hm' }));
        goOn = () => {
          response.write(chunk({ content: 'a' }));
          response.end(
            `data: ${JSON.stringify({ id: '1', choices: [], usage: { prompt_tokens: 1, completion_tokens: 10 } })}\n\ndata: [DONE]\n\n`,
          );
        };
      });
      const stream = await client.chat.completions.create({ ...body, stream: true });
      const started = performance.now();
      for await (const part of stream) {
        if (part.choices[0]?.delta.content) continue;
        if (part.choices.length === 0) continue;
        // The gap is longer than what the clock can miss.
        const held = setInterval(() => {
          if (performance.now() - started < 60) return;
          clearInterval(held);
          goOn();
        }, 5);
      }
      const { attributes } = span();
      const seconds = (name_: string): number => attributes[`spanwise.stream.${name_}`] as number;
      expect(seconds('time_to_first_reasoning')).toBeGreaterThan(0);
      expect(seconds('time_to_first_text')).toBeGreaterThan(seconds('time_to_first_reasoning'));
      expect(seconds('longest_gap')).toBeGreaterThan(0.02);
      expect(seconds('output_tokens_per_second')).toBeGreaterThan(0);
    });
  }
});
