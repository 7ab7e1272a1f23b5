/** The skeleton that `npm run new` makes passes its own tests and types, in a copy of the repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let copy: string;

const run = (command: string, ...words: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, SPANWISE_ROOT: copy, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

beforeAll(() => {
  mkdirSync(join(root, 'scripts/.copies'), { recursive: true });
  copy = mkdtempSync(join(root, 'scripts/.copies/new-'));
  for (const path of [
    'packages',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    '.oxlintrc.json',
    '.oxfmtrc.json',
  ]) {
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      filter: (source) => !/node_modules|\/dist(\/|$)/.test(source.slice(root.length)),
    });
  }
  // A repository of its own: lint skips what the one above ignores.
  mkdirSync(join(copy, '.git'));
  run(process.execPath, join(root, 'scripts/new.ts'), 'instrumentation', 'acme-ai');
  // As npm links workspaces; the rest is found in the repository above.
  mkdirSync(join(copy, 'node_modules/@spanwise'), { recursive: true });
  for (const [name, path] of [
    ['core', 'packages/core'],
    ['semconv', 'packages/semconv'],
    ['testing', 'packages/testing'],
    ['auto', 'packages/auto'],
    ['instrumentation-openai', 'packages/instrumentation/openai'],
    ['instrumentation-acme-ai', 'packages/instrumentation/acme-ai'],
  ] as const) {
    symlinkSync(join(copy, path), join(copy, 'node_modules/@spanwise', name));
  }
});

afterAll(() => rmSync(join(root, 'scripts/.copies'), { recursive: true, force: true }));

it('makes an adapter that passes its contract', { timeout: 60_000 }, () => {
  const printed = run(
    process.execPath,
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    'packages/instrumentation/acme-ai',
  );
  expect(printed).toMatch(/1 passed/);
});

it('makes an adapter that has types', { timeout: 60_000 }, () => {
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--listFiles'], {
    cwd: copy,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => /acme-ai|packages\/auto/.test(line));
  expect(lines).toContain(join(copy, 'packages/instrumentation/acme-ai/src/adapter.test.ts'));
  expect(lines.filter((line) => line.includes('error TS'))).toEqual([]);
});

it('makes an adapter that lint and format accept', { timeout: 60_000 }, () => {
  const made = 'packages/instrumentation/acme-ai';
  const linted = run(join(root, 'node_modules/.bin/oxlint'), '--type-aware', made, 'packages/auto');
  expect(linted).toContain('Found 0 warnings and 0 errors');
  run(join(root, 'node_modules/.bin/oxfmt'), '--check', made, 'packages/auto');
});

it('adds it to both lists of @spanwise/auto, which give the same adapters', () => {
  const printed = run(
    process.execPath,
    '--conditions=@spanwise/source',
    '--input-type=module',
    '--eval',
    `const lists = await Promise.all(['adapters', 'adapters.lazy'].map((name) => import('./packages/auto/src/' + name + '.ts')));
     console.log(JSON.stringify(lists.map(({ adapters }) => adapters.map((entry) => [entry.id, entry.load().provider]))));`,
  );
  const [all, lazy] = JSON.parse(printed) as [string[][], string[][]];
  expect(all).toEqual(lazy);
  expect(all).toContainEqual(['acmeAi', 'acme-ai']);
  expect(all.length).toBeGreaterThan(1);
});

it('refuses a name that is none', () => {
  expect(() =>
    run(process.execPath, join(root, 'scripts/new.ts'), 'instrumentation', '../x'),
  ).toThrow(/lower-case/);
});
