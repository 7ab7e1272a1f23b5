/** Puts the declarations that `tsc` left in `.types` beside the code, once for ESM and once for CommonJS. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

for (const file of globSync('.types/**/src/**/*.d.ts')) {
  const [root, path] = file.replace('.types/', 'packages/').split('/src/') as [string, string];
  const target = join(root, 'dist', path);
  const text = readFileSync(file, 'utf8');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replace(/((?:from|import\() ?'\.[^']+)\.ts'/g, "$1.js'"));
  writeFileSync(
    target.replace(/ts$/, 'cts'),
    text.replace(/((?:from|import\() ?'\.[^']+)\.ts'/g, "$1.cjs'"),
  );
}
rmSync('.types', { recursive: true });
