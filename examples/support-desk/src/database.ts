/** PostgreSQL with pgvector in a process of its own, reached over the wire. */
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { announce } from './announce.ts';

const database = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({
  db: database,
  host: '127.0.0.1',
  port: 0,
  maxConnections: 8,
});
await server.start();
announce(`postgresql://postgres@${server.getServerConn()}/postgres`);
