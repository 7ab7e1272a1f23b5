/** The contract, on exchanges, for the oldest client and the newest, by an index and by one of its namespaces. */
import { attach, observe } from '@spanwise/core';
import {
  describeAdapter,
  readExchanges,
  recordTelemetry,
  startWireServer,
} from '@spanwise/testing';
import { describe, expect, it } from 'vitest';
import { upstashVector } from './index.ts';
import { openIndex, openNamespace } from './open-index.ts';

describe.each([
  { name: 'indexes', aliases: ['upstash-oldest', '@upstash/vector'], create: openIndex },
  { name: 'namespaces', aliases: ['@upstash/vector'], create: openNamespace },
])('$name', ({ name, aliases, create }) => {
  describeAdapter(upstashVector, {
    clients: aliases.map((alias) => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create,
    })),
    exchanges: readExchanges(import.meta.dirname, `${name}.json`),
    withSignal: false,
  });
});

it('watches the client that is made for Cloudflare', async () => {
  const recorded = recordTelemetry();
  const server = await startWireServer();
  server.answer({ json: { result: [] } });
  const exports = await import('@upstash/vector/cloudflare');
  const attachment = attach({
    adapters: [upstashVector],
    modules: { '@upstash/vector': exports },
  });
  const index = new exports.Index({ url: server.url, token: 'none', retry: false });
  await index.query({ vector: [1], topK: 1 });
  expect(recorded.spans()).toHaveLength(1);
  attachment.disable();
  await server.stop();
  await recorded.stop();
});

it("watches what sends the requests of one index, which may be the caller's own", async () => {
  const { Index } = await import('@upstash/vector');
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [upstashVector] });
  const requester = { request: () => Promise.resolve({ result: [] as never }) };
  const index = observe(new Index(requester));
  await index.namespace('blog').query({ vector: [1], topK: 1 });
  expect(recorded.spans().map(({ name }) => name)).toEqual(['query blog']);
  attachment.disable();
  await recorded.stop();
});
