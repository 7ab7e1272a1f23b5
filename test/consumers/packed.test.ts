/** What npm installs: sizes, copies, bundles, the layout of pnpm, and the repository on another system. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { esm, EXPECTED } from './app.ts';
import { environment } from './environment.ts';
import { cannotInstall, execute, install, newFolder, own, SKIPPED } from './project.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const MEGABYTE = 1_000_000;

describe.skipIf(cannotInstall)(`packed${SKIPPED}`, () => {
  describe('spanwise', () => {
    let project: string;
    beforeAll(async () => {
      project = await install('sdk3', {
        ...own('spanwise'),
        '@opentelemetry/api': '~1.10.0',
        openai: '7.57.0',
      });
    });

    it('has no package of OpenTelemetry twice', async () => {
      const { stdout } = await run('npm', ['ls', '--all', '--json'], {
        cwd: project,
        env: environment,
        maxBuffer: 50 * MEGABYTE,
      });
      const versions = new Map<string, Set<string>>();
      const visit = (node: { dependencies?: Record<string, { version?: string }> }): void => {
        for (const [name, child] of Object.entries(node.dependencies ?? {})) {
          if (name.startsWith('@opentelemetry/') && child.version) {
            versions.set(name, (versions.get(name) ?? new Set()).add(child.version));
          }
          visit(child as typeof node);
        }
      };
      visit(JSON.parse(stdout) as Parameters<typeof visit>[0]);
      expect(versions.size).toBeGreaterThan(10);
      expect([...versions].filter(([, set]) => set.size > 1)).toEqual([]);
    });

    it('is small: core and one adapter below 0.5 MB, all of ours below 2 MB', () => {
      const modules = join(project, 'node_modules');
      const coreAndOne =
        sizeOf(join(modules, '@spanwise/core')) +
        sizeOf(join(modules, '@spanwise/semconv')) +
        sizeOf(join(modules, '@spanwise/instrumentation-openai'));
      const all =
        coreAndOne + sizeOf(join(modules, '@spanwise/auto')) + sizeOf(join(modules, 'spanwise'));
      console.log(
        `installed: core and one adapter ${(coreAndOne / MEGABYTE).toFixed(2)} MB, all of ours ${(all / MEGABYTE).toFixed(2)} MB`,
      );
      expect(coreAndOne).toBeLessThan(0.5 * MEGABYTE);
      expect(all).toBeLessThan(2 * MEGABYTE);
    });

    describe.each([{ version: process.versions.node, node: process.execPath }, ...inject('nodes')])(
      'on Node $version',
      ({ node }) => {
        it.skipIf(node === undefined)(
          `records${node ? '' : ' (SKIPPED: this Node cannot be installed)'}`,
          async () => {
            const text = esm(
              `import { instrument } from 'spanwise';\nconst ended = [];\nconst attachment = instrument({ destinations: [], instrumentations: { http: false }, spanProcessors: [{ onStart() {}, onEnd: (span) => ended.push(span.name), forceFlush: async () => {}, shutdown: async () => {} }] });`,
            )
              .replace(/ {2}trace\.setGlobalTracerProvider.*\n/, '')
              .replace('exporter.getFinishedSpans().map(({ name }) => name)', 'ended');
            expect((await execute(project, text, { node: node! })).printed).toMatchObject(EXPECTED);
          },
        );
      },
    );
  });

  it(
    'is found by an app that assembles SDK 3 itself, with the one instrumentation in its list',
    { timeout: 300_000 },
    async () => {
      const project = await install('sdk-node', {
        '@opentelemetry/api': '~1.10.0',
        '@opentelemetry/sdk-node': '0.301.0',
        '@opentelemetry/sdk-trace': '3.1.0',
        openai: '7.57.0',
        ...own('@spanwise/instrumentation-openai'),
      });
      const text = esm(
        `import { NodeSDK } from '@opentelemetry/sdk-node';
import { createReport } from '@spanwise/core';
import { OpenAIInstrumentation } from '@spanwise/instrumentation-openai';
const exporter = new InMemorySpanExporter();
// Spans wait for what is detected, which may take longer than this app.
const sdk = new NodeSDK({ autoDetectResources: false, instrumentations: [new OpenAIInstrumentation()], spanProcessors: [new SimpleSpanProcessor({ exporter })], metricReaders: [], logRecordProcessors: [] });
sdk.start();
const attachment = { report: createReport };`,
      )
        .replace('  const exporter = new InMemorySpanExporter();\n', '')
        .replace(/ {2}trace\.setGlobalTracerProvider.*\n/, '');
      expect((await execute(project, text)).printed).toMatchObject(EXPECTED);
    },
  );

  it(
    'is one instance in a webpack bundle, with the client passed in',
    { timeout: 300_000 },
    async () => {
      const project = await install('webpack', {
        '@opentelemetry/api': '~1.10.0',
        '@opentelemetry/sdk-trace': '3.1.0',
        openai: '7.57.0',
        // 5.102 does not know `module-sync` and has two copies, which work, too.
        webpack: '5.112.2',
        ...own('@spanwise/auto', '@spanwise/core'),
      });
      writeFileSync(
        join(project, 'entry.mjs'),
        esm(
          `import { attach } from '@spanwise/auto';
import * as imported from '@spanwise/core';
import { required } from './required.cjs';
const attachment = attach({ modules: { openai: OpenAI } });`,
        ).replace(
          'const result = {',
          'const result = { same: imported.attach === required.attach,',
        ),
      );
      writeFileSync(
        join(project, 'required.cjs'),
        `exports.required = require('@spanwise/core');\n`,
      );
      writeFileSync(
        join(project, 'build.cjs'),
        `require('webpack')({ mode: 'production', target: 'node22', entry: './entry.mjs', output: { path: __dirname, filename: 'bundle.cjs' } }, (error, stats) => { if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exitCode = 1; } });\n`,
      );
      await run(process.execPath, ['build.cjs'], { cwd: project, timeout: 80_000 });
      const { stdout } = await run(process.execPath, ['bundle.cjs'], {
        cwd: project,
        env: environment,
      });
      expect(JSON.parse(stdout)).toMatchObject({
        ...EXPECTED,
        same: true,
        copies: ['module passed in'],
      });
    },
  );

  it('finds the client in the layout of pnpm', { timeout: 300_000 }, async () => {
    const project = await install(
      'pnpm',
      {
        '@opentelemetry/api': '~1.10.0',
        '@opentelemetry/sdk-trace': '3.1.0',
        openai: '7.57.0',
        ...own('@spanwise/auto'),
      },
      { with: 'pnpm' },
    );
    expect(lstatSync(join(project, 'node_modules/openai')).isSymbolicLink()).toBe(true);
    const text = esm(`import { attach } from '@spanwise/auto';\nconst attachment = attach();`);
    expect((await execute(project, text)).printed).toMatchObject(EXPECTED);
  });

  it(
    'the repository installs on another system from a clean tree',
    { timeout: 420_000 },
    async () => {
      const project = newFolder('clean');
      for (const file of [
        'package.json',
        'package-lock.json',
        '.npmrc',
        ...globSync('{packages,packages/instrumentation,examples}/*/package.json', { cwd: root }),
        'benchmarks/package.json',
        'test/package.json',
      ]) {
        mkdirSync(dirname(join(project, file)), { recursive: true });
        cpSync(join(root, file), join(project, file));
      }
      await run(
        'npm',
        ['ci', '--os=darwin', '--cpu=arm64', '--ignore-scripts', '--prefer-offline'],
        {
          cwd: project,
          env: environment,
          timeout: 400_000,
        },
      );
      expect(globSync('node_modules/node-linux-*', { cwd: project })).toEqual([]);
      expect(globSync('node_modules/@esbuild/*', { cwd: project })).toEqual([
        'node_modules/@esbuild/darwin-arm64',
      ]);
    },
  );
});

describe('an older Node', () => {
  it('gets a clear message', async () => {
    const script = readFileSync(join(root, 'scripts/require-node.mjs'), 'utf8');
    const older = script.replace('process.versions.node.split', "'20.20.2'.split");
    const file = join(mkdtempSync(join(tmpdir(), 'spanwise-node-')), 'older.mjs');
    writeFileSync(file, older);
    await expect(run(process.execPath, [file])).rejects.toThrow(
      /Spanwise needs Node 22\.15 or newer/,
    );
  });

  it('is not complained about when it is new enough', async () => {
    const { stderr } = await run(process.execPath, [join(root, 'scripts/require-node.mjs')]);
    expect(stderr).toBe('');
  });
});

function sizeOf(folder: string): number {
  return globSync('**/*', { cwd: folder, exclude: (name) => name === 'node_modules' })
    .map((file) => statSync(join(folder, file)))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}
