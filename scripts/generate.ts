/** Prints all files that come from `registry/` and other sources; with `--check` names those that are stale and exits 1. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { registryFiles, staleFiles, type PrintedFile } from './generate/printed-files.ts';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

handle(registryFiles(root));
// Our code imports what was printed just now, so it is not imported before.
const { codeFiles } = await import('./generate/files-from-code.ts');
handle(codeFiles(root));
if (process.exitCode === 1) console.error('Run "npm run generate".');

function handle(files: readonly PrintedFile[]): void {
  const stale = staleFiles(files, (path) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
  );
  for (const file of files.filter(({ path }) => stale.includes(path))) {
    if (isCheck) {
      console.error(`stale: ${file.path}`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.print());
    console.log(`printed ${file.path}`);
  }
}
