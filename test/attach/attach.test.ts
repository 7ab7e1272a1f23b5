/** Attaching, whatever the order, the module system and the layout: each case in a process of its own. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import { acmePackage, runApp, type Files } from './apps.ts';

const harness = JSON.stringify(join(import.meta.dirname, 'harness.ts'));
const use = `import { attachAcme, print, requireFrom } from ${harness};\n`;
const chat = `await new Acme().chat({ model: 'm' });\n`;
/** The Node that the programs run on. */
const version = process.env['SPANWISE_TEST_NODE_VERSION'] ?? process.versions.node;
const isEarly = /^22\.1[56]\./.test(version);
const tsx = join(import.meta.dirname, '../../node_modules/.bin/tsx');

afterAll(() => rmSync(join(import.meta.dirname, '.apps'), { recursive: true, force: true }));

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
    expect(said.filter((line) => !line.includes('was loaded before'))).toEqual([]);
  });

  it.skipIf(isEarly)(
    `its first import attaches, its second is the client${isEarly ? ' (SKIPPED: before Node 22.17 a module that is linked cannot be reached before it runs)' : ''}`,
    async () => {
      const { spans, libraries } = await runApp(
        app(
          `import './instrument.mjs';\nimport { Acme } from 'acme';\nimport { print } from ${harness};\n${chat}print();`,
          { 'instrument.mjs': `${use}attachAcme();` },
        ),
        'main.mjs',
      );
      expect(spans).toEqual(['chat m']);
      expect(libraries[0]?.copies.map((copy) => copy.how)).toContain('ES module probe');
    },
  );

  it('a CommonJS program', async () => {
    const files = {
      ...acmePackage(),
      'main.cjs': `const { attachAcme, print } = require(${harness});\nattachAcme();\nconst { Acme } = require('acme');\nnew Acme().chat({ model: 'm' }).then(() => print());`,
    };
    expect((await runApp(files, 'main.cjs')).spans).toEqual(['chat m']);
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

  // By require, the harness itself is an ES module that tsx cannot require on Node 22.15.
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
await client.arrow({ model: 'assigned' });
await generate({ model: 'generate' });
await compute({ model: 'compute' });
await passedOn({ model: 'passedOn' });
`;
  const expected = [
    'nested',
    'made',
    'made',
    'promised',
    'assigned',
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

  it('says which exports it came too late for', async () => {
    const files = app(
      `import { generate } from 'acme';\n${use}attachAcme();\nawait generate({ model: 'm' });\nprint();`,
    );
    const { spans, said } = await runApp(files, 'main.mjs');
    expect(spans).toEqual([]);
    expect(said.join()).toMatch(/generate was loaded before and cannot be replaced/);
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

describe('nothing else is touched', () => {
  it('loads nothing, leaves caches and exports as they are, and lets the process end', async () => {
    const files = app(
      `${use}const require = requireFrom(import.meta.url);\nconst before = Object.keys(require.cache).length;
attachAcme();
const after = Object.keys(require.cache).length;
const bare = await import('./node_modules/acme/index.mjs?bare');
const watched = await import('acme');
watched.count();
print({ before, after, keys: Object.keys(watched).join() === Object.keys(bare).join(), counter: watched.counter, name: watched.generate.name, length: watched.generate.length });`,
    );
    const { before, after, keys, counter, name, length, libraries } = await runApp(
      files,
      'main.mjs',
    );
    expect(after).toBe(before);
    expect(keys).toBe(true);
    expect(counter).toBe(1);
    expect([name, length]).toEqual(['generate', 1]);
    expect(libraries[0]?.copies.some(({ how }) => how === 'load hook')).toBe(true);
  });

  it('says of a library that is not loaded that it waits', async () => {
    const { libraries } = await runApp(app(`${use}attachAcme();\nprint();`), 'main.mjs');
    expect(
      libraries[0]?.copies.filter(({ how }) => how !== 'channel' && how !== 'registry'),
    ).toEqual([]);
  });

  it('is undone by disable, and can be done again', async () => {
    const files = app(
      `import { Acme } from 'acme';\n${use}const original = Acme.prototype.chat;
const attachment = attachAcme();
const watched = Acme.prototype.chat !== original;
attachment.disable();
const restored = Acme.prototype.chat === original;
await new Acme().chat({ model: 'off' });
attachAcme();
${chat}print({ watched, restored });`,
    );
    const { spans, watched, restored } = await runApp(files, 'main.mjs');
    expect([watched, restored]).toEqual([true, true]);
    expect(spans).toEqual(['chat m']);
  });

  it('keeps the message for an export that does not exist', async () => {
    const files = app(
      `${use}attachAcme();\nlet message;\ntry { await import('./wrong.mjs'); } catch (error) { message = error.message; }\nprint({ message });`,
      {
        'wrong.mjs': `import { nothing } from 'acme';\nnothing();`,
      },
    );
    expect((await runApp(files, 'main.mjs'))['message']).toBe(
      "The requested module 'acme' does not provide an export named 'nothing'",
    );
  });
});

describe('it says when it does nothing', () => {
  it.each(['3.0.0', '0.9.0'])('for version %s, which is not supported', async (version) => {
    const files = {
      ...acmePackage('node_modules/acme', version),
      'main.mjs': `import { Acme } from 'acme';\n${use}attachAcme();\n${chat}print();`,
    };
    const { spans, said, libraries } = await runApp(files, 'main.mjs');
    expect(spans).toEqual([]);
    expect(said).toEqual([
      `spanwise: acme: acme ${version} is not supported (>=1 <3): its calls are not watched`,
    ]);
    expect(libraries[0]?.problems).toHaveLength(1);
  });

  it('for the last supported version it does not', async () => {
    const files = {
      ...acmePackage('node_modules/acme', '2.99.99'),
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

  it('for exports without the methods', async () => {
    const { said } = await runApp(
      app(`${use}attachAcme({ modules: { acme: { other: 1 } } });\nprint();`),
      'main.mjs',
    );
    expect(said).toEqual(['spanwise: acme: acme has none of the methods that are watched']);
  });
});
