/** A module of the runtime is reached when it is loaded, however that is, and not loaded by us. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it.concurrent.each([
  ['import', { before: false, after: true, how: ['load hook'] }],
  ['require', { before: false, after: true, how: ['load hook'] }],
  ['resolve', { before: false, after: false, how: [] }],
])('by %s', async (way, expected) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@spanwise/source',
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'builtin-app.ts'),
    way,
  ]);
  expect(JSON.parse(stdout)).toEqual(expected);
});
