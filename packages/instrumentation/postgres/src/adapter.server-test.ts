/** `postgres` against PostgreSQL 18. */
import { describe } from 'vitest';
import { installPostgresql, startPostgresql } from '../../../../scripts/postgresql-server.ts';
import { describePostgres } from './describe-postgres.ts';

const installed = installPostgresql();

describe.skipIf(installed === undefined)('PostgreSQL 18 (where it could be installed)', () => {
  describePostgres(() => startPostgresql(installed!));
});
