/** The contract, and what is particular about `node:sqlite`, with the real database and the real extension. */
import { DatabaseSync } from 'node:sqlite';
import { attach, withContext, type Attachment } from '@spanwise/core';
import { describeAdapter, recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSqlite as entry } from './index.ts';
import { calls, fill, type OpenDatabase } from './open-database.ts';
import { failing, searches } from './searches.ts';

const open = (): OpenDatabase =>
  fill(new DatabaseSync(':memory:', { allowExtension: true }) as unknown as OpenDatabase);

describeAdapter(entry, {
  clients: [
    { alias: 'node:sqlite', load: () => import('node:sqlite'), create: () => calls(open()) },
  ],
  live: () => Promise.resolve({ url: '', stop: () => Promise.resolve() }),
  exchanges: [...searches, failing('ERR_SQLITE_ERROR', '1')],
  inProcess: true,
});

describe('node:sqlite', () => {
  const SEARCH = 'SELECT id, distance FROM articles WHERE embedding MATCH ? AND k = 3';
  const vector = new Float32Array([1, 0, 0]);
  let database: OpenDatabase;
  let recorded: Recorded;
  let attachment: Attachment;

  beforeEach(() => {
    database = open();
    recorded = recordTelemetry();
    attachment = attach({ adapters: [entry] });
  });
  afterEach(async () => {
    expect(attachment.report().openCalls).toBe(0);
    attachment.disable();
    database.close();
    await recorded.stop();
  });

  it('is found where it is loaded already, as a module of the runtime', () => {
    expect(attachment.report().libraries[0]?.copies).toEqual([
      {
        how: 'runtime',
        version: process.versions.node,
        path: 'node:sqlite',
        methods: ['all', 'get', 'iterate'],
      },
    ]);
  });

  it('leaves plain SQL and full-text searches alone', () => {
    database.exec("CREATE VIRTUAL TABLE notes USING fts5(text); INSERT INTO notes VALUES ('a b')");
    expect(
      database.prepare('SELECT * FROM notes WHERE text MATCH ? AND rowid = 1').all('a'),
    ).toHaveLength(1);
    expect(database.prepare("SELECT 'MATCH vec_distance_l2(' AS text").all()).toHaveLength(1);
    expect(recorded.spans()).toEqual([]);
  });

  it('ends a search whose rows are left', () => {
    for (const row of database.prepare(SEARCH).iterate(vector)) {
      expect(row).toMatchObject({ id: 1, distance: 0 });
      break;
    }
    expect(
      recorded.spans().map(({ attributes }) => attributes['db.response.returned_rows']),
    ).toEqual([1]);
  });

  it('gives back the iterator of the client, which is used up alike', () => {
    const told = (): unknown => {
      const rows = database.prepare(SEARCH).iterate(vector);
      return [
        rows[Symbol.iterator]() === rows,
        Object.keys(rows),
        Object.prototype.toString.call(rows),
        rows.next(),
        [...rows].length,
        rows.next(),
      ];
    };
    const watched = told();
    expect(recorded.spans()).toHaveLength(1);
    attachment.disable();
    expect(told()).toEqual(watched);
    attachment = attach({ adapters: [entry] });
  });

  it('measures vectors of other numbers by the function that they are given to', () => {
    database.exec(
      'CREATE VIRTUAL TABLE bits USING vec0(embedding bit[16]); CREATE VIRTUAL TABLE bytes USING vec0(embedding int8[4])',
    );
    database
      .prepare('SELECT rowid FROM bits WHERE embedding MATCH vec_bit(?1) AND k = 1')
      .all(new Uint8Array(2));
    database
      .prepare('SELECT rowid FROM bytes WHERE embedding MATCH vec_int8(?) AND k = 1')
      .all(new Int8Array(4));
    expect(
      recorded.spans().map(({ attributes }) => attributes['spanwise.vector.dimension_count']),
    ).toEqual([16, 4]);
  });

  it('says whether a search was limited to its tenant', () => {
    withContext({ tenantId: 'acme' }, () => {
      database.prepare(`${SEARCH} AND tenant_id = $tenant`).all({ $tenant: 'acme' }, vector);
      database.prepare(SEARCH).all(vector);
    });
    expect(recorded.spans().map(({ attributes }) => attributes['spanwise.tenant.scoped'])).toEqual([
      true,
      false,
    ]);
  });
});
