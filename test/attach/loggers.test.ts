/**
 * Loggers write the trace, whatever the order and the module system. The results are docs/loggers.md, which
 * `npx vitest run test/attach/loggers.test.ts -u` writes.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { removeApps, runApp, type Files } from './apps.ts';

const harness = JSON.stringify(join(import.meta.dirname, 'loggers-app.ts'));
const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

afterAll(removeApps);

/** The oldest and the newest of each major; of pino also those around the first with a channel. */
const ALIASES = [
  'pino8-oldest',
  'pino8',
  'pino9-silent',
  'pino9',
  'pino',
  'winston3-oldest',
  'winston',
  'bunyan1-oldest',
  'bunyan1',
  'bunyan',
];
const nameOf = (alias: string): string => /^[a-z]+/.exec(alias)![0];
const MANIFEST = JSON.stringify({
  dependencies: Object.fromEntries(ALIASES.map((alias) => [alias, `npm:${nameOf(alias)}@*`])),
});

/** A program that has all loggers in one process; each copy is found by itself. */
const text = (
  load: (names: string) => string,
  imports: (alias: string, name: string) => string,
  aliases: readonly string[],
): string =>
  load(
    `{ ${aliases.map((alias, index) => `'${alias}': ${imports(alias, `module${index}`)}`).join(', ')} }`,
  );
const importAll = (aliases: readonly string[]): string =>
  aliases.map((alias, index) => `import * as module${index} from '${alias}';\n`).join('');

const lateEsm = (aliases: readonly string[] = ALIASES, options = ''): string =>
  text(
    (modules) => `${importAll(aliases)}import { create, start, write } from ${harness};
const modules = ${modules};
const before = create(modules);
start(${options});
void write(before, modules);
`,
    (_alias, name) => name,
    aliases,
  );
const earlyEsm = text(
  (modules) => `import { start, write } from ${harness};
start();
void write(undefined, ${modules});
`,
  (alias) => `await import('${alias}')`,
  ALIASES,
);
const lateCommonJs = text(
  (modules) => `const modules = ${modules};
const { create, start, write } = require(${harness});
const before = create(modules);
start();
void write(before, modules);
`,
  (alias) => `require('${alias}')`,
  ALIASES,
);
const earlyCommonJs = text(
  (modules) => `const { start, write } = require(${harness});
start();
void write(undefined, ${modules});
`,
  (alias) => `require('${alias}')`,
  ALIASES,
);

const ESM_BANNER =
  "import { createRequire as __from } from 'node:module';\nimport { fileURLToPath as __to } from 'node:url';\nconst require = __from(import.meta.url);\nconst __filename = __to(import.meta.url);\nconst __dirname = __filename.slice(0, __filename.lastIndexOf('/'));";

