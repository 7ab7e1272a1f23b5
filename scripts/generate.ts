/** Prints all files that come from `registry/` and other sources; with `--check` names those that are stale and exits 1. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printedFiles, staleFiles } from './generate/printed-files.ts';

const root = join(import.meta.dirname, '..');
const files = printedFiles(root);
const stale = staleFiles(files, (path) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
);

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`stale: ${path}`);
  if (stale.length > 0) {
    console.error('Run "npm run generate".');
    process.exitCode = 1;
  }
} else {
  for (const file of files.filter(({ path }) => stale.includes(path))) {
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.print());
    console.log(`printed ${file.path}`);
  }
}
