/** A gateway keeps tenants apart: each finds what is its own in a real Loki, and nothing else. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingPrograms } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';
import { startStack, type Stack } from './stack.ts';

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 30_000, interval: 250 };
const TENANTS = ['outdoor', 'indoor'] as const;

describe.skipIf(missing.length > 0)(`a gateway of several tenants${skipped}`, () => {
  let stack: Stack;
  let gateway: Collector;

  beforeAll(async () => {
    stack = await startStack({
      servers: ['prometheus', 'loki'],
      variables: { STACK_LOKI_TENANTS: 'true' },
    });
    gateway = await startCollector(
      ['single-node/collector.yaml', 'single-node/dialects.yaml', 'gateway/tenants.yaml'],
      stack.stores,
    );
    // At the same moment, so that a batch could hold both.
    await Promise.all(
      [...TENANTS, undefined].flatMap((tenant) =>
        Array.from({ length: 5 }, (_, index) => send(tenant, `${tenant ?? 'nobody'} ${index}`)),
      ),
    );
  });
  afterAll(async () => {
    await gateway?.stop('SIGKILL');
    await stack?.stop();
  });

  async function send(tenant: string | undefined, body: string): Promise<void> {
    const now = `${Date.now()}000000`;
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/logs`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(tenant !== undefined && { 'x-scope-orgid': tenant }),
      },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: {
              attributes: [{ key: 'service.name', value: { stringValue: 'tenants' } }],
            },
            scopeLogs: [{ logRecords: [{ timeUnixNano: now, body: { stringValue: body } }] }],
          },
        ],
      }),
    });
    expect(response.status).toBe(200);
  }

  it.each([
    ['outdoor', 'outdoor'],
    ['indoor', 'indoor'],
    ['operators', 'nobody'],
  ])('gives %s what is its own', async (tenant, word) => {
    const lines = await vi.waitUntil(async () => {
      const streams = await stack.loki(
        { query: '{service_name="tenants"}', since: '1h' },
        { 'x-scope-orgid': tenant },
      );
      const found = streams.flatMap(({ values }) => values.map(([, line]) => line));
      return found.length >= 5 ? found : undefined;
    }, PATIENCE);
    expect(lines.toSorted()).toEqual([0, 1, 2, 3, 4].map((index) => `${word} ${index}`));
  });

  it('gives nothing to who does not say who it is', async () => {
    await expect(stack.loki({ query: '{service_name="tenants"}', since: '1h' })).rejects.toThrow(
      '401',
    );
  });
});
