/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `adapter.server-test.ts`, alone and watched.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
} from '@spanwise/testing/situations';
import { duckdb } from './index.ts';
import { openConnection, type Loose } from './open-database.ts';

const [, , folder = '', mode] = process.argv;
const exports: Loose = createRequire(join(folder, 'a.js'))('@duckdb/node-api');
const connection: Loose = await openConnection(exports);
const SEARCH = 'SELECT id, embedding <-> $1::FLOAT[3] AS d FROM articles ORDER BY d LIMIT 2';
const vector: unknown = exports.listValue([1, 0, 0]);

/** What nobody looks at is over once the connection, which does one thing after the other, has done the next. */
async function unwatched(_promise: unknown): Promise<void> {
  await connection.run('SELECT 1');
}

const situations: readonly Situation[] = (
  [
    ['run', async () => (await connection.run(SEARCH, [vector])).getRowsJS()],
    ['what run gives', () => connection.run(SEARCH, [vector])],
    [
      'run and read',
      async () => (await connection.runAndReadAll(SEARCH, [vector])).getRowObjectsJson(),
    ],
    [
      'read in part',
      async () => {
        const reader = await connection.runAndReadUntil(SEARCH, 1, [vector]);
        return [reader.currentRowCount, reader.done];
      },
    ],
    ['streamed', async () => (await connection.stream(SEARCH, [vector])).getRowsJson()],
    [
      'streamed and read',
      async () => (await connection.streamAndReadAll(SEARCH, [vector])).getRowsJson(),
    ],
    [
      'prepared',
      async () => {
        const statement = await connection.prepare(SEARCH);
        statement.bindValue(1, vector, exports.LIST(exports.FLOAT));
        return [Object.keys(statement as object), await (await statement.run()).getRowsJson()];
      },
    ],
    ['prepared without values', async () => (await connection.prepare(SEARCH)).run()],
    ['prepared wrong', () => connection.prepare('SELECT <->')],
    ['prepared wrong, and nobody looks', () => unwatched(connection.prepare('SELECT <->'))],
    ['a wrong place', async () => (await connection.prepare(SEARCH)).bindValue(7, vector)],
    [
      'a table that is not there',
      () => connection.run('SELECT 1 FROM nowhere ORDER BY a <-> [1, 2]'),
    ],
    [
      'the same, and nobody looks',
      () => unwatched(connection.run('SELECT 1 FROM nowhere ORDER BY a <-> [1, 2]')),
    ],
    ['a vector of another length', () => connection.run(SEARCH, [exports.listValue([1])])],
    ['values of another kind', () => connection.run(SEARCH, 7)],
    ['no text', () => connection.run()],
    [
      'several statements',
      async () =>
        (await connection.run(`SELECT 1; ${SEARCH.replace('$1', '[1, 0, 0]')}`)).getRowsJson(),
    ],
    [
      'what can be seen of a method',
      () => [connection.run.name, connection.run.length, connection.prepare.name],
    ],
  ] as const
).map(([name, use]) => [name, {}, use]);

await printSituations({
  mode: mode as Mode,
  adapter: duckdb,
  exports,
  server: await startWireServer(),
  situations,
});
