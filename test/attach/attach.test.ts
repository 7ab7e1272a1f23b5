/** Attaching, whatever the order, the module system and the layout: each case in a process of its own. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  acmePackage,
  copyingPackage,
  removeApps,
  runApp,
  type Files,
  type Format,
} from './apps.ts';

const harness = JSON.stringify(join(import.meta.dirname, 'harness.ts'));
const use = `import { attachAcme, print, requireFrom } from ${harness};\n`;
const chat = `await new Acme().chat({ model: 'm' });\n`;
/** The Node that the programs run on. */
const nodeVersion = process.env['SPANWISE_TEST_NODE_VERSION'] ?? process.versions.node;
const isEarly = /^22\.1[56]\./.test(nodeVersion);
const tsx = join(import.meta.dirname, '../../node_modules/.bin/tsx');

afterAll(removeApps);

const app = (main: string, more: Files = {}): Files => ({
  ...acmePackage(),
  ...more,
  'main.mjs': main,
});

describe('the order does not matter', () => {
  it.each<[string, Files, string]>([
    [
      'an ES module imports the client first',
      app(`import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`),
      'ES module probe',
    ],
    [
      'it attaches before a dynamic import in the same turn',
      app(`${use}attachAcme();\nconst { Acme } = await import('acme');\n${chat}print();`),
      'load hook',
    ],
    [
      'CommonJS required the client first',
      app(
        `${use}const require = requireFrom(import.meta.url);\nconst { Acme } = require('acme');\nattachAcme();\n${chat}print();`,
      ),
      'CommonJS cache',
    ],
    [
      'CommonJS requires the client later',
      app(
        `${use}attachAcme();\nconst { Acme } = requireFrom(import.meta.url)('acme');\n${chat}print();`,
      ),
      'load hook',
    ],
    [
      'the module is passed in',
      app(
        `import { Acme } from 'acme';\n${use}attachAcme({ modules: { acme: { Acme, default: Acme } } });\n${chat}print();`,
      ),
      'module passed in',
    ],
    [
      'it is imported again after a turn',
      app(
        `${use}attachAcme();\nawait new Promise((r) => setTimeout(r));\nconst { Acme } = await import('acme');\n${chat}print();`,
      ),
      'load hook',
    ],
  ])('%s', async (_name, files, how) => {
    const { spans, libraries, said } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(libraries[0]?.status).toBe('attached');
    expect(libraries[0]?.copies.map((copy) => copy.how)).toContain(how);
    // Functions that are exports are the exception, tested below.
    expect(said.filter((line) => !line.includes('loaded before'))).toEqual([]);
  });

  it('its first import attaches, its second is the client', async () => {
    const files = app(
      `import './instrument.mjs';\nimport { Acme } from 'acme';\nimport { print } from ${harness};\n${chat}print();`,
      { 'instrument.mjs': `${use}attachAcme();` },
    );
    const { spans, libraries } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(libraries[0]?.copies.map((copy) => copy.how)).toContain('ES module probe');
  });

  it('a CommonJS program', async () => {
    const files = {
      ...acmePackage(),
      'main.cjs': `const { attachAcme, print } = require(${harness});\nattachAcme();\nconst { Acme } = require('acme');\nnew Acme().chat({ model: 'm' }).then(() => print());`,
    };
    expect((await runApp(files, 'main.cjs')).spans).toEqual(['chat m']);
  });

  it('its first import attaches, and its second must run before the client', async () => {
    const files = app(
      `import './instrument.mjs';\nimport 'acme/shims';\nimport { Acme } from 'acme';\nimport { print } from ${harness};\n${chat}print({ order: globalThis.order });`,
      {
        'instrument.mjs': `${use}attachAcme();`,
        'node_modules/acme/shims/first.mjs': `(globalThis.order ??= []).push('first');`,
        'node_modules/acme/package.json': JSON.stringify({
          name: 'acme',
          version: '1.2.3',
          exports: { '.': './ordered.mjs', './shims': './shims/first.mjs' },
        }),
        'node_modules/acme/ordered.mjs': `(globalThis.order ??= []).push('client');\nexport * from './index.mjs';\nexport { default } from './index.mjs';`,
      },
    );
    const { spans, order } = await runApp(files, 'main.mjs');
    expect(order).toEqual(['first', 'client']);
    expect(spans).toEqual(['chat m']);
  });

  it('CommonJS requires an ES module that imports the client', async () => {
    const files: Files = {
      ...acmePackage(),
      'client.mjs': `export { Acme } from 'acme';`,
      'main.cjs': `const { attachAcme, print } = require(${harness});\nattachAcme();\nconst { Acme } = require('./client.mjs');\nnew Acme().chat({ model: 'm' }).then(() => print());`,
    };
    expect((await runApp(files, 'main.cjs')).spans).toEqual(['chat m']);
  });

  it.each<[Format, 'import' | 'require', string]>([
    ['an ES module', 'import', 'first'],
    ['an ES module', 'import', 'later'],
    ['an ES module', 'require', 'first'],
    ['an ES module', 'require', 'later'],
    ['a CommonJS module', 'import', 'first'],
    ['a CommonJS module', 'import', 'later'],
    ['a CommonJS module', 'require', 'first'],
    ['a CommonJS module', 'require', 'later'],
  ])('a package that is only %s, by %s, %s', async (format, by, when) => {
    const get = by === 'import' ? `await import('acme')` : `requireFrom(import.meta.url)('acme')`;
    const lines = [`const { Acme } = ${get};`, `attachAcme();`];
    const main = `${use}${(when === 'first' ? lines : lines.toReversed()).join('\n')}\n${chat}print();`;
    const files = { ...acmePackage('node_modules/acme', { format }), 'main.mjs': main };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it.each(['first', 'later'])('a package with a scope, %s', async (when) => {
    const lines = [
      `const { Acme } = await import('@acme/client');\nconst other = requireFrom(import.meta.url)('@acme/client');`,
      `attachAcme({ adapters: [acme('@acme/client')] });`,
    ];
    const files = {
      ...acmePackage('node_modules/@acme/client', { name: '@acme/client' }),
      'main.mjs': `import { acme } from ${harness};\n${use}${(when === 'first' ? lines : lines.toReversed()).join('\n')}\n${chat}await new other.Acme().chat({ model: 'n' });\nprint();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m', 'chat n']);
  });

  it('a CommonJS package that requires itself while it is loaded', async () => {
    const files = acmePackage();
    const cyclic = {
      ...files,
      'node_modules/acme/index.cjs': `require('acme');\n${files['node_modules/acme/index.cjs']}`,
      'main.mjs': `${use}attachAcme();\nconst { Acme } = requireFrom(import.meta.url)('acme');\n${chat}print();`,
    };
    const { spans, said } = await runApp(cyclic, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(said).toEqual([]);
  });

  it('says nothing wrong once it is ready', async () => {
    const files = app(
      `${use}const attachment = attachAcme();\nconst { Acme, generate } = await import('acme');\nawait attachment.ready;\nawait attachAcme().ready;\nawait generate({ model: 'm' });\nprint();`,
    );
    const { spans, said, libraries } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(said).toEqual([]);
    expect(libraries[0]?.problems).toEqual([]);
  });

  it('both copies of a package', async () => {
    const files = app(
      `${use}attachAcme();\nconst { Acme } = await import('acme');\nconst other = requireFrom(import.meta.url)('acme');\n${chat}await new other.Acme().chat({ model: 'n' });\nprint({ same: Acme === other.Acme });`,
    );
    const { spans, same } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m', 'chat n']);
    expect(same).toBe(false);
  });

  it('twice is once', async () => {
    const files = app(
      `import { Acme } from 'acme';\n${use}attachAcme(); attachAcme();\n${chat}print();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it('a worker thread of its own', async () => {
    const files = app(
      `import { Worker } from 'node:worker_threads';\nconst worker = new Worker(new URL('./worker.mjs', import.meta.url));\nworker.on('exit', () => {});`,
      {
        'worker.mjs': `${use}attachAcme();\nconst { Acme } = await import('acme');\n${chat}print();`,
      },
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it('a worker that inherits --import', async () => {
    const files = app(
      `import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./worker.mjs', import.meta.url));`,
      {
        'worker.mjs': `import { Acme } from 'acme';\nimport { print } from ${harness};\n${chat}print();`,
        'attach.mjs': `${use}attachAcme();`,
      },
    );
    expect(
      (await runApp(files, 'main.mjs', { nodeOptions: ['--import', './attach.mjs'] })).spans,
    ).toEqual(['chat m']);
  });
});

describe('the layout does not matter', () => {
  it('finds a copy nested under a framework, loaded before', async () => {
    const files: Files = {
      ...acmePackage('node_modules/framework/node_modules/acme'),
      'node_modules/framework/package.json':
        '{"name":"framework","version":"1.0.0","exports":"./index.mjs"}',
      'node_modules/framework/index.mjs': `export { Acme } from 'acme';`,
      'main.mjs': `import { Acme } from 'framework';\n${use}attachAcme();\n${chat}print();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it('finds a copy nested under a framework, loaded later', async () => {
    const files: Files = {
      ...acmePackage(),
      ...acmePackage('node_modules/framework/node_modules/acme', { version: '2.0.0' }),
      'node_modules/framework/package.json':
        '{"name":"framework","version":"1.0.0","exports":"./index.mjs"}',
      'node_modules/framework/index.mjs': `export { Acme } from 'acme';`,
      'main.mjs': `${use}attachAcme();\nconst { Acme } = await import('framework');\n${chat}const own = await import('acme');\nawait new own.Acme().chat({ model: 'own' });\nprint();`,
    };
    const { spans, libraries } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m', 'chat own']);
    expect(libraries[0]?.copies.map(({ version }) => version)).toEqual(
      expect.arrayContaining(['1.2.3', '2.0.0']),
    );
  });

  it('finds a copy under a framework that a workspace has installed further up', async () => {
    const files: Files = {
      ...acmePackage('node_modules/framework/node_modules/acme'),
      'package.json': '{"name":"workspace"}',
      'node_modules/framework/package.json':
        '{"name":"framework","version":"1.0.0","exports":"./index.mjs"}',
      'node_modules/framework/index.mjs': `export { Acme } from 'acme';`,
      'packages/member/package.json': '{"name":"member","dependencies":{"framework":"1"}}',
      'packages/member/main.mjs': `import { Acme } from 'framework';\n${use}attachAcme();\n${chat}print();`,
    };
    expect((await runApp(files, 'packages/member/main.mjs')).spans).toEqual(['chat m']);
  });

  it('finds what a linked framework brings, as pnpm lays it out', async () => {
    const store = 'node_modules/.pnpm';
    const files: Files = {
      ...acmePackage(`${store}/acme@1.2.3/node_modules/acme`),
      [`${store}/framework@1/node_modules/framework/package.json`]:
        '{"name":"framework","version":"1.0.0","exports":"./index.mjs"}',
      [`${store}/framework@1/node_modules/framework/index.mjs`]: `export { Acme } from 'acme';`,
      [`${store}/framework@1/node_modules/acme`]: `-> ${store}/acme@1.2.3/node_modules/acme`,
      'node_modules/framework': `-> ${store}/framework@1/node_modules/framework`,
      'main.mjs': `import { Acme } from 'framework';\n${use}attachAcme();\n${chat}print();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it.each(['first', 'later'])('finds a copy under another name, loaded %s', async (when) => {
    const lines = [
      `const { Acme } = await import('acme1');\nconst other = requireFrom(import.meta.url)('acme1');`,
      `attachAcme();`,
    ];
    const files: Files = {
      ...acmePackage('node_modules/acme1'),
      'package.json': '{"name":"app","dependencies":{"acme1":"npm:acme@1"}}',
      'main.mjs': `${use}${(when === 'first' ? lines : lines.toReversed()).join('\n')}\n${chat}await new other.Acme().chat({ model: 'n' });\nprint();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m', 'chat n']);
  });

  it('finds a copy that is a link, as pnpm lays it out', async () => {
    const files: Files = {
      ...acmePackage('node_modules/.pnpm/acme@1.2.3/node_modules/acme'),
      'node_modules/acme': '-> node_modules/.pnpm/acme@1.2.3/node_modules/acme',
      'main.mjs': `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it.each(['before', 'after'])(
    'finds a linked workspace outside node_modules, imported %s',
    async (order) => {
      const files: Files = {
        ...acmePackage('packages/acme'),
        'node_modules/acme': '-> packages/acme',
        'main.mjs':
          order === 'before'
            ? `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`
            : `${use}attachAcme();\nconst { Acme } = await import('acme');\n${chat}print();`,
      };
      expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
    },
  );

  // By require, the harness itself is an ES module that tsx cannot require on Node 22.15, with or without us.
  it.each(isEarly ? ['import'] : ['import', 'require'])(
    'works under tsx, by %s',
    async (system) => {
      const main =
        system === 'import'
          ? { 'main.mts': `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();` }
          : {
              'main.cts': `const { attachAcme, print } = require(${harness});\nattachAcme();\nconst { Acme } = require('acme');\nnew Acme().chat({ model: 'm' }).then(() => print());`,
            };
      const { spans } = await runApp({ ...acmePackage(), ...main }, Object.keys(main)[0]!, {
        nodeOptions: ['--import', join(tsx, '../../tsx/dist/loader.mjs')],
      });
      expect(spans).toEqual(['chat m']);
    },
  );
});

describe('every kind of target', () => {
  const all = `const client = new Acme();
await client.deep.nested.create({ model: 'nested' });
await client.index().query({ model: 'made' });
await client.index().query({ model: 'made' });
await (await client.promisedIndex()).query({ model: 'promised' });
await client.kept.look({ model: 'kept' });
await client.kept.again({ model: 'kept' });
await client.arrow({ model: 'assigned' });
await client.jobs.create({ model: 'below' });
await generate({ model: 'generate' });
await compute({ model: 'compute' });
await passedOn({ model: 'passedOn' });
`;
  const expected = [
    'nested',
    'made',
    'made',
    'promised',
    'kept',
    'kept',
    'assigned',
    'below',
    'generate',
    'compute',
    'passedOn',
  ].map((name) => `chat ${name}`);

  it('is watched in an ES module', async () => {
    const files = app(
      `${use}attachAcme();\nconst { Acme, generate, compute, passedOn } = await import('acme');\n${all}print();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(expected);
  });

  it('is watched in a CommonJS module, also where its exports are fixed', async () => {
    const files = app(
      `${use}attachAcme();\nconst { Acme, generate, compute, passedOn } = requireFrom(import.meta.url)('acme');\n${all}print();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(expected);
  });

  it('reaches what a factory made before', async () => {
    const files = app(
      `import { Acme } from 'acme';\n${use}const client = new Acme();\nconst early = client.index();\nattachAcme();\nawait early.query({ model: 'missed' });\nclient.index();\nawait early.query({ model: 'early' });\nprint();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat early']);
  });

  it('does not call the accessor that is a factory, and leaves it as it was', async () => {
    const kept = `Object.getOwnPropertyDescriptor(Acme.prototype, 'kept').get`;
    const files = app(
      `import { Acme } from 'acme';\n${use}const before = ${kept};\nconst attachment = attachAcme();\nconst watched = ${kept};\nattachment.disable();\nprint({ watched: watched !== before && watched.name === before.name, made: 'made' in Acme.prototype, undone: ${kept} === before });`,
    );
    expect(await runApp(files, 'main.mjs')).toMatchObject({
      watched: true,
      made: false,
      undone: true,
    });
  });

  it('is named in a report as it is called', async () => {
    const target = `{ kind: 'method', path: 'chat', calledAs: 'talk' }`;
    const files = app(
      `import { Acme } from 'acme';\nimport { acmeWith } from ${harness};\n${use}attachAcme({ adapters: [acmeWith(${target})], modules: { acme: Acme } });\n${chat}print();`,
    );
    const { libraries, spans } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(libraries[0]?.copies[0]?.methods).toEqual(['talk']);
  });

  it('does not reach what a constructor assigned before', async () => {
    const files = app(
      `import { Acme } from 'acme';\n${use}const early = new Acme();\nattachAcme();\nawait early.arrow({ model: 'missed' });\nawait new Acme().arrow({ model: 'later' });\nprint();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat later']);
  });

  it.each([
    `{ kind: 'factory', factories: ['index'], path: 'query' }`,
    `{ kind: 'assigned', path: 'arrow' }`,
  ])('is watched once when the class is met twice: %s', async (target) => {
    const files = app(
      `import { Acme } from 'acme';\nimport { acmeWith } from ${harness};\n${use}attachAcme({ adapters: [acmeWith(${target})], modules: { acme: Acme } });\nconst client = new Acme();\nawait client.arrow({ model: 'm' });\nawait client.index().query({ model: 'm' });\nprint();`,
    );
    const { spans, said } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat m']);
    expect(said).toEqual([]);
  });

  it.each<[Exclude<Format, 'both formats'>, string]>([
    ['an ES module', `await import('acme')`],
    ['a CommonJS module', `requireFrom(import.meta.url)('acme')`],
  ])('is replaced for the package itself, whose constructor copies it: %s', async (format, get) => {
    const inner = format === 'an ES module' ? 'tasks/index.mjs' : 'tasks/index.cjs';
    const files = {
      ...copyingPackage(format),
      'main.mjs': `import { innerAcme } from ${harness};\n${use}attachAcme({ adapters: [innerAcme(${JSON.stringify(inner)})] });\nconst { Acme, generate } = ${get};\nconst client = new Acme();\nawait client.generate({ model: 'method' });\nawait generate({ model: 'function' });\nprint({ fixed: Object.getOwnPropertyDescriptor(client, 'generate').writable === false });`,
    };
    const { spans, fixed, libraries, said } = await runApp(files, 'main.mjs');
    expect(fixed).toBe(true);
    expect(spans).toEqual(['chat method', 'chat function']);
    expect(libraries[0]?.copies).toMatchObject([{ how: 'load hook', methods: ['generate'] }]);
    expect(said).toEqual([]);
  });

  it('says that it came too late for what a package replaces for itself', async () => {
    const files = {
      ...copyingPackage('an ES module'),
      'main.mjs': `import { Acme } from 'acme';\nimport { innerAcme } from ${harness};\n${use}attachAcme({ adapters: [innerAcme('tasks/index.mjs')] });\nawait new Acme().generate({ model: 'm' });\nprint();`,
    };
    const { spans, said } = await runApp(files, 'main.mjs');
    expect(spans).toEqual([]);
    expect(said.join()).toMatch(/loaded before, so that it cannot be replaced: generate/);
  });

  it('says which exports it came too late for', async () => {
    const files = app(
      `import { generate } from 'acme';\n${use}attachAcme();\nawait generate({ model: 'm' });\nprint();`,
    );
    const { spans, said } = await runApp(files, 'main.mjs');
    expect(spans).toEqual([]);
    expect(said.join()).toMatch(/loaded before, so that it cannot be replaced: generate/);
  });

  it('hears a channel: success, failure, synchronous', async () => {
    const files = app(
      `import { tracingChannel } from 'node:diagnostics_channel';\n${use}const attachment = attachAcme();
const channel = tracingChannel('acme:call');
await channel.tracePromise(async () => 1, { body: { model: 'promise' } });
await channel.tracePromise(async () => { throw new TypeError('no'); }, { body: { model: 'failure' } }).catch(() => {});
channel.traceSync(() => 1, { body: { model: 'sync' } });
attachment.disable();
await channel.tracePromise(async () => 1, { body: { model: 'after' } });
print();`,
    );
    expect((await runApp(files, 'main.mjs')).spans).toEqual([
      'chat promise',
      'chat failure',
      'chat sync',
    ]);
  });

  it('uses a registry', async () => {
    const files = app(`${use}const attachment = attachAcme();
const call = globalThis.ACME[0].onCall({ model: 'registry' });
call.run(() => {}); call.reply({}); call.reply({});
attachment.disable();
print({ left: globalThis.ACME.length });`);
    const { spans, left } = await runApp(files, 'main.mjs');
    expect(spans).toEqual(['chat registry']);
    expect(left).toBe(0);
  });
});

describe('it says when it does nothing', () => {
  it.each(['3.0.0', '0.9.0'])('for version %s, which is not supported', async (version) => {
    const files = {
      ...acmePackage('node_modules/acme', { version }),
      'main.mjs': `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`,
    };
    const { spans, said, libraries } = await runApp(files, 'main.mjs');
    expect(spans).toEqual([]);
    expect(said).toEqual([
      `spanwise: acme: acme ${version} is not supported (>=1 <3): its calls are not watched`,
    ]);
    expect(libraries[0]?.problems).toHaveLength(1);
  });

  it('finds what it may read under the permission model', async () => {
    const { spans, said } = await runApp(
      app(`import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`),
      'main.mjs',
      {
        nodeOptions: ['--permission', `--allow-fs-read=${join(import.meta.dirname, '../..')}`],
      },
    );
    expect(spans).toEqual(['chat m']);
    expect(said.filter((line) => !line.includes('loaded before'))).toEqual([]);
  });

  it('for the last supported version it does not', async () => {
    const files = {
      ...acmePackage('node_modules/acme', { version: '2.99.99' }),
      'main.mjs': `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`,
    };
    expect((await runApp(files, 'main.mjs')).spans).toEqual(['chat m']);
  });

  it('for a module that nothing is for, and one that is none', async () => {
    const { said } = await runApp(
      app(`${use}attachAcme({ modules: { nothing: {}, acme: 7 } });\nprint();`),
      'main.mjs',
    );
    expect(said).toEqual([
      'spanwise: modules: "nothing" was passed in, but no instrumentation is for it',
      'spanwise: modules: what was passed in as "acme" is not a module',
    ]);
  });

  it('for a class that is frozen', async () => {
    const files = acmePackage();
    const { spans, said } = await runApp(
      {
        ...files,
        'node_modules/acme/index.mjs': `${files['node_modules/acme/index.mjs']}\nObject.freeze(Acme.prototype);`,
        'main.mjs': `import { Acme } from 'acme';\nimport { acmeWith } from ${harness};\n${use}attachAcme({ adapters: [acmeWith('chat')] });\n${chat}print();`,
      },
      'main.mjs',
    );
    expect(spans).toEqual([]);
    expect(said).toEqual(['spanwise: acme: chat cannot be replaced']);
  });

  it('for a package with a top-level await that was loaded before, and only for that', async () => {
    const files = acmePackage();
    const asynchronous = `${files['node_modules/acme/index.mjs']}\nawait 1;`;
    const lines = [`const { Acme } = await import('acme');`, `const attachment = attachAcme();`];
    const results = await Promise.all(
      [lines, lines.toReversed()].map((order) =>
        runApp(
          {
            ...files,
            'node_modules/acme/index.mjs': asynchronous,
            'main.mjs': `${use}${order.join('\n')}\n${chat}await attachment.ready;\nprint();`,
          },
          'main.mjs',
        ),
      ),
    );
    expect(results.map(({ spans }) => spans)).toEqual([[], ['chat m']]);
    expect(results.map(({ said }) => said)).toEqual([
      [expect.stringMatching(/^spanwise: acme: acme was loaded before and has a top-level await/)],
      [],
    ]);
  });

  it('for exports without the methods', async () => {
    const { said } = await runApp(
      app(`${use}attachAcme({ modules: { acme: { other: 1 } } });\nprint();`),
      'main.mjs',
    );
    expect(said).toEqual(['spanwise: acme: acme has none of the methods that are watched']);
  });
});
