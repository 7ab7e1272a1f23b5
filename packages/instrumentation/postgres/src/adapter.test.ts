/** `postgres` against PGlite, over the wire. */
import { startDatabase } from '../../pg/src/start-database.ts';
import { describePostgres } from './describe-postgres.ts';

describePostgres(startDatabase);
