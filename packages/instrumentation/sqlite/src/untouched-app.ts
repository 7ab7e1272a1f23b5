/**
 * An application that uses a client of SQLite in every way, right and wrong, and prints all that it can tell of it. Run
 * by the tests, alone and watched.
 */
import { createRequire } from 'node:module';
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
} from '@spanwise/testing/situations';
import { betterSqlite3, nodeSqlite } from './index.ts';
import { fill, type OpenDatabase, type OpenStatement } from './open-database.ts';

const [, , alias = '', mode] = process.argv;
const exports = createRequire(import.meta.url)(alias) as Readonly<Record<string, unknown>>;
const isNode = alias === 'node:sqlite';
const Database = (isNode ? exports['DatabaseSync'] : exports) as new (
  file: string,
  options?: object,
) => OpenDatabase;

const SEARCH = 'SELECT id, distance FROM articles WHERE embedding MATCH ? AND k = 2';
const vector = new Float32Array([1, 0, 0]);
const open = (): OpenDatabase =>
  fill(new Database(':memory:', isNode ? { allowExtension: true } : {}));
const prepare = (sql = SEARCH): OpenStatement => open().prepare(sql);
const loose = (statement: OpenStatement): Record<string, (...values: unknown[]) => unknown> =>
  statement as never;

const situations: readonly Situation[] = (
  [
    ['all', () => prepare().all(vector)],
    ['get', () => prepare().get(vector)],
    ['get of nothing', () => prepare(`${SEARCH} AND id > 9`).get(vector)],
    ['values by name', () => prepare(SEARCH.replace('?', ':v')).all({ v: '[1,0,0]' })],
    ['a text in the place of bytes', () => prepare().all('[1,0,0]')],
    ['a vector of another length', () => prepare().all(new Float32Array(2))],
    ['a value of another kind', () => prepare().all({})],
    ['a value that is null', () => prepare().all(null)],
    ['no value', () => prepare().all()],
    ['too many values', () => prepare().all(vector, 1, 2)],
    ['a table that is not there', () => prepare('SELECT 1 FROM nowhere WHERE v MATCH ?')],
    ['all rows, one by one', () => [...prepare().iterate(vector)]],
    [
      'rows that are left',
      () => {
        const statement = prepare();
        for (const row of statement.iterate(vector)) return [row, statement.all(vector).length];
        return undefined;
      },
    ],
    [
      'rows that are left by an error',
      () => {
        for (const row of prepare().iterate(vector)) throw new Error(JSON.stringify(row));
      },
    ],
    ['rows that nobody reads', () => Object.keys(prepare().iterate(vector))],
    [
      'an iterator by its methods',
      () => {
        const rows = prepare().iterate(vector);
        return [rows.next(), rows.return?.(), rows.next()];
      },
    ],
    ['rows one by one that fail', () => [...prepare().iterate(new Float32Array(2))]],
    ['run', () => loose(prepare())['run']!(vector)],
    ['a method without its statement', () => (prepare().all as () => unknown).call(undefined)],
    ['a method of another object', () => prepare().all.call({} as never)],
    [
      'what can be seen of a statement',
      () => {
        const statement = prepare();
        statement.all(vector);
        return [
          Object.keys(statement),
          statement.all.name,
          statement.all.length,
          statement.constructor.name,
          Object.keys(Object.getPrototypeOf(statement) as object),
        ];
      },
    ],
    [
      'a database that is closed',
      () => {
        const database = open();
        const statement = database.prepare(SEARCH);
        database.close();
        return statement.all(vector);
      },
    ],
    [
      'a column that throws when it is read',
      () =>
        prepare('SELECT json(body), distance FROM articles WHERE embedding MATCH ? AND k = 2').all(
          vector,
        ),
    ],
    ['plain SQL', () => prepare('SELECT count(*) AS n FROM articles').get()],
  ] as const
).map(([name, use]) => [name, {}, use]);

await printSituations({
  mode: mode as Mode,
  adapter: isNode ? nodeSqlite : betterSqlite3,
  exports,
  server: await startWireServer(),
  situations,
});
