/** Writes the version of each published package's manifest into its code, after `changeset version`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionsInCode } from './versions-in-code.ts';

const root = join(import.meta.dirname, '..');
for (const { file, written, expected } of versionsInCode(root)) {
  if (written === expected) continue;
  const path = join(root, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(`'${written}'`, `'${expected}'`));
  console.log(`${file}: ${expected}`);
}
