/** Where OpenTelemetry's own instrumentation of `pg` is active, a search has its span alone, and our metrics. */
import { createRequire } from 'node:module';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { trace } from '@opentelemetry/api';
import { PgInstrumentation as OpenTelemetryPg } from '@opentelemetry/instrumentation-pg';
import { attach, type Attachment } from '@spanwise/core';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pg as entry } from './index.ts';

interface Pg {
  readonly Client: new (options: object) => {
    readonly query: (...values: unknown[]) => Promise<unknown>;
    readonly end: () => Promise<void>;
  };
}

const SEARCH = 'SELECT id FROM articles ORDER BY embedding <=> $1 LIMIT 2';

let recorded: Recorded;
let attachment: Attachment;
let theirs: OpenTelemetryPg;
let pg: Pg;

beforeEach(() => {
  recorded = recordTelemetry();
  theirs = new OpenTelemetryPg({ requireParentSpan: false });
  theirs.setTracerProvider(trace.getTracerProvider());
  theirs.enable();
  pg = createRequire(import.meta.url)('pg') as Pg;
  attachment = attach({ adapters: [entry], modules: { pg } });
});
afterEach(async () => {
  attachment.disable();
  theirs.disable();
  await recorded.stop();
});

/** Makes a search that fails, because the server hangs up: what is recorded of it is there nevertheless. */
async function search(): Promise<void> {
  const server = createServer((socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    database: 'kb',
    user: 'none',
  }) as unknown as {
    query: (...values: unknown[]) => Promise<unknown>;
    connect: () => Promise<void>;
    on: (event: string, listener: () => void) => void;
  };
  client.on('error', () => {});
  const query = client.query(SEARCH, ['[1,2]']).catch(() => {});
  await client.connect().catch(() => {});
  await query;
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

it('makes no second span, says who makes it, and adds to it where it is the active one', async () => {
  await search();
  const scopes = recorded.spans().map(({ instrumentationScope }) => instrumentationScope.name);
  expect([...new Set(scopes)]).toEqual(['@opentelemetry/instrumentation-pg']);
  const [library] = attachment.report().libraries;
  expect(library?.alsoTracedBy).toHaveLength(1);

  const within = { attributes: { 'db.system.name': 'postgresql' } };
  await trace.getTracer('somebody').startActiveSpan('SELECT', within, async (span) => {
    await search();
    span.end();
  });
  const active = recorded
    .spans()
    .find(({ instrumentationScope }) => instrumentationScope.name === 'somebody');
  expect(active?.attributes).toMatchObject({
    'spanwise.vector.operation': 'search',
    'spanwise.vector.search.top_k': 2,
    'spanwise.vector.search.metric': 'cosine',
  });
  const ours = (await recorded.metrics()).filter(
    ({ attributes }) => 'spanwise.vector.operation' in attributes,
  );
  expect(ours.map(({ name }) => name)).not.toContain('db.client.operation.duration');
});
