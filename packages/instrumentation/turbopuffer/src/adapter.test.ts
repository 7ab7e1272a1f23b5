/** The contract, on exchanges, for the oldest client of each major and the newest. */
import { attach } from '@spanwise/core';
import {
  describeAdapter,
  readExchanges,
  recordTelemetry,
  startWireServer,
} from '@spanwise/testing';
import { Turbopuffer } from '@turbopuffer/turbopuffer';
import { expect, it } from 'vitest';
import { turbopuffer } from './index.ts';
import { openNamespace } from './open-namespace.ts';

describeAdapter(turbopuffer, {
  clients: ['turbopuffer1-oldest', 'turbopuffer2-oldest', '@turbopuffer/turbopuffer'].map(
    (alias) => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create: openNamespace,
    }),
  ),
  exchanges: readExchanges(import.meta.dirname),
  withSignal: ([body, options], signal) => [body, { ...(options as object), signal }],
});

it('tells how long the server took, though the client adds times of its own', async () => {
  const recorded = recordTelemetry();
  const server = await startWireServer();
  server.answer({ json: { rows: [], performance: { server_total_ms: 12.5 } } });
  const attachment = attach({
    adapters: [turbopuffer],
    modules: { turbopuffer: { Turbopuffer } },
  });
  const client = new Turbopuffer({ apiKey: 'none', baseURL: server.url });
  const reply = await client
    .namespace('articles')
    .query({ rank_by: ['vector', 'ANN', [1]], top_k: 1 });
  expect(reply.performance.client_total_ms).toBeGreaterThan(0);
  expect(recorded.spans()[0]?.attributes['spanwise.server.total_time']).toBe(0.0125);
  attachment.disable();
  await server.stop();
  await recorded.stop();
});
