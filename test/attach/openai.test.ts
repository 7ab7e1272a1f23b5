/** Attaching to the real `openai`: every supported major, in both module systems, with a real call. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeApps, runApp, type Files, type Printed } from './apps.ts';

const harness = JSON.stringify(join(import.meta.dirname, 'harness.ts'));
const helper = JSON.stringify(join(import.meta.dirname, 'openai-app.ts'));
const use = `import { print, requireFrom } from ${harness};\nimport { attachOpenAI, attachRealtime, chatWith, createOf } from ${helper};\n`;
const root = join(import.meta.dirname, '../..');
const adapterFolder = join(root, 'packages/instrumentation/openai');
const aliases = [
  'openai4-oldest',
  'openai4',
  'openai5-oldest',
  'openai5',
  'openai6-oldest',
  'openai6',
  'openai7-oldest',
  'openai',
];

afterAll(removeApps);

/** Where an alias of the adapter's own devDependencies is installed. */
function folderOf(alias: string): string {
  const folders = [adapterFolder, root].map((folder) => join(folder, 'node_modules', alias));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`${alias} is not installed`);
  return found;
}

/** The application names it as its users would: by the alias in its manifest. */
function withAlias(alias: string): Files {
  return {
    'package.json': JSON.stringify({ name: 'app', dependencies: { [alias]: 'npm:openai@*' } }),
    [`node_modules/${alias}`]: `-> ${folderOf(alias)}`,
  };
}

describe.each(aliases)('%s', (alias) => {
  it('is watched in both of its formats, and restored', async () => {
    const { version } = createRequire(import.meta.url)(join(folderOf(alias), 'package.json')) as {
      version: string;
    };
    const { spans, libraries, said, ...printed } = await runApp(
      {
        ...withAlias(alias),
        'main.mjs': `import OpenAI from '${alias}';\n${use}const Required = requireFrom(import.meta.url)('${alias}');
const originals = [createOf(OpenAI), createOf(Required)];
const attachment = attachOpenAI();
const watched = [createOf(OpenAI), createOf(Required)].map((fn, index) => fn !== originals[index] && fn.__original === originals[index]);
const ids = await chatWith(OpenAI, Required);
const report = attachment.report().libraries;
attachment.disable();
const restored = [createOf(OpenAI), createOf(Required)].map((fn, index) => fn === originals[index]);
await chatWith(OpenAI, Required);
print({ ids, watched, restored, report });`,
      },
      'main.mjs',
    );
    expect(printed).toMatchObject({
      ids: ['chatcmpl-1', 'chatcmpl-1'],
      watched: [true, true],
      restored: [true, true],
      report: [
        {
          id: 'openai',
          status: 'attached',
          problems: [],
          copies: [
            { how: 'CommonJS cache', version },
            { how: 'ES module probe', version },
          ],
        },
      ],
    });
    expect(spans).toEqual(['chat m', 'chat m']);
    expect(said).toEqual([]);
    expect(libraries).toEqual([]);
  });
});

describe('the order does not matter', () => {
  const chat = `await chatWith(OpenAI);\nprint();`;
  it.each<[string, Files, readonly string[]]>([
    [
      'a static import after the file that attaches',
      {
        'instrument.mjs': `import { attachOpenAI } from ${helper};\nattachOpenAI();`,
        'main.mjs': `import './instrument.mjs';\nimport OpenAI from 'openai';\n${use}${chat}`,
      },
      [],
    ],
    [
      'a dynamic import later',
      { 'main.mjs': `${use}attachOpenAI();\nconst { OpenAI } = await import('openai');\n${chat}` },
      [],
    ],
    [
      'a require later',
      {
        'main.mjs': `${use}attachOpenAI();\nconst OpenAI = requireFrom(import.meta.url)('openai');\n${chat}`,
      },
      [],
    ],
    [
      'no line in the application: --import',
      { 'main.mjs': `import OpenAI from 'openai';\n${use}${chat}` },
      ['--import', '@spanwise/auto/register'],
    ],
    [
      'no line in a worker of the application: --import',
      {
        'main.mjs': `import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./worker.mjs', import.meta.url));`,
        'worker.mjs': `import OpenAI from 'openai';\n${use}${chat}`,
      },
      ['--import', '@spanwise/auto/register'],
    ],
    [
      'openai 4 with its shims between the file that attaches and the client',
      {
        ...withAlias('openai4'),
        'instrument.mjs': `import { attachOpenAI } from ${helper};\nattachOpenAI();`,
        'main.mjs': `import './instrument.mjs';\nimport 'openai4/shims/web';\nimport OpenAI from 'openai4';\n${use}${chat}`,
      },
      [],
    ],
  ])('%s', async (_name, files, nodeOptions) => {
    const { spans, said } = await runApp(files, 'main.mjs', { nodeOptions });
    expect(spans).toEqual(['chat m']);
    expect(said).toEqual([]);
  });
});

describe('a part of the package that is imported alone', () => {
  const part = 'openai/realtime/ws';
  const both = `const Required = requireFrom(import.meta.url)('${part}').OpenAIRealtimeWS;`;
  const tell = `const isWatched = (Class) => Class.prototype.send.__wrapped === true;
print({ watched: [OpenAIRealtimeWS, Required].map(isWatched), report: attachment.report().libraries });`;
  it.each<[string, string, readonly string[]]>([
    [
      'before',
      `import { OpenAIRealtimeWS } from '${part}';\n${use}${both}\nconst attachment = attachRealtime();\n${tell}`,
      ['CommonJS cache', 'ES module probe'],
    ],
    [
      'later',
      `${use}const attachment = attachRealtime();\nconst { OpenAIRealtimeWS } = await import('${part}');\n${both}\n${tell}`,
      ['load hook', 'load hook'],
    ],
  ])('%s', async (_name, main, ways) => {
    const { said, report, ...printed } = await runApp({ 'main.mjs': main }, 'main.mjs');
    expect(printed['watched']).toEqual([true, true]);
    expect(said).toEqual([]);
    const found = (report as Printed['libraries']).find(({ id }) => id === 'openaiRealtime');
    expect(found?.copies.map(({ how }) => how)).toEqual(ways);
    expect(found?.copies[0]?.methods).toEqual(['socket', 'on', 'send', 'sendResponseCreate']);
  });
});
