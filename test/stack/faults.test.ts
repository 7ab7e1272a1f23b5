/** What happens to telemetry when a server is away, is killed, or does not know the sender. */
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { questionCount } from '../../examples/support-desk/src/demo/traffic.ts';
import { selfSigned } from '../faults/self-signed.ts';
import { missingPrograms } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';
import { runDemo } from './demo.ts';
import { startStack, type Stack } from './stack.ts';

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';

describe.skipIf(missing.length > 0)(`a store that is away${skipped}`, () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ servers: ['prometheus', 'loki'] });
  });
  afterAll(async () => {
    await stack?.stop();
  });

  it('gets everything when it is back, though the Collector was killed meanwhile', async () => {
    const collector = await stack.launch(['collector']);
    await runDemo(stack.otlp);
    await collector.kill();
    await stack.launch(['collector']);
    await stack.launch(['jaeger']);
    const traces = await vi.waitUntil(
      async () => {
        const found = await stack.jaeger('traces', {
          service: 'support-desk',
          operation: 'POST /conversations/:id/messages',
          lookback: '1h',
          limit: 1000,
        });
        return found.length === questionCount ? found : undefined;
      },
      // The Collector waits up to 15 s before it tries a store again.
      { timeout: 60_000, interval: 250 },
    );
    for (const { spans } of traces) {
      const ids = new Set(spans.map(({ spanID }) => spanID));
      const parents = spans.flatMap(({ references }) => references);
      expect(parents.filter(({ spanID }) => !ids.has(spanID))).toEqual([]);
    }
  });
});

describe.skipIf(missing.length > 0)(`a Collector without memory${skipped}`, () => {
  /** Each request has about 4 MB of content. */
  const SPANS = 40;
  const CONTENT = 'x'.repeat(100_000);
  let stack: Stack;
  let collector: Collector;
  let folder: string;

  beforeAll(async () => {
    stack = await startStack({ servers: ['prometheus'] });
    folder = mkdtempSync(join(tmpdir(), 'spanwise-memory-'));
    const small = join(folder, 'small.yaml');
    writeFileSync(
      small,
      stringify({ processors: { memory_limiter: { limit_mib: 60, spike_limit_mib: 20 } } }),
    );
    collector = await startCollector(['single-node/collector.yaml', small], stack.stores);
  });
  afterAll(async () => {
    await collector?.stop('SIGKILL');
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The status of its answer. */
  async function send(spans: number, content: string): Promise<number> {
    const span = (): object => ({
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      name: 'flood',
      startTimeUnixNano: `${Date.now()}000000`,
      endTimeUnixNano: `${Date.now()}000000`,
      attributes: [{ key: 'content', value: { stringValue: content } }],
    });
    const response = await fetch(`http://127.0.0.1:${collector.httpPort}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceSpans: [{ scopeSpans: [{ spans: Array.from({ length: spans }, span) }] }],
      }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  it('refuses a flood, counts that, and takes more when the flood is over', async () => {
    const statuses = new Set<number>();
    const deadline = Date.now() + 60_000;
    while (!statuses.has(503) && Date.now() < deadline) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(SPANS, CONTENT)));
      for (const status of answers) statuses.add(status);
    }
    // Nothing but taken, or asked to come again.
    expect(statuses).toEqual(new Set([200, 503]));
    await vi.waitFor(async () => expect(await send(1, 'short')).toBe(200), {
      timeout: 60_000,
      interval: 500,
    });
    await vi.waitUntil(
      async () => {
        const { result } = await stack.prometheus('query', {
          query: 'sum(otelcol_receiver_refused_spans_total) > 0',
        });
        return result.length > 0;
      },
      { timeout: 20_000, interval: 250 },
    );
  });
});

const noCollector = missing.includes('otelcol');

describe.skipIf(noCollector)(
  `a Collector for other machines${noCollector ? ' (skipped: the Collector is not built)' : ''}`,
  () => {
    const { key, cert } = selfSigned();
    let folder: string;
    let collector: Collector;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'spanwise-open-'));
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      collector = await startCollector(
        ['single-node/collector.yaml', 'single-node/collector-open.yaml'],
        {
          STACK_COLLECTOR_TOKEN_FILE: file('tokens', 'first-token\nsecond-token\n'),
          STACK_COLLECTOR_CERT_FILE: file('cert.pem', cert),
          STACK_COLLECTOR_KEY_FILE: file('key.pem', key),
        },
      );
    });
    afterAll(async () => {
      await collector?.stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });

    /** The status of its answer. */
    async function send(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
      const sent = request({
        host: '127.0.0.1',
        port: collector.httpPort,
        path: '/v1/traces',
        method: 'POST',
        ca: cert,
        headers: { 'content-type': 'application/json', ...headers },
      });
      sent.end('{"resourceSpans":[]}');
      const [response] = await once(sent, 'response');
      response.resume();
      return response.statusCode;
    }

    it.each(['first-token', 'second-token'])('knows a sender by its token: %s', async (token) => {
      expect(await send({ authorization: `Bearer ${token}` })).toBe(200);
    });

    it.each([
      ['no token', {}],
      ['another token', { authorization: 'Bearer third-token' }],
      ['an empty token', { authorization: 'Bearer ' }],
      ['a part of a token', { authorization: 'Bearer first' }],
    ])('refuses one with %s', async (_name, headers: Record<string, string>) => {
      expect(await send(headers)).toBe(401);
    });

    it('takes nothing without TLS', async () => {
      const response = await fetch(`http://127.0.0.1:${collector.httpPort}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer first-token' },
        body: '{"resourceSpans":[]}',
      });
      expect(response.status).toBe(400);
    });
  },
);
