/** Starts a real PostgreSQL with pgvector for the tests, and what it holds. */
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A database that is listening. */
export interface Database {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** What each holds. */
export const CONTENT = `
  CREATE EXTENSION vector;
  CREATE TABLE articles (id int PRIMARY KEY, tenant_id text, body text, embedding vector(3));
  INSERT INTO articles VALUES
    (1, 'acme', 'CANARY-FIRST', '[1,0,0]'), (2, 'acme', 'CANARY-SECOND', '[0,1,0]'),
    (3, 'other', 'CANARY-THIRD', '[1,1,0]');
`;

/** Starts PGlite on a free port of this machine. */
export async function startDatabase(): Promise<Database> {
  const database = await PGlite.create({ extensions: { vector } });
  await database.exec(CONTENT);
  const server = new PGLiteSocketServer({
    db: database,
    host: '127.0.0.1',
    port: 0,
    maxConnections: 8,
  });
  await server.start();
  return {
    url: `postgresql://postgres@${server.getServerConn()}/postgres`,
    stop: async () => {
      await server.stop();
      await database.close();
    },
  };
}
