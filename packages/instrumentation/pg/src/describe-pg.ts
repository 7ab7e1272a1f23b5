/** The contract, and what is particular about `pg`, with the real client, as tests against a PostgreSQL with pgvector. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { context, trace } from '@opentelemetry/api';
import { attach, withContext, type Attachment } from '@spanwise/core';
import { describeAdapter, recordTelemetry, type Exchange, type Recorded } from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pg as entry } from './index.ts';
import type { Database } from './start-database.ts';

interface Result {
  readonly rows: readonly Record<string, unknown>[];
}
interface Connection {
  readonly connect: () => Promise<unknown>;
  readonly end: () => Promise<void>;
  readonly query: (...values: unknown[]) => Promise<Result>;
}
interface Pg {
  readonly Client: new (options: object) => Connection;
  readonly Pool: new (options: object) => Connection;
  readonly Query: new (...values: unknown[]) => NodeJS.EventEmitter;
}

const SEARCH =
  'SELECT id, embedding <=> $1 AS distance FROM articles WHERE tenant_id = $2 ORDER BY distance LIMIT 2';
const VALUES = ['[1,0,0]', 'acme'];

/** Describes them. Each part starts a database of its own. */
export function describePg(startDatabase: () => Promise<Database>): void {
  let database: Database;
  let connectionString: string;
  const open: Connection[] = [];

  async function start(): Promise<void> {
    database = await startDatabase();
    connectionString = database.url;
  }
  async function stop(): Promise<void> {
    await Promise.all(open.splice(0).map((connection) => connection.end()));
    await database.stop();
  }

  /** One connection for each copy of the client. */
  const clients = new Map<Pg, Promise<Connection>>();
  async function clientOf(exports: Pg): Promise<Connection> {
    const client = new exports.Client({ connectionString });
    open.push(client);
    await client.connect();
    return client;
  }

  describeAdapter(entry, {
    clients: ['pg-oldest', 'pg'].map((alias) => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create: (exports: Pg) => {
        const client = clients.get(exports) ?? clientOf(exports);
        clients.set(exports, client);
        return client;
      },
    })),
    live: async () => {
      clients.clear();
      await start();
      return { url: connectionString, stop };
    },
    exchanges: JSON.parse(
      readFileSync(`${import.meta.dirname}/fixtures/searches.json`, 'utf8'),
    ) as Exchange[],
  });

  describe('pg', () => {
    let exports: Pg;
    let client: Connection;
    let recorded: Recorded;
    let attachment: Attachment;

    beforeAll(async () => {
      await start();
      exports = ((await import('pg')) as { default: Pg }).default;
      client = await clientOf(exports);
    });
    afterAll(stop);
    beforeEach(() => {
      recorded = recordTelemetry();
      attachment = attach({ adapters: [entry], modules: { pg: exports } });
    });
    afterEach(async () => {
      expect(attachment.report().openCalls).toBe(0);
      attachment.disable();
      await recorded.stop();
    });

    const spans = (): [string, unknown][] =>
      recorded
        .spans()
        .map(({ name, attributes }) => [name, attributes['db.response.returned_rows']]);

    it('leaves plain SQL alone', async () => {
      await client.query('SELECT body FROM articles WHERE id = $1', [1]);
      await client.query("SELECT '<=>' AS text -- <->");
      expect(spans()).toEqual([]);
    });

    it('watches each form of a query', async () => {
      await client.query(SEARCH, VALUES);
      await client.query({ text: SEARCH, values: VALUES, rowMode: 'array' });
      await client.query({ text: SEARCH, name: 'search' }, VALUES);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      expect(
        client.query(SEARCH, VALUES, (error: unknown, result: Result) =>
          resolve(error ?? result.rows.length),
        ),
      ).toBeUndefined();
      expect(await promise).toBe(2);
      expect(spans()).toEqual(Array.from({ length: 4 }, () => ['SELECT articles', 2]));
      for (const { attributes } of recorded.spans())
        expect(attributes).toMatchObject({
          'spanwise.vector.search.score.best': 0,
          'spanwise.vector.search.score.worst': 1,
        });
    });

    it('watches a query that is submitted, which is given back as it is', async () => {
      const query = new exports.Query(SEARCH, VALUES);
      expect(client.query(query)).toBe(query);
      await once(query, 'end');
      expect(spans()).toEqual([['SELECT articles', 2]]);
      const failing = new exports.Query('SELECT 1 FROM nowhere ORDER BY embedding <=> $1 LIMIT 1', [
        '[1]',
      ]);
      void client.query(failing);
      const [error] = (await once(failing, 'error').catch((thrown: unknown) => [thrown])) as [
        unknown,
      ];
      expect(error).toMatchObject({ code: '42P01' });
      expect(recorded.spans()[1]).toMatchObject({
        status: { code: 2 },
        attributes: { 'error.type': '42P01', 'db.response.status_code': '42P01' },
      });
    });

    it('says whether a search was limited to its tenant', async () => {
      await withContext({ tenantId: 'acme' }, async () => {
        await client.query(SEARCH, VALUES);
        await client.query('SELECT id FROM articles ORDER BY embedding <-> $1 LIMIT 2', [
          '[1,0,0]',
        ]);
      });
      await client.query(SEARCH, VALUES);
      expect(
        recorded.spans().map(({ attributes }) => attributes['spanwise.tenant.scoped']),
      ).toEqual([true, false, undefined]);
    });

    it('says what the same connection was told of its indexes', async () => {
      await client.query('SET hnsw.ef_search = 100');
      await client.query(SEARCH, VALUES);
      await client.query('BEGIN');
      await client.query({ text: 'SET LOCAL ivfflat.probes = 7' });
      await client.query(SEARCH, VALUES);
      await client.query('ROLLBACK');
      await client.query('RESET ALL');
      await client.query(SEARCH, VALUES);
      expect(
        recorded.spans().map(({ attributes }) => attributes['spanwise.vector.search.parameters']),
      ).toEqual([['hnsw.ef_search=100'], ['hnsw.ef_search=100', 'ivfflat.probes=7'], undefined]);
    });

    it('keeps the parent of a search that waits for a connection of a pool', async () => {
      const pool = new exports.Pool({ connectionString, max: 1 });
      const tracer = trace.getTracer('test');
      await Promise.all(
        ['a', 'b', 'c'].map((name) =>
          tracer.startActiveSpan(name, async (span) => {
            await pool.query(SEARCH, VALUES);
            span.end();
          }),
        ),
      );
      await pool.end();
      const all = recorded.spans();
      const parents = all
        .filter(({ name }) => name === 'SELECT articles')
        .map(
          ({ parentSpanContext }) =>
            all.find((span) => span.spanContext().spanId === parentSpanContext?.spanId)?.name,
        );
      expect(new Set(parents)).toEqual(new Set(['a', 'b', 'c']));
      expect(trace.getSpan(context.active())).toBeUndefined();
    });
  });
}
