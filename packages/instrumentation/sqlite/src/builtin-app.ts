/** Attaches, and then loads `node:sqlite` in one way; prints what became of it. Run by `builtin.test.ts`. */
import { createRequire } from 'node:module';
import { attach } from '@spanwise/core';
import { nodeSqlite } from './index.ts';

const isLoaded = (): boolean =>
  (process as { moduleLoadList?: readonly string[] }).moduleLoadList?.includes(
    'NativeModule sqlite',
  ) ?? false;

const { ready, report } = attach({ adapters: [nodeSqlite] });
await ready;
const before = isLoaded();
const [, , way] = process.argv;
if (way === 'import') await import('node:sqlite');
else if (way === 'require') createRequire(import.meta.url)('node:sqlite');
else if (way === 'resolve') import.meta.resolve('node:sqlite');
const [library] = report().libraries;
process.stdout.write(
  JSON.stringify({ before, after: isLoaded(), how: library?.copies.map(({ how }) => how) }),
);
