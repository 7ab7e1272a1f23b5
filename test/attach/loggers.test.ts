/** Loggers write the trace, whatever the order and the module system: the matrix of docs/guides/logs.md, each case in a process of its own. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { removeApps, runApp, type Files } from './apps.ts';

const harness = join(import.meta.dirname, 'loggers-app.ts');

afterAll(removeApps);

const VERSIONS = ['pino8-oldest', 'pino9-silent', 'pino9', 'pino'];
const MANIFEST = JSON.stringify({
  dependencies: Object.fromEntries(VERSIONS.map((alias) => [alias, 'npm:pino@*'])),
});

/** Loads the logger's module first, attaches, and writes by loggers made before and after. */
const lateEsm = (alias: string): string => `import * as module from '${alias}';
import { create, start, write } from ${JSON.stringify(harness)};
const before = create(module);
start();
await write(before, module);
`;
const earlyEsm = (
  alias: string,
): string => `import { create, start, write } from ${JSON.stringify(harness)};
start();
const module = await import('${alias}');
await write(undefined, module);
`;
const lateCommonJs = (alias: string): string => `const logging = require('${alias}');
const { create, start, write } = require(${JSON.stringify(harness)});
const before = create(logging);
start();
void write(before, logging);
`;
const earlyCommonJs = (
  alias: string,
): string => `const { create, start, write } = require(${JSON.stringify(harness)});
start();
void write(undefined, require('${alias}'));
`;

/** The line of each logger that has the fields of the trace. */
async function traced(files: Files, main: string): Promise<unknown> {
  const { lines, problems } = await runApp({ 'package.json': MANIFEST, ...files }, main);
  expect(problems).toEqual([]);
  return lines;
}

const EVERY = { before: true, after: true, child: true, outside: false };
const LATER = { after: true, child: true, outside: false };

describe.concurrent.each(VERSIONS)('%s', (alias) => {
  it.each<[string, string, string, object]>([
    ['an ES module, late', 'main.mjs', lateEsm(alias), EVERY],
    ['an ES module, early', 'main.mjs', earlyEsm(alias), LATER],
    ['CommonJS, late', 'main.cjs', lateCommonJs(alias), EVERY],
    ['CommonJS, early', 'main.cjs', earlyCommonJs(alias), LATER],
  ])('%s', async (_name, main, text, expected) => {
    expect(await traced({ [main]: text }, main)).toEqual(expected);
  });
});

/** Everything in one file, with nothing installed beside it. */
async function bundle(alias: string, format: 'esm' | 'cjs', options = ''): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as module from '${alias}';
import { create, start, write } from ${JSON.stringify(harness)};
const before = create(module);
start(${options});
void write(before, module);
`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format,
    conditions: ['@spanwise/source'],
    banner:
      format === 'esm'
        ? {
            js: "import { createRequire as __from } from 'node:module';\nimport { fileURLToPath as __to } from 'node:url';\nconst require = __from(import.meta.url);\nconst __filename = __to(import.meta.url);\nconst __dirname = __filename.slice(0, __filename.lastIndexOf('/'));",
          }
        : {},
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

describe.concurrent('in a bundle', () => {
  it.each<[string, 'esm' | 'cjs', string, object]>([
    ['pino', 'esm', '', EVERY],
    ['pino', 'cjs', '', EVERY],
    ['pino9', 'cjs', '', EVERY],
    // One line: the module is passed in.
    ['pino8', 'cjs', '{ pino: module }', EVERY],
    ['pino8', 'esm', '{ pino: module }', EVERY],
    // Without it, nobody finds it.
    ['pino8', 'cjs', '', { before: false, after: false, child: false, outside: false }],
  ])('%s as %s, told %s', async (alias, format, options, expected) => {
    const main = format === 'esm' ? 'main.mjs' : 'main.cjs';
    const text = await bundle(alias, format, options);
    expect(await traced({ [main]: text }, main)).toEqual(expected);
  });
});

describe.concurrent('threads', () => {
  it('a logger in a worker that is instrumented itself', async () => {
    const files = {
      'main.mjs': `import { Worker } from 'node:worker_threads';
new Worker(new URL('./worker.mjs', import.meta.url));
`,
      'worker.mjs': lateEsm('pino'),
    };
    expect(await traced(files, 'main.mjs')).toEqual(EVERY);
  });

  it('a transport in a worker gets the lines with their fields', async () => {
    const files = {
      'main.mjs': `import pino from 'pino';
import { start, inSpan } from ${JSON.stringify(harness)};
start();
const logger = pino(pino.transport({ target: new URL('./target.mjs', import.meta.url).href }));
inSpan(() => logger.info('hello'));
`,
      // Not by the worker's own stdout: that goes through the main thread, which may have ended.
      'target.mjs': `import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
export default () => new Writable({
  write(chunk, _encoding, done) {
    const { trace_id: traceId } = JSON.parse(chunk.toString().split('\\n')[0]);
    writeSync(1, JSON.stringify({ lines: { traceId }, problems: [] }) + '\\n');
    done();
  },
});
`,
    };
    expect(await traced(files, 'main.mjs')).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
  });
});
