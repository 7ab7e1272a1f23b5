/** Where the client of LanceDB is, which has 178 MB and is installed once for tests and benchmarks. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installRecipe } from '../scripts/install-recipe.ts';

/** Loads it; `undefined` where it cannot be installed. */
export function loadLancedb(): unknown {
  const folder = installRecipe({
    name: 'lancedb',
    dependencies: { '@lancedb/lancedb': '0.39.0', 'apache-arrow': '18.1.0' },
  });
  return folder && createRequire(join(folder, 'a.js'))('@lancedb/lancedb');
}
