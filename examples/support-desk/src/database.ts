/** PostgreSQL with pgvector in a process of its own, reached over the wire. Tells its parent the address. */
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const database = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({
  db: database,
  host: '127.0.0.1',
  port: 0,
  maxConnections: 8,
});
await server.start();
// Ctrl+C reaches every process of the terminal. This one ends with its parent, which still has work to finish.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit());
process.send?.(`postgresql://postgres@${server.getServerConn()}/postgres`);
