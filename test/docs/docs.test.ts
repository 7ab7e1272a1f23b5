/** Every code block of the documentation is type-checked and run; every command is run by a test or says that it is not. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocks } from './blocks.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const all = blocks(root);
const code = all.filter(({ language }) => language === 'ts');
const commands = all.filter(({ language }) => language === 'sh');

/** Commands that a test or `.ci/run` runs, and where. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm run demo': '.ci/run',
  'npm ci && npm test': '.ci/run',
  'npm run demo': '.ci/run',
  'npm run demo -- --once': '.ci/run',
  'npm run check': '.ci/run',
  'npm run new -- instrumentation acme': 'scripts/new.test.ts',
  'npm run generate': 'scripts/generate/printed-files.test.ts',
  'npm run test:stack': '.ci/run',
  'npm test': '.ci/run',
  'collector/single-node/up.sh': 'test/stack/stack.test.ts',
  'OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 npm run demo -- --once':
    'test/stack/stack.test.ts',
};

let folder: string;
const provider = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });

beforeAll(async () => {
  mkdirSync(join(root, 'test/docs/.blocks'), { recursive: true });
  folder = mkdtempSync(join(root, 'test/docs/.blocks/run-'));
  for (const [index, block] of code.entries())
    writeFileSync(join(folder, `${index}.ts`), `${block.text}\n`);
  provider.onMessage(/./, { content: 'It is on its way.' });
  await provider.start();
});

afterAll(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('code blocks', () => {
  it('are found', () => {
    expect(code.length).toBeGreaterThan(10);
  });

  it('in JavaScript, which need an SDK 2.x, are those of one guide, which test/consumers runs', () => {
    const files = all.filter(({ language }) => language === 'js').map(({ file }) => file);
    expect([...new Set(files)]).toEqual(['docs/guides/existing-opentelemetry.md']);
  });

  it('have types', { timeout: 60_000 }, async () => {
    const config = join(folder, 'tsconfig.json');
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          isolatedDeclarations: false,
          declaration: false,
          moduleDetection: 'force',
        },
        include: [folder],
        exclude: [],
      }),
    );
    const result = await run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      config,
    ]).catch((error: { stdout: string }) => ({ stdout: error.stdout }));
    expect(result.stdout).toBe('');
  });

  it.each(code.map((block, index) => ({ ...block, index })))(
    'of $file, line $line, run',
    { timeout: 60_000 },
    async ({ index }) => {
      const { stderr } = await run(
        process.execPath,
        ['--conditions=@spanwise/source', join(folder, `${index}.ts`)],
        {
          timeout: 45_000,
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            NODE_NO_WARNINGS: '1',
            OPENAI_API_KEY: 'none',
            OPENAI_BASE_URL: `${provider.url}/v1`,
            // Nobody listens there: an app must not be slowed down or told more than one line by that.
            OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
            SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: '200',
          },
        },
      );
      expect(stderr).not.toMatch(/Error:/);
    },
  );
});

describe('commands', () => {
  it.each(commands)(
    'of $file, line $line, are run by a test or say that they are not',
    ({ text, after }) => {
      const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
      const unknown = lines.filter((line) => !(line in RUN_ELSEWHERE));
      if (unknown.length > 0) expect(after).toMatch(/not run by us/);
      else expect(lines.length).toBeGreaterThan(0);
    },
  );

  it.each(Object.entries(RUN_ELSEWHERE).filter(([, where]) => where.endsWith('.ts')))(
    '%s is run by %s',
    (_command, where) => {
      expect(readFileSync(join(root, where), 'utf8')).toMatch(/it\(/);
    },
  );
});
