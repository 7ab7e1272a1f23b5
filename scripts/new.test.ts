/** The skeleton that `npm run new` makes passes its own tests and types, in a copy of the repository. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let copy: string;

const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, {
    cwd: copy,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, SPANWISE_ROOT: copy, NODE_OPTIONS: '' },
  });

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
  const types = execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
    { cwd: copy, encoding: 'utf8' },
  );
  expect(types).toBe('');
});

it('adds it to the lists of @spanwise/auto', () => {
  expect(readFileSync(join(copy, 'packages/auto/src/adapters.ts'), 'utf8')).toContain(
    '[openai, acmeAi]',
  );
  expect(readFileSync(join(copy, 'packages/auto/src/adapters.lazy.ts'), 'utf8')).toContain(
    '[openaiHeader, acmeAiHeader]',
  );
});

it('refuses a name that is none', () => {
  expect(() =>
    run(process.execPath, join(root, 'scripts/new.ts'), 'instrumentation', '../x'),
  ).toThrow(/lower-case/);
});
