/** What users get: the built packages, in the module systems, bundlers and test runners that they use. Needs a build. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonJs, esm, EXPECTED } from './app.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
let folder: string;

beforeAll(() => {
  mkdirSync(join(import.meta.dirname, '.apps'), { recursive: true });
  folder = mkdtempSync(join(import.meta.dirname, '.apps/consumer-'));
});

afterAll(() => rmSync(join(import.meta.dirname, '.apps'), { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const execute = async (command: string, ...words: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await run(command, words, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 60_000,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
};
const auto = `import { attach } from '@spanwise/auto';\nconst attachment = attach();`;
const passedIn = `import { attach } from '@spanwise/auto';\nconst attachment = attach({ modules: { openai: OpenAI } });`;

describe('Node', () => {
  it('runs it as an ES module', async () => {
    expect(await execute(process.execPath, write('app.mjs', esm(auto)))).toMatchObject(EXPECTED);
  });

  it('runs it as a CommonJS module', async () => {
    const file = write(
      'app.cjs',
      commonJs(`const { attach } = require('@spanwise/auto');\nconst attachment = attach();`),
    );
    expect(await execute(process.execPath, file)).toMatchObject(EXPECTED);
  });

  it('runs it with --import and no line of ours', async () => {
    const file = write(
      'register.mjs',
      esm(`import { attach } from '@spanwise/core';\nconst attachment = attach({ adapters: [] });`),
    );
    expect(
      await execute(process.execPath, '--import', '@spanwise/auto/register', file),
    ).toMatchObject(EXPECTED);
  });

  it('has one instance of core for import and require', async () => {
    const file = write(
      'instances.mjs',
      `import { createRequire } from 'node:module';\nimport * as imported from '@spanwise/core';\nconst required = createRequire(import.meta.url)('@spanwise/core');\nconsole.log(JSON.stringify({ same: imported.attach === required.attach }));`,
    );
    expect(await execute(process.execPath, file)).toEqual({ same: true });
  });

  it('accepts the instrumentation class alone', async () => {
    const file = write(
      'alone.mjs',
      esm(
        `import { createReport } from '@spanwise/core';\nimport { OpenAIInstrumentation } from '@spanwise/instrumentation-openai';\nnew OpenAIInstrumentation();\nconst attachment = { report: createReport };`,
      ),
    );
    expect(await execute(process.execPath, file)).toMatchObject(EXPECTED);
  });

  it('loads no adapter whose library is not there', async () => {
    const file = write(
      'lazy.mjs',
      `import { attach } from '@spanwise/auto';\nattach();\nconst { Module } = await import('node:module');\nconsole.log(JSON.stringify({ body: Object.keys(Module._cache).some((file) => /instrumentation.openai.dist.index/.test(file)) }));`,
    );
    expect(await execute(process.execPath, file)).toEqual({ body: false });
  });
});

describe('tsx', () => {
  it.each(['ts', 'cts'])('runs it as .%s', async (extension) => {
    const text =
      extension === 'ts'
        ? esm(auto)
        : commonJs(`const { attach } = require('@spanwise/auto');\nconst attachment = attach();`);
    expect(await execute(bin('tsx'), write(`tsx-app.${extension}`, text))).toMatchObject(EXPECTED);
  });
});

describe('esbuild', () => {
  it.each(['esm', 'cjs'] as const)(
    'bundles it as %s, with the client passed in',
    async (format) => {
      const { build } = await import('esbuild');
      const outfile = join(folder, `bundle.${format === 'esm' ? 'mjs' : 'cjs'}`);
      await build({
        entryPoints: [write(`bundle-${format}.in.mjs`, esm(passedIn))],
        outfile,
        bundle: true,
        minify: true,
        platform: 'node',
        format,
        logLevel: 'silent',
        // What CommonJS packages in an ES module need of Node.
        ...(format === 'esm' && {
          banner: {
            js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
          },
        }),
      });
      expect(await execute(process.execPath, outfile)).toMatchObject({
        ...EXPECTED,
        copies: ['module passed in'],
      });
    },
  );

  it('bundles it with its packages external', async () => {
    const { build } = await import('esbuild');
    const outfile = join(folder, 'external.mjs');
    await build({
      entryPoints: [write('external.in.mjs', esm(auto))],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    expect(await execute(process.execPath, outfile)).toMatchObject(EXPECTED);
  });
});

describe('esbuild, of spanwise with its SDK', () => {
  it.each(['esm', 'cjs'] as const)('bundles it as %s', async (format) => {
    const { build } = await import('esbuild');
    const outfile = join(folder, `spanwise-bundle.${format === 'esm' ? 'mjs' : 'cjs'}`);
    await build({
      entryPoints: [
        write(
          `spanwise-${format}.in.mjs`,
          `import OpenAI from 'openai';
import { instrument } from 'spanwise';
const spanwise = instrument({ destinations: [], modules: { openai: OpenAI }, spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }] });
const { signals, libraries } = spanwise.report();
console.log(JSON.stringify({ owner: signals.traces.owner, status: libraries[0].status }));
void spanwise.shutdown();`,
        ),
      ],
      outfile,
      bundle: true,
      platform: 'node',
      format,
      logLevel: 'silent',
      ...(format === 'esm' && {
        banner: {
          js: `import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);`,
        },
      }),
    });
    expect(await execute(process.execPath, outfile)).toEqual({
      owner: 'spanwise',
      status: 'attached',
    });
  });
});

describe('test runners', () => {
  it('Jest runs it', async () => {
    mkdirSync(join(folder, 'jest'), { recursive: true });
    const text = commonJs(
      `const { attach } = require('@spanwise/auto');\nconst attachment = attach({ modules: { openai: OpenAI } });`,
    ).replace(
      /\nmain\(\);\n$/,
      `\ntest('it', async () => { expect(await main()).toMatchObject(${JSON.stringify(EXPECTED)}); });\n`,
    );
    write('jest/app.test.cjs', text);
    write(
      'jest/package.json',
      '{"name":"jest-app","jest":{"testMatch":["**/*.test.cjs"],"testEnvironment":"node"}}',
    );
    const { stderr } = await run(bin('jest'), ['--rootDir', join(folder, 'jest')], {
      cwd: join(folder, 'jest'),
      timeout: 60_000,
    });
    expect(stderr).toMatch(/Tests: +1 passed/);
  });

  it('vitest runs it', async () => {
    mkdirSync(join(folder, 'vitest'), { recursive: true });
    const text = esm(
      auto,
      `import { expect, it } from 'vitest';\nit('it', async () => { expect(await main()).toMatchObject(${JSON.stringify(EXPECTED)}); });`,
    ).replace(/\nmain\(\);\n$/, '\n');
    write('vitest/app.test.mjs', text);
    const { stdout } = await run(bin('vitest'), ['run', '--root', join(folder, 'vitest')], {
      cwd: join(folder, 'vitest'),
      timeout: 60_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(stdout).toMatch(/1 passed/);
  });
});

