/** `pg` against PGlite, over the wire. */
import { describePg } from './describe-pg.ts';
import { startDatabase } from './start-database.ts';

describePg(startDatabase);
