/* oxlint-disable no-await-in-loop -- one after the other is what is measured */
/**
 * How much more of the processor a recorded search among 10,000 takes than a bare one, in turns in one process: of a
 * store in this process (`sqlite-vec`, `lancedb`; 384 dimensions), or over a connection (`pg`, to PGlite, which runs
 * here, too). Prints the ratio of the least of each. With `write`, kilobytes that are allocated before 1,000 vectors of
 * 4,096 dimensions go to the client of LanceDB.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { attach } from '@spanwise/auto';
import { loadLancedb } from './lancedb.ts';
import { registerProviders } from './providers.ts';

const [, , what = 'sqlite-vec'] = process.argv;
const RUNS = 8;
const SEARCHES = 60;
const RECORDS = 10_000;
const DIMENSIONS = 384;

/** Runs one search. */
type Search = () => unknown;
interface Store {
  readonly search: Search;
  readonly close: () => unknown;
}

const vectorOf = (record: number, dimensions = DIMENSIONS): number[] =>
  Array.from({ length: dimensions }, (_, at) => Math.sin(record * 31 + at));
const records = (count: number, dimensions = DIMENSIONS): { id: number; vector: number[] }[] =>
  Array.from({ length: count }, (_, id) => ({ id, vector: vectorOf(id, dimensions) }));

registerProviders();
const stores: Readonly<Record<string, () => Promise<Store>>> = {
  'sqlite-vec': openSqlite,
  lancedb: openLancedb,
  pg: openPg,
};
if (what === 'write') {
  console.log((await allocatedForWrite()).toFixed(1));
} else {
  const { search, close } = await stores[what]!();
  const least = { bare: Number.POSITIVE_INFINITY, recorded: Number.POSITIVE_INFINITY };
  for (let run = 0; run < RUNS; run += 1) {
    least.bare = Math.min(least.bare, await time(search));
    const { ready, disable } = attach();
    await ready;
    least.recorded = Math.min(least.recorded, await time(search));
    disable();
  }
  console.log((least.recorded / least.bare).toFixed(4));
  await close();
}
process.exit();

/** Microseconds of the processor for some searches: what else runs on the machine does not count. */
async function time(search: Search): Promise<number> {
  await search();
  const start = process.cpuUsage();
  for (let index = 0; index < SEARCHES; index += 1) await search();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

async function openSqlite(): Promise<Store> {
  const { DatabaseSync } = await import('node:sqlite');
  const { load } = await import('sqlite-vec');
  const database = new DatabaseSync(':memory:', { allowExtension: true });
  load(database);
  database.exec(
    `CREATE VIRTUAL TABLE articles USING vec0(id integer primary key, vector float[${DIMENSIONS}]); BEGIN`,
  );
  const insert = database.prepare('INSERT INTO articles (id, vector) VALUES (?, ?)');
  for (const { id, vector } of records(RECORDS)) insert.run(BigInt(id), new Float32Array(vector));
  database.exec('COMMIT');
  const statement = database.prepare(
    'SELECT id, distance FROM articles WHERE vector MATCH ? AND k = 10',
  );
  const vector = new Float32Array(vectorOf(7));
  return { search: () => statement.all(vector), close: () => database.close() };
}

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

async function openTable(rows: object[]): Promise<{ table: Loose; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'spanwise-lancedb-'));
  const connection = await (loadLancedb() as Loose).connect(folder);
  const table = await connection.createTable('articles', rows);
  return { table, close: () => rmSync(folder, { recursive: true, force: true }) };
}

async function openLancedb(): Promise<Store> {
  const { table, close } = await openTable(records(RECORDS));
  const vector = vectorOf(7);
  return { search: () => table.query().nearestTo(vector).limit(10).toArray(), close };
}

async function openPg(): Promise<Store> {
  const { startDatabase } = await import('../packages/instrumentation/pg/src/start-database.ts');
  const { Client } = await import('pg');
  const database = await startDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `INSERT INTO articles SELECT n, 'acme', 'text', ARRAY[sin(n), cos(n), 1]::vector FROM generate_series(10, ${RECORDS}) n`,
  );
  const text =
    'SELECT id, embedding <=> $1 AS distance FROM articles WHERE tenant_id = $2 ORDER BY distance LIMIT 10';
  return {
    search: () => client.query(text, ['[1,0,0]', 'acme']),
    close: async () => {
      await client.end();
      await database.stop();
    },
  };
}

/** The client itself begins after its first turn, so that what is allocated before is what a watched call adds. */
async function allocatedForWrite(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  attach();
  const written = records(1000, 4096);
  const { table, close } = await openTable(written.slice(0, 10));
  await table.add(written.slice(0, 10));
  collect();
  const before = process.memoryUsage().heapUsed;
  const adding: Promise<unknown> = table.add(written);
  const after = process.memoryUsage().heapUsed;
  await adding;
  close();
  return (after - before) / 1000;
}
