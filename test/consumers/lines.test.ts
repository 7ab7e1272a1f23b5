/** Apps with an OpenTelemetry of their own, of both lines of its SDK, and the mistake of putting spanwise beside the older one. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { blocks } from '../docs/blocks.ts';
import { environment } from './environment.ts';
import {
  ownTelemetry,
  RECORDED,
  SDK_OF,
  type Form,
  type Line,
  type OwnTelemetryOptions,
} from './own-telemetry.ts';
import {
  cannotInstall,
  execute,
  executeText,
  install,
  own,
  packLibrary,
  SKIPPED,
} from './project.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const GUIDE = 'docs/guides/existing-opentelemetry.md';
const OPENAI = { openai: '7.57.0' };
const AUTO = { '@spanwise/auto': 'attach, recordEvaluation, tool' };
const HELPERS = { '@spanwise/core': 'createReport as report, recordEvaluation, tool' };

/** The lines of the file that attaches first. */
const instrumented = (
  form: Form,
  line: Line,
  { options = '', ...more }: { options?: string } & Partial<OwnTelemetryOptions> = {},
): string =>
  ownTelemetry({
    line,
    form,
    imports: AUTO,
    attach: `const { report } = attach(${options});`,
    ...more,
  });

describe.skipIf(cannotInstall)(`an app with its own SDK of${SKIPPED}`, () => {
  describe.each<Line>([2, 3])('%s.x', (line) => {
    let project: string;
    beforeAll(async () => {
      project = await install(`own-${line}`, {
        ...SDK_OF[line],
        ...OPENAI,
        ...own('@spanwise/auto', '@spanwise/core', '@spanwise/instrumentation-openai'),
      });
    });

    it.each<[Form, string]>([
      ['ES module', 'app.mjs'],
      ['CommonJS', 'app.cjs'],
    ])('is recorded as %s: spans, metrics, events', async (form, file) => {
      const { printed } = await execute(project, instrumented(form, line), { file });
      expect(printed).toMatchObject(RECORDED);
      expect(printed).not.toHaveProperty('messages');
    });

    it.each(
      blocks(root).filter(
        ({ file, language, text }) =>
          file === GUIDE && language === 'js' && (line === 2 || !text.includes('api-logs')),
      ),
    )('runs $file, line $line', async ({ text }) => {
      const provider = createServer((request, response) => {
        request.resume();
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ id: 'chatcmpl-1', model: 'gpt-5-mini', choices: [] }));
      }).listen(0, '127.0.0.1');
      try {
        await once(provider, 'listening');
        const { port } = provider.address() as AddressInfo;
        const { stdout, stderr } = await executeText(project, text, {
          env: { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` },
        });
        expect(stderr).toBe('');
        if (text.includes('chat.completions'))
          for (const name of [
            'chat gpt-5-mini',
            'gen_ai.client.inference.duration',
            'gen_ai.evaluation.result',
          ])
            expect(stdout).toContain(name);
      } finally {
        provider.close();
        provider.closeAllConnections();
      }
    });

    it('has content as its SDK takes it', async () => {
      const { printed } = await execute(
        project,
        instrumented('ES module', line, { options: `{ captureContent: 'span' }` }),
      );
      const { messages } = printed;
      expect(typeof messages).toBe(line === 2 ? 'string' : 'object');
      expect(line === 2 ? JSON.parse(String(messages)) : messages).toEqual([
        { role: 'user', parts: [{ type: 'text', content: 'Hi.' }] },
      ]);
      expect(printed).toMatchObject(RECORDED);
    });

    it('is recorded by the one instrumentation in registerInstrumentations', async () => {
      const { printed } = await execute(
        project,
        ownTelemetry({
          line,
          imports: {
            ...HELPERS,
            '@opentelemetry/instrumentation': 'registerInstrumentations',
            '@spanwise/instrumentation-openai': 'OpenAIInstrumentation',
          },
          attach: `registerInstrumentations({ instrumentations: [new OpenAIInstrumentation()] });`,
        }),
      );
      expect(printed).toMatchObject(RECORDED);
      expect(printed['scopes']).toContain('@spanwise/instrumentation-openai');
    });

    it('is recorded in a worker thread, started from code or with --import', async () => {
      const worker = `import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./app.mjs', import.meta.url));\n`;
      await execute(project, instrumented('ES module', line));
      const { printed } = await execute(project, worker, { file: 'main.mjs' });
      expect(printed).toMatchObject(RECORDED);
      const registered = ownTelemetry({ line, imports: HELPERS, attach: '' });
      await execute(project, registered, { options: ['--import', '@spanwise/auto/register'] });
      const again = await execute(project, worker, {
        file: 'main.mjs',
        options: ['--import', '@spanwise/auto/register'],
      });
      expect(again.printed).toMatchObject(RECORDED);
    });

    it('is recorded by tsx, with types', async () => {
      const file = 'app.ts';
      const { printed } = await execute(project, instrumented('TypeScript', line), {
        file,
        node: join(root, 'node_modules/.bin/tsx'),
      });
      expect(printed).toMatchObject(RECORDED);
    });

    it('is recorded in Jest, in CommonJS, with the client passed in', async () => {
      const text = instrumented('CommonJS', line, { options: '{ modules: { openai: OpenAI } }' });
      const test = text.replace(
        /\nmain\(\);\n$/,
        `\ntest('it', async () => {
  const lines = [];
  console.log = (line) => lines.push(line);
  await main();
  expect(JSON.parse(lines.at(-1))).toMatchObject(${JSON.stringify(RECORDED)});
});\n`,
      );
      writeFileSync(join(project, 'app.test.cjs'), test);
      const { stderr } = await run(
        join(root, 'node_modules/.bin/jest'),
        ['--rootDir', project, '--testMatch', '**/*.test.cjs', '--testEnvironment', 'node'],
        { cwd: project, env: environment, timeout: 60_000 },
      );
      expect(stderr).toMatch(/Tests: +1 passed/);
    });

    describe.each(inject('nodes'))('Node $version', ({ version, node }) => {
      it.skipIf(node === undefined)(
        `runs it in every form${node ? '' : ' (SKIPPED: this Node cannot be installed)'}`,
        async () => {
          const forms: Record<string, unknown> = {};
          const note = async (
            name: string,
            text: string,
            options: Parameters<typeof execute>[2],
          ): Promise<void> => {
            const { printed, stderr } = await execute(project, text, { node: node!, ...options });
            forms[name] = {
              ...printed,
              stderr: stderr.replace(/.*(?:Experimental|--trace-warnings).*\n/g, ''),
            };
          };
          await note('client first', instrumented('ES module', line), {});
          await note(
            'client later',
            instrumented('ES module', line, { clientIs: 'loaded later' }),
            {},
          );
          await note('in CommonJS', instrumented('CommonJS', line), { file: 'app.cjs' });
          await note('--import', ownTelemetry({ line, imports: HELPERS, attach: '' }), {
            options: ['--import', '@spanwise/auto/register'],
          });
          await note('TypeScript', instrumented('TypeScript', line), {
            file: 'app.ts',
            // Types are stripped unasked from 22.18 on.
            options: version.startsWith('22.') ? ['--experimental-strip-types'] : [],
          });
          expect(Object.keys(forms)).toHaveLength(5);
          for (const [name, form] of Object.entries(forms))
            expect({ name, form }).toMatchObject({ name, form: { ...RECORDED, stderr: '' } });
        },
      );
    });
  });
});

describe.skipIf(cannotInstall)(`spanwise beside an SDK of 2.x${SKIPPED}`, () => {
  const both = { ...SDK_OF[2], ...OPENAI, ...own('spanwise') };
  const USE_AUTO = expect.stringMatching(/use @spanwise\/auto/) as string;
  const instrumented2 = ownTelemetry({
    line: 2,
    imports: { spanwise: 'instrument, recordEvaluation, tool' },
    attach: 'const { report } = instrument();',
  });

  it('is refused by npm, in words that name the API', async () => {
    await expect(install('refused', both)).rejects.toThrow(
      /ERESOLVE[^]*peer @opentelemetry\/api@">=1\.10\.0 <1\.11\.0" from spanwise/,
    );
  });

  it('is refused by a pnpm that is strict about peers', async () => {
    await expect(
      install('refused-pnpm', both, {
        with: 'pnpm',
        flags: ['--config.strict-peer-dependencies=true'],
      }),
    ).rejects.toMatchObject({
      stdout: expect.stringMatching(
        /spanwise 0\.1\.0[^]*unmet peer @opentelemetry\/api@">=1\.10\.0 <1\.11\.0": found 1\.9\.1/,
      ) as string,
    });
  });

  it.each([
    ['npm', ['--legacy-peer-deps']],
    ['pnpm', []],
  ] as const)(
    'is recorded by the providers of the app, and told so, when %s installs it all the same',
    async (manager, flags) => {
      const project = await install(`forced-${manager}`, both, { with: manager, flags });
      if (manager === 'pnpm') {
        expect(lstatSync(join(project, 'node_modules/openai')).isSymbolicLink()).toBe(true);
        expect(readFileSync(join(project, 'install.log'), 'utf8')).toMatch(
          /spanwise 0\.1\.0[^]*unmet peer @opentelemetry\/api/,
        );
      }
      const { printed } = await execute(project, instrumented2);
      expect(printed).toMatchObject({ ...RECORDED, problems: [USE_AUTO], said: [USE_AUTO] });
    },
  );

  describe('by way of a library that starts it', () => {
    let project: string;
    beforeAll(async () => {
      const kit = await packLibrary(
        { name: 'agent-kit', exports: './index.js', dependencies: { spanwise: '0.1.0' } },
        {
          'index.js': `import { instrument } from 'spanwise';\nexport const start = (options) => instrument(options);\n`,
        },
      );
      project = await install('transitive', { ...SDK_OF[2], ...OPENAI, 'agent-kit': kit });
    });
    const app = (when: 'before' | 'after'): string =>
      ownTelemetry({
        line: 2,
        imports: { 'agent-kit': 'start' },
        // Whoever comes first starts: here a processor is enough to start traces.
        attach: `const { report } = start(${when === 'after' ? '' : '{ destinations: [], spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }] }'});`,
        when,
        work: 'const reply = await client.chat.completions.create(body);',
      });

    it('gets an API of its own from npm, which sees the providers of the app', async () => {
      const { printed } = await execute(project, app('after'));
      expect(printed).toMatchObject({
        id: 'chatcmpl-1',
        spans: ['chat m'],
        problems: [USE_AUTO],
        said: [USE_AUTO],
      });
    });

    it('tells so on standard error when the app has no logger', async () => {
      const { printed, stderr } = await execute(
        project,
        app('after').replace(/\ndiag\.setLogger.*\n/, '\n'),
      );
      expect(printed).toMatchObject({ id: 'chatcmpl-1', spans: ['chat m'], problems: [USE_AUTO] });
      expect(stderr).toEqual(USE_AUTO);
    });

    it('tells so when it comes first, and the app goes on', async () => {
      const { printed, stderr } = await execute(
        project,
        app('before').replace(/\ndiag\.setLogger.*\n/, '\n'),
      );
      expect(printed).toMatchObject({ id: 'chatcmpl-1', spans: [], problems: [USE_AUTO] });
      expect(stderr).toEqual(USE_AUTO);
    });
  });
});
