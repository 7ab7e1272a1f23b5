/** `pg` against PostgreSQL 18. */
import { describe } from 'vitest';
import { describePg } from './describe-pg.ts';
import { installPostgresql, startPostgresql } from '../../../../scripts/postgresql-server.ts';

const installed = installPostgresql();

describe.skipIf(installed === undefined)('PostgreSQL 18 (where it could be installed)', () => {
  describePg(() => startPostgresql(installed!));
});