describe('two copies of core', () => {
  it.each([
    ['the same version', '0.1.0', 0],
    ['an older one, which gives way', '0.0.1', 1],
    ['a newer one, which takes over', '9.0.0', 1],
  ])('record one span with %s', async (_name, version, lines) => {
    const name = `copies-${version}`;
    mkdirSync(join(folder, name), { recursive: true });
    copyCore(name, version);
    write(
      `${name}/other.mjs`,
      `import { attach } from '@spanwise/core';\nimport { openai } from '@spanwise/instrumentation-openai';\nattach({ adapters: [openai] });`,
    );
    const file = write(
      `two-${version}.mjs`,
      esm(
        `import { diag, DiagLogLevel } from '@opentelemetry/api';\nconst said = [];\nconst say = (line) => said.push(line);\ndiag.setLogger({ error: say, warn: say, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);\n${auto}\nawait import('./${name}/other.mjs');`,
      ).replace('const result = {', 'const result = { said,'),
    );
    const printed = await execute(process.execPath, file);
    expect(printed).toMatchObject({ id: EXPECTED.id, spans: EXPECTED.spans });
    expect((printed['said'] as string[]).filter((line) => line.includes('gives way'))).toHaveLength(
      lines,
    );
  });
});

/** Makes a built file say another version. */
function replaceVersion(file: string, version: string): void {
  const text = readFileSync(file, 'utf8');
  // The variable's name is a short one of the build's.
  const built = /([\w$]+=)"0\.1\.0"/;
  expect(text.match(new RegExp(built, 'g'))).toHaveLength(1);
  writeFileSync(file, text.replace(built, `$1"${version}"`));
}

/** Installs a second core, of the given version, and an adapter beside it. */
function copyCore(name: string, version: string): void {
  const target = join(folder, name, 'node_modules/@spanwise/core');
  cpSync(join(root, 'packages/core'), target, {
    recursive: true,
    filter: (path) => !/core\/(src|node_modules)/.test(path),
  });
  for (const file of ['dist/index.js', 'dist/index.cjs']) {
    replaceVersion(join(target, file), version);
  }
  cpSync(
    join(root, 'packages/instrumentation/openai'),
    join(folder, name, 'node_modules/@spanwise/instrumentation-openai'),
    {
      recursive: true,
      filter: (path) => !/openai\/(src|node_modules)/.test(path),
    },
  );
}
