/** The contract, on exchanges, and what is particular about queries that are built before they are sent. */
import { readFileSync } from 'node:fs';
import { trace } from '@opentelemetry/api';
import { attach, withContext, type Attachment } from '@spanwise/core';
import {
  describeAdapter,
  recordTelemetry,
  startWireServer,
  type Exchange,
  type Recorded,
  type WireServer,
} from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { supabase } from './index.ts';
import { installedAs, type Loose } from './open-client.ts';

const ALIASES = ['supabase-oldest', '@supabase/supabase-js'];

describeAdapter(supabase, {
  clients: ALIASES.map((alias) => ({
    alias,
    load: () => Promise.resolve(installedAs(alias).exports),
    // A failure is told by a rejection then, as the contract asks for.
    create: (_exports: object, url: string) => {
      const client = installedAs(alias).open(url);
      return { rpc: (...given: unknown[]) => client.rpc(...given).throwOnError() as object };
    },
  })),
  withSignal: false,
  exchanges: JSON.parse(
    readFileSync(`${import.meta.dirname}/fixtures/searches.json`, 'utf8'),
  ) as Exchange[],
});

describe.each(ALIASES)('%s', (alias) => {
  const { exports, open } = installedAs(alias);
  const given = { query_embedding: [0.1, 0.2], match_count: 3 };
  let server: WireServer;
  let client: Loose;
  let recorded: Recorded;
  let attachment: Attachment;

  beforeAll(async () => {
    server = await startWireServer();
    client = open(server.url);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.answer({ json: [{ id: 1, similarity: 0.9 }] });
    recorded = recordTelemetry();
    attachment = attach({ adapters: [supabase], modules: { supabase: exports } });
  });
  afterEach(async () => {
    expect(attachment.report()).toMatchObject({ openCalls: 0, failures: {} });
    attachment.disable();
    await recorded.stop();
  });

  it('leaves functions alone that are given no vector', async () => {
    await client.rpc('add', { a: 1, ids: [1, 2] });
    await client.rpc('hello');
    expect(recorded.spans()).toEqual([]);
  });

  it('starts when somebody waits, each time, with what was added since', async () => {
    const query = client.rpc('match_documents', given);
    expect(query.eq('tenant', 'acme').limit(1)).toBe(query);
    expect(recorded.spans()).toEqual([]);
    expect(server.bodies()).toHaveLength(0);
    await withContext({ tenantId: 'acme' }, async () => {
      await query;
    });
    await query;
    expect(server.bodies()).toHaveLength(2);
    expect(recorded.spans()).toHaveLength(2);
    expect(recorded.spans()[0]!.attributes).toMatchObject({
      'spanwise.vector.search.top_k': 1,
      'spanwise.vector.filter.keys': ['tenant'],
      'spanwise.tenant.scoped': true,
    });
  });

  it('is seen in another schema, and of one row', async () => {
    server.answer({ json: { id: 1, similarity: 0.9 } });
    const query =
      client.schema?.('kb').rpc('match_documents', given) ?? client.rpc('match_documents', given);
    expect((await query.single()).data).toEqual({ id: 1, similarity: 0.9 });
    expect(recorded.spans()[0]!.attributes).toMatchObject({
      'db.response.returned_rows': 1,
      'spanwise.vector.search.score.best': 0.9,
    });
  });

  it('leaves who waits in its own context', async () => {
    const tracer = trace.getTracer('test');
    await tracer.startActiveSpan('a', async (span) => {
      await client.rpc('match_documents', given);
      expect(trace.getActiveSpan()).toBe(span);
      const seen: unknown = await client
        .rpc('match_documents', given)
        .then(() => trace.getActiveSpan());
      expect(seen).toBe(span);
      span.end();
    });
    const parent = recorded.spans().at(-1)!.spanContext().spanId;
    for (const { parentSpanContext } of recorded.spans().slice(0, 2))
      expect(parentSpanContext?.spanId).toBe(parent);
  });

  it('fails as the client does, where it is told to throw', async () => {
    server.answer({ status: 400, json: { code: '22000', message: 'different dimensions' } });
    await expect(client.rpc('match_documents', given).throwOnError()).rejects.toMatchObject({
      code: '22000',
    });
    expect(recorded.spans()[0]).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': '22000', 'db.response.status_code': '22000' },
    });
  });
});