/** Everything in one file, with nothing installed beside it. */
async function bundle(contents: string, format: 'esm' | 'cjs'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    // A part of bunyan's that may be missing; esbuild cannot follow how it loads its binary.
    external: ['dtrace-provider'],
    format,
    conditions: ['@spanwise/source'],
    banner: format === 'esm' ? { js: ESM_BANNER } : {},
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

interface Lines {
  readonly before?: boolean;
  readonly after: boolean;
  readonly child: boolean;
  readonly outside: boolean;
}

/** Which lines of which logger have the trace. */
async function traced(files: Files, main: string): Promise<Readonly<Record<string, Lines>>> {
  const { lines, problems } = await runApp({ 'package.json': MANIFEST, ...files }, main);
  expect(problems).toEqual([]);
  return lines as Readonly<Record<string, Lines>>;
}

const isTraced = ({ before = true, after, child, outside }: Lines): boolean =>
  before && after && child && !outside;

const AUTOMATIC = 'automatic';
const ONE_LINE = 'one line';
type Result = typeof AUTOMATIC | typeof ONE_LINE | 'unsupported';

/** In a bundle a module is passed in by its name: one copy of each at a time. */
const TOGETHER = [
  ['pino8-oldest', 'winston', 'bunyan'],
  ['pino8', 'winston3-oldest', 'bunyan1'],
  ['pino9-silent', 'bunyan1-oldest'],
];
const passIn = (aliases: readonly string[]): string =>
  `{ ${aliases.map((alias) => `${nameOf(alias)}: modules['${alias}']`).join(', ')} }`;

/** All lines by nothing but \`instrument()\`, else by one line more, else not. */
async function bundled(format: 'esm' | 'cjs'): Promise<Readonly<Record<string, Result>>> {
  const main = format === 'esm' ? 'main.mjs' : 'main.cjs';
  const run = async (contents: string): ReturnType<typeof traced> =>
    traced({ [main]: await bundle(contents, format) }, main);
  const runEach = async (contents: readonly string[]): ReturnType<typeof traced> =>
    Object.assign({}, ...(await Promise.all(contents.map(run)))) as Awaited<
      ReturnType<typeof traced>
    >;
  const [alone, told] = await Promise.all([
    // A second bundled copy of pino is found up to a second later.
    runEach(
      [ALIASES.filter((alias) => alias !== 'pino'), ['pino']].map((aliases) => lateEsm(aliases)),
    ),
    runEach(TOGETHER.map((aliases) => lateEsm(aliases, passIn(aliases)))),
  ]);
  return Object.fromEntries(
    [...ALIASES, 'console'].map((alias): [string, Result] => {
      if (isTraced(alone[alias]!)) return [alias, alias === 'console' ? ONE_LINE : AUTOMATIC];
      return [alias, told[alias] && isTraced(told[alias]) ? ONE_LINE : 'unsupported'];
    }),
  );
}

async function installed(files: Files, main: string): Promise<Readonly<Record<string, Result>>> {
  const found = await traced(files, main);
  return Object.fromEntries(
    Object.entries(found).map(([alias, lines]): [string, Result] => [
      alias,
      !isTraced(lines) ? 'unsupported' : alias === 'console' ? ONE_LINE : AUTOMATIC,
    ]),
  );
}

const WORKER = {
  'main.mjs':
    "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./worker.mjs', import.meta.url));\n",
  'worker.mjs': lateEsm(),
};

const MODES: Readonly<Record<string, () => Promise<Readonly<Record<string, Result>>>>> = {
  'ES module, loaded before `instrument()`': () => installed({ 'main.mjs': lateEsm() }, 'main.mjs'),
  'ES module, loaded after': () => installed({ 'main.mjs': earlyEsm }, 'main.mjs'),
  'CommonJS, loaded before': () => installed({ 'main.cjs': lateCommonJs }, 'main.cjs'),
  'CommonJS, loaded after': () => installed({ 'main.cjs': earlyCommonJs }, 'main.cjs'),
  'in a worker that calls `instrument()`': () => installed(WORKER, 'main.mjs'),
  'bundled by esbuild, ES module': () => bundled('esm'),
  'bundled by esbuild, CommonJS': () => bundled('cjs'),
};

function titleOf(alias: string): string {
  if (alias === 'console') return '`console`';
  const file = join(root, 'node_modules', alias, 'package.json');
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return `${name} ${version}`;
}

describe('what is reached', () => {
  it('is what docs/loggers.md says', { timeout: 60_000 }, async () => {
    const modes = Object.keys(MODES);
    const results = await Promise.all(Object.values(MODES).map((run) => run()));
    const rows = [...ALIASES, 'console'].map(
      (alias) => `| ${[titleOf(alias), ...results.map((result) => result[alias])].join(' | ')} |`,
    );
    const page = `# Loggers

Whether a logger's lines have the trace: those of loggers that were made before \`instrument()\` where it can be so, those of loggers that are made after, and those of their children. Printed by \`test/attach/loggers.test.ts\` from what it ran.

- **automatic**: by \`instrument()\` alone.
- **one line**: a module is passed in, as in \`instrument({ modules: { winston } })\`; the console is asked for by \`instrument({ instrumentations: { console: true } })\`.
- **unsupported**: not at all.

| logger | ${modes.join(' | ')} |
| --- |${modes.map(() => ' --- |').join('')}
${rows.join('\n')}
`;
    await expect(page).toMatchFileSnapshot(join(root, 'docs/loggers.md'));
  });

  it("does not include pino's build for browsers, where no context travels", async () => {
    const main = `import pino from ${JSON.stringify(require.resolve('pino/browser.js'))};
import { start, inSpan } from ${harness};
start();
const lines = [];
pino({ browser: { write: (line) => lines.push(line) } }).info('before');
inSpan(() => pino({ browser: { write: (line) => lines.push(line) } }).info('hello'));
process.stdout.write(JSON.stringify({ lines, problems: [] }) + '\\n');
`;
    const { lines } = await runApp({ 'package.json': MANIFEST, 'main.mjs': main }, 'main.mjs');
    expect(lines).toMatchObject([{ msg: 'before' }, { msg: 'hello' }]);
    expect((lines as object[])[1]).not.toHaveProperty('trace_id');
  });

  it("includes the lines that pino's worker gets", async () => {
    const files = {
      'main.mjs': `import pino from 'pino';
import { start, inSpan } from ${harness};
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
