/** What npm installs: the packed packages, beside each line of the OpenTelemetry SDK, and the repository on another system. */
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { esm, EXPECTED } from './app.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spanwise/npm');
const environment = {
  ...process.env,
  NODE_OPTIONS: '',
  npm_config_cache: cache,
  npm_config_fund: 'false',
  npm_config_audit: 'false',
};
const isReachable = canReachRegistry();
const MEGABYTE = 1_000_000;

function canReachRegistry(): boolean {
  try {
    execFileSync('npm', ['view', 'openai@7.57.0', 'version'], {
      env: environment,
      timeout: 30_000,
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isReachable)(
  `packed${isReachable ? '' : ' (SKIPPED: the package registry cannot be reached)'}`,
  () => {
    let folder: string;
    const tarballs: Record<string, string> = {};

    beforeAll(async () => {
      mkdirSync(cache, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'spanwise-packed-'));
      for (const file of globSync('packages/{*,instrumentation/*}/package.json', { cwd: root })) {
        const { name, private: isPrivate } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
          name: string;
          private?: boolean;
        };
        if (isPrivate) continue;
        // One at a time: npm writes its cache and log.
        // oxlint-disable-next-line no-await-in-loop
        const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
          cwd: join(root, dirname(file)),
          env: environment,
        });
        tarballs[name] = `file:${join(folder, stdout.trim().split('\n').at(-1)!)}`;
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const install = async (
      name: string,
      dependencies: Record<string, string>,
      ...flags: string[]
    ): Promise<string> => {
      const project = join(folder, name);
      mkdirSync(project, { recursive: true });
      writeFileSync(
        join(project, 'package.json'),
        JSON.stringify({
          name,
          private: true,
          type: 'module',
          dependencies,
          overrides: inside(tarballs),
        }),
      );
      await run('npm', ['install', '--prefer-offline', ...flags], {
        cwd: project,
        env: environment,
        timeout: 300_000,
      });
      return project;
    };
    const own = (...names: string[]): Record<string, string> =>
      Object.fromEntries(names.map((name) => [name, tarballs[name]!]));

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

      it('records', async () => {
        const text = esm(
          `import { instrument } from 'spanwise';\nconst ended = [];\nconst attachment = instrument({ destinations: [], instrumentations: { http: false }, spanProcessors: [{ onStart() {}, onEnd: (span) => ended.push(span.name), forceFlush: async () => {}, shutdown: async () => {} }] });`,
        )
          .replace(/ {2}trace\.setGlobalTracerProvider.*\n/, '')
          .replace('exporter.getFinishedSpans().map(({ name }) => name)', 'ended');
        expect(await execute(project, text)).toMatchObject(EXPECTED);
      });
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
const sdk = new NodeSDK({ instrumentations: [new OpenAIInstrumentation()], spanProcessors: [new SimpleSpanProcessor({ exporter })], metricReaders: [], logRecordProcessors: [] });
sdk.start();
const attachment = { report: createReport };`,
        )
          .replace('  const exporter = new InMemorySpanExporter();\n', '')
          .replace(/ {2}trace\.setGlobalTracerProvider.*\n/, '');
        expect(await execute(project, text)).toMatchObject(EXPECTED);
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
      const project = join(folder, 'pnpm');
      mkdirSync(project);
      writeFileSync(
        join(project, 'package.json'),
        JSON.stringify({
          name: 'pnpm-app',
          private: true,
          type: 'module',
          dependencies: {
            '@opentelemetry/api': '~1.10.0',
            '@opentelemetry/sdk-trace': '3.1.0',
            openai: '7.57.0',
            ...own('@spanwise/auto'),
          },
          pnpm: { overrides: inside(tarballs) },
        }),
      );
      await run(
        'npx',
        [
          '--yes',
          'pnpm@10.18.0',
          'install',
          '--prefer-offline',
          `--store-dir=${join(cache, 'pnpm')}`,
        ],
        { cwd: project, env: environment, timeout: 280_000 },
      );
      expect(lstatSync(join(project, 'node_modules/openai')).isSymbolicLink()).toBe(true);
      const text = esm(`import { attach } from '@spanwise/auto';\nconst attachment = attach();`);
      expect(await execute(project, text)).toMatchObject(EXPECTED);
    });

    describe('an app with SDK 2.x', () => {
      const sdk2 = {
        '@opentelemetry/api': '1.9.1',
        '@opentelemetry/api-logs': '0.223.0',
        '@opentelemetry/context-async-hooks': '2.12.0',
        '@opentelemetry/sdk-logs': '0.223.0',
        '@opentelemetry/sdk-metrics': '2.12.0',
        '@opentelemetry/sdk-trace-base': '2.12.0',
        openai: '7.57.0',
      };

      it('records by @spanwise/auto: spans, metrics, events, content as JSON', async () => {
        const project = await install('sdk2', { ...sdk2, ...own('@spanwise/auto') });
        const printed = await execute(
          project,
          esm(
            `import { metrics } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { attach, recordEvaluation } from '@spanwise/auto';
class Reader extends MetricReader { async onForceFlush() {} async onShutdown() {} }
const reader = new Reader();
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
const logExporter = new InMemoryLogRecordExporter();
logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logExporter })] }));
const attachment = attach({ captureContent: 'span' });`,
          )
            .replace("from '@opentelemetry/sdk-trace'", "from '@opentelemetry/sdk-trace-base'")
            .replace('TracerProvider }', 'BasicTracerProvider as TracerProvider }')
            .replace('new SimpleSpanProcessor({ exporter })', 'new SimpleSpanProcessor(exporter)')
            .replace('messages: []', "messages: [{ role: 'user', content: 'hi' }]")
            .replace(
              'const result = {',
              `recordEvaluation({ name: 'x', score: 1 });
  const { resourceMetrics } = await reader.collect();
  const result = {
    content: exporter.getFinishedSpans()[0].attributes['gen_ai.input.messages'],
    metrics: resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics.map(({ descriptor }) => descriptor.name)),
    events: logExporter.getFinishedLogRecords().map(({ eventName }) => eventName),`,
            ),
        );
        expect(printed).toMatchObject(EXPECTED);
        expect(JSON.parse(String(printed['content']))).toEqual([
          { role: 'user', parts: [{ type: 'text', content: 'hi' }] },
        ]);
        expect(printed['metrics']).toContain('gen_ai.client.inference.duration');
        expect(printed['events']).toEqual(['gen_ai.evaluation.result']);
      });

      it('is told by npm that spanwise does not fit', async () => {
        await expect(install('refused', { ...sdk2, ...own('spanwise') })).rejects.toThrow(
          /ERESOLVE[\s\S]*@opentelemetry\/api/,
        );
      });

      it('is recorded by its own provider, and told so, when it is forced', async () => {
        const project = await install(
          'forced',
          { ...sdk2, ...own('spanwise') },
          '--legacy-peer-deps',
        );
        const printed = await execute(
          project,
          esm(
            `import { diag, DiagLogLevel } from '@opentelemetry/api';\nconst said = [];\nconst say = (line) => said.push(line);\ndiag.setLogger({ error: say, warn: say, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);\nimport { instrument } from 'spanwise';\nconst attachment = instrument();`,
          )
            .replace("from '@opentelemetry/sdk-trace'", "from '@opentelemetry/sdk-trace-base'")
            .replace('TracerProvider }', 'BasicTracerProvider as TracerProvider }')
            .replace('new SimpleSpanProcessor({ exporter })', 'new SimpleSpanProcessor(exporter)')
            .replace('const result = {', 'const result = { said,'),
        );
        expect(printed).toMatchObject({
          id: EXPECTED.id,
          spans: EXPECTED.spans,
          problems: [expect.stringContaining('use @spanwise/auto')],
        });
        expect((printed['said'] as string[]).join()).toMatch(/use @spanwise\/auto/i);
      });
    });

    it('the repository installs on another system from a clean tree', async () => {
      const project = join(folder, 'clean');
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
        { cwd: project, env: environment, timeout: 400_000 },
      );
      expect(globSync('node_modules/node-linux-*', { cwd: project })).toEqual([]);
      expect(globSync('node_modules/@esbuild/*', { cwd: project })).toEqual([
        'node_modules/@esbuild/darwin-arm64',
      ]);
    });
  },
);

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

/** Tarballs for what the packages depend on among themselves: their versions are not published. */
function inside(tarballs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tarballs).filter(([name]) => name.startsWith('@spanwise/')),
  );
}

function sizeOf(folder: string): number {
  return globSync('**/*', { cwd: folder, exclude: (name) => name === 'node_modules' })
    .map((file) => statSync(join(folder, file)))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

/** Runs a program in a project and gives back what it printed. */
async function execute(project: string, text: string): Promise<Record<string, unknown>> {
  writeFileSync(join(project, 'app.mjs'), text);
  const { stdout } = await run(process.execPath, ['app.mjs'], {
    cwd: project,
    env: { ...environment },
    timeout: 60_000,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
}
