/** What happens to telemetry when a server is away, is killed, or does not know the sender. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
