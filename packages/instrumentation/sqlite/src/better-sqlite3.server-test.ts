/** The contract with the real `better-sqlite3`, the oldest and the newest: it has 28 MB, so it is installed for these tests. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describeAdapter, describeUntouched } from '@spanwise/testing';
import { describe } from 'vitest';
import { installRecipe } from '../../../../scripts/install-recipe.ts';
import { betterSqlite3 } from './index.ts';
import { calls, fill, type OpenDatabase } from './open-database.ts';
import { failing, searches } from './searches.ts';

const CLIENT = 'better-sqlite3';
const installed = ['13.0.0', '13.2.0'].flatMap((version) => {
  const folder = installRecipe({ name: CLIENT, dependencies: { [CLIENT]: version } });
  return folder === undefined ? [] : [{ version, folder }];
});

describe.skipIf(installed.length === 0)('better-sqlite3 (where it could be installed)', () => {
  describeAdapter(betterSqlite3, {
    clients: installed.map(({ version, folder }) => ({
      alias: version,
      load: () => Promise.resolve(createRequire(join(folder, 'a.js'))(CLIENT) as object),
      create: (Database: new (file: string) => OpenDatabase) =>
        calls(fill(new Database(':memory:'))),
    })),
    live: () => Promise.resolve({ url: '', stop: () => Promise.resolve() }),
    exchanges: [...searches, failing('SQLITE_ERROR', 'SQLITE_ERROR')],
    inProcess: true,
  });

  describeUntouched(
    join(import.meta.dirname, 'untouched-app.ts'),
    installed.map(({ folder }) => join(folder, 'node_modules', CLIENT)),
    12,
    {},
  );
});
