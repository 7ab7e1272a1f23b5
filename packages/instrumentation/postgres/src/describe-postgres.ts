/** The contract, and what is particular about `postgres`, with the real client, as tests against a PostgreSQL with pgvector. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { context, trace } from '@opentelemetry/api';
import { attach, withContext, type Attachment } from '@spanwise/core';
import { describeAdapter, recordTelemetry, type Exchange, type Recorded } from '@spanwise/testing';
import type { Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../pg/src/start-database.ts';
import { postgres as entry } from './index.ts';

type Make = (url: string, options?: object) => Sql;

/** Describes them. */
export function describePostgres(startDatabase: () => Promise<Database>): void {
  let database: Database;
  const open: Sql[] = [];
  beforeAll(async () => {
    database = await startDatabase();
  });
  afterAll(async () => {
    await Promise.all(open.map((sql) => sql.end()));
    await database.stop();
  });
  function connect(make: Make): Sql {
    const sql = make(database.url, { max: 1, onnotice: () => {} });
    open.push(sql);
    return sql;
  }

  /** One client for each copy. Texts that are there already go through its `unsafe`. */
  const clients = new Map<object, object>();

  describeAdapter(entry, {
    clients: ['postgres-oldest', 'postgres'].map((alias) => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create: (exports: { readonly default: Make }) => {
        const made = (): object => {
          const { unsafe } = connect(exports.default);
          return { sql: unsafe };
        };
        const client = clients.get(exports) ?? made();
        clients.set(exports, client);
        return client;
      },
    })),
    // Its queries do not tell where they are sent.
    live: () => Promise.resolve({ url: '', stop: () => Promise.resolve() }),
    exchanges: JSON.parse(
      readFileSync(`${import.meta.dirname}/fixtures/searches.json`, 'utf8'),
    ) as Exchange[],
  });

  describe.each([
    ['the ES module', (): Promise<object> => import('postgres')],
    ['CommonJS', () => Promise.resolve(createRequire(import.meta.url)('postgres') as object)],
  ])('postgres, %s', (_name, load) => {
    const vector = '[1,0,0]';
    let exports: object;
    let sql: Sql;
    let recorded: Recorded;
    let attachment: Attachment;

    beforeAll(async () => {
      exports = await load();
      sql = connect((exports as { default?: Make }).default ?? (exports as Make));
    });
    const watch = (): void => {
      attachment = attach({ adapters: [entry], modules: { postgres: exports } });
    };
    beforeEach(() => {
      recorded = recordTelemetry();
      watch();
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
    const search = (tenant = 'acme') =>
      sql`SELECT id, embedding <=> ${vector} AS distance FROM articles WHERE tenant_id = ${tenant} ORDER BY distance LIMIT ${2}`;

    it('leaves plain SQL alone, and what is never waited for', async () => {
      await sql`SELECT body FROM articles WHERE id = ${1}`;
      await sql`SELECT ${'<=>'}::text AS text -- <->`;
      void search();
      expect(spans()).toEqual([]);
    });

    it('watches a template, once for all who wait for it', async () => {
      const query = search();
      const [first, second] = await Promise.all([query, query]);
      expect(second).toBe(first);
      expect(await query.finally(() => {})).toBe(first);
      expect(spans()).toEqual([['SELECT articles', 2]]);
      expect(recorded.spans()[0]!.attributes).toMatchObject({
        'db.query.text':
          'SELECT id, embedding <=> $1 AS distance FROM articles WHERE tenant_id = $2 ORDER BY distance LIMIT $3',
        'spanwise.vector.search.top_k': 2,
        'spanwise.vector.dimension_count': 3,
        'spanwise.vector.filter.keys': ['tenant_id'],
        'spanwise.vector.search.score.best': 0,
        'spanwise.vector.search.score.worst': 1,
      });
    });

    it('reads fragments, names, lists of values and typed parameters', async () => {
      const order = sql`ORDER BY ${sql('embedding')} <=> ${vector} LIMIT ${1}`;
      await sql`SELECT ${sql(['id', 'body'])} FROM ${sql('public.articles')}
      WHERE tenant_id = ${sql.typed('acme', 25)} AND id IN ${sql([1, 2])} ${order}`;
      expect(recorded.spans()[0]!.attributes).toMatchObject({
        'db.namespace': 'public',
        'db.collection.name': 'articles',
        'db.query.text':
          'SELECT "id","body" FROM "public"."articles" WHERE tenant_id = $1 AND id IN ($2,$3) ORDER BY "embedding" <=> $4 LIMIT $5',
        'spanwise.vector.filter.keys': ['tenant_id', 'id'],
        'spanwise.vector.field': 'embedding',
        'spanwise.vector.search.top_k': 1,
      });
    });

    it('watches each form of a query', async () => {
      await search().values();
      await search().execute();
      const rows: unknown[] = [];
      await search().forEach((row) => rows.push(row));
      expect(rows).toHaveLength(2);
      await sql.unsafe(`SELECT id FROM articles ORDER BY embedding <=> '${vector}' LIMIT 2`);
      await sql.begin(async (own) => {
        await own`SELECT id FROM articles ORDER BY embedding <=> ${vector} LIMIT 2`;
        await own.savepoint(
          (inner) => inner`SELECT id FROM articles ORDER BY embedding <=> ${vector} LIMIT 2`,
        );
      });
      expect(spans()).toEqual(Array.from({ length: 6 }, () => ['SELECT articles', 2]));
    });

    it('leaves cursors, descriptions and several statements as they are', async () => {
      const found: unknown[] = [];
      for await (const rows of search().cursor(1)) found.push(...rows);
      expect(found).toHaveLength(2);
      expect((await search().describe()).columns).toHaveLength(2);
      expect(spans()).toEqual([]);
      await sql.unsafe(
        `SELECT 1; SELECT id FROM articles ORDER BY embedding <=> '${vector}' LIMIT 2`,
      );
      expect(spans()).toEqual([['SELECT articles', undefined]]);
    });

    const told = async (): Promise<unknown> => {
      const query = search();
      const before = inspect(Object.entries(query));
      const rows = await query;
      const error: unknown =
        await sql`SELECT id FROM articles ORDER BY embedding <=> ${'[1]'} LIMIT 1`.catch(
          (thrown: unknown) => thrown,
        );
      return [
        [before, inspect(Object.entries(query)), query.constructor.name],
        [inspect(rows), rows.count, rows.columns.map(({ name }) => name), rows.statement.string],
        [inspect(error).replaceAll(/\n {4}at .*/g, '')],
        [typeof sql, sql.length, query.then.name, query.constructor.prototype.handle.name],
      ];
    };

    it('gives back what the client does, and fails as it does', async () => {
      const watched = await told();
      expect(recorded.spans()).toHaveLength(2);
      expect(recorded.spans()[1]).toMatchObject({
        status: { code: 2 },
        attributes: { 'error.type': '22000', 'db.response.status_code': '22000' },
      });
      attachment.disable();
      expect(await told()).toEqual(watched);
      watch();
    });

    it('says what a transaction was told of its indexes', async () => {
      await sql.begin(async (own) => {
        await own`SET LOCAL hnsw.ef_search = 100`;
        await own`SELECT id FROM articles ORDER BY embedding <=> ${vector} LIMIT 2`;
      });
      await search();
      expect(
        recorded.spans().map(({ attributes }) => attributes['spanwise.vector.search.parameters']),
      ).toEqual([['hnsw.ef_search=100'], undefined]);
    });

    it('says whether a search was limited to its tenant', async () => {
      await withContext({ tenantId: 'acme' }, async () => {
        await search();
        await search('other');
      });
      expect(
        recorded.spans().map(({ attributes }) => attributes['spanwise.tenant.scoped']),
      ).toEqual([true, false]);
    });

    it('keeps the parent of a search that waits for a connection', async () => {
      const tracer = trace.getTracer('test');
      await Promise.all(
        ['a', 'b', 'c'].map((name) =>
          tracer.startActiveSpan(name, async (span) => {
            await search();
            expect(trace.getSpan(context.active())).toBe(span);
            span.end();
          }),
        ),
      );
      const all = recorded.spans();
      const parents = all
        .filter(({ name }) => name === 'SELECT articles')
        .map(
          ({ parentSpanContext }) =>
            all.find((span) => span.spanContext().spanId === parentSpanContext?.spanId)?.name,
        );
      expect(new Set(parents)).toEqual(new Set(['a', 'b', 'c']));
    });
  });
}
