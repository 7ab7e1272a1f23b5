/** What attaching leaves as it was: the same program says the same with and without it. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acmePackage, removeApps, runApp, type Files, type Printed } from './apps.ts';

const harness = JSON.stringify(join(import.meta.dirname, 'harness.ts'));
const use = `import { areSame, attachAcme, describeObjects, print, requireFrom } from ${harness};\n`;
const chat = `await new Acme().chat({ model: 'm' });\n`;

afterAll(removeApps);

const app = (main: string, more: Files = {}): Files => ({
  ...acmePackage(),
  ...more,
  'main.mjs': main,
});

/** What a program can see of a package and of the module system. */
const OBSERVE = `
const seen = {};
const said = async (name, fn) => {
  try { seen[name] = await fn(); } catch (error) {
    seen[name] = [error.name, error.code, error.message, error.stack.split('\\n').filter((line) => line.includes('.apps'))];
  }
};
const require = requireFrom(import.meta.url);
process.on('unhandledRejection', (error) => { seen.unhandled = String(error); });
process.on('warning', (warning) => { seen.warning = String(warning); });
const namespace = await import('acme');
namespace.count();
const { Acme } = namespace;
class Own extends Acme {}
Object.assign(seen, {
  keys: Reflect.ownKeys(namespace).map(String),
  tag: Object.prototype.toString.call(namespace),
  descriptor: Object.entries(Object.getOwnPropertyDescriptor(namespace, 'count')).map(String),
  counter: namespace.counter,
  sameClass: Acme === namespace.default && (await import('acme')).Acme === Acme && (await import('framework')).Acme === Acme,
  instance: new Own() instanceof Acme,
  className: Acme.name,
  methods: Object.getOwnPropertyNames(Acme.prototype).filter((name) => !['arrow', 'jobs'].includes(name)),
  signatures: [Acme.prototype.chat, namespace.generate, namespace.compute].map((fn) => [fn.name, fn.length, typeof fn]),
  instanceKeys: Object.keys(new Acme()),
  resolved: import.meta.resolve('acme'),
  required: require.resolve('acme'),
  cacheBefore: Object.keys(require.cache).filter((file) => file.includes('.apps')),
});
const common = require('acme');
Object.assign(seen, {
  commonKeys: Object.keys(common),
  commonTag: common.__esModule,
  commonSame: require('acme') === common && common.Acme !== Acme && common.default === common.Acme,
  cacheAfter: Object.keys(require.cache).filter((file) => file.includes('.apps')),
});
await said('missing export', () => import('./wrong-name.mjs'));
await said('missing package', () => import('acme-missing'));
await said('missing path', () => import('acme/missing'));
await said('broken package', () => import('broken'));
await said('broken package again', () => import('broken'));
await said('failure', () => namespace.fail());
await said('evaluated once', () => globalThis.evaluated);
await new Promise((resolve) => setTimeout(resolve));
seen.listeners = process.eventNames().filter((name) => name !== 'warning' && name !== 'unhandledRejection').map(String);
`;

/** In two parts, so that no tool takes it for this file's own. */
const SOURCE_MAP = ['//#', 'sourceMappingURL'].join(' ');

const world: Files = {
  ...acmePackage(),
  'node_modules/acme/index.mjs': `${acmePackage()['node_modules/acme/index.mjs']}
export function fail() { throw new RangeError('from the client'); }
(globalThis.evaluated ??= []).push('acme');
${SOURCE_MAP}=index.mjs.map
`,
  'node_modules/framework/package.json':
    '{"name":"framework","version":"1.0.0","exports":"./index.mjs"}',
  'node_modules/framework/index.mjs': `export { Acme } from 'acme';`,
  'node_modules/broken/package.json': '{"name":"broken","version":"1.0.0","exports":"./index.mjs"}',
  'node_modules/broken/index.mjs': `throw new SyntaxError('broken for good');`,
  'wrong-name.mjs': `import { nothing } from 'acme';\nnothing();`,
};

/** Applications lie in folders of their own: their names are not part of what is compared. */
const seenIn = (printed: Printed): unknown =>
  JSON.parse(
    JSON.stringify(printed['seen']).replaceAll(/\.apps\/app-[^/]+/g, '.apps/app'),
  ) as unknown;

const run = async (before: string, nodeOptions: readonly string[]): Promise<unknown> =>
  seenIn(
    await runApp(
      {
        ...world,
        'before.mjs': `import { acme, attachAcme } from ${harness};\n${before}`,
        'main.mjs': `import './before.mjs';\n${use}${OBSERVE}print({ seen });`,
      },
      'main.mjs',
      { nodeOptions },
    ),
  );

describe('a program sees the same', () => {
  // The broken package is one that is attached to: a probe and a front meet it, too.
  const attached = `const attachment = attachAcme({ adapters: [acme(), { ...acme('broken'), id: 'broken' }] });`;

  it.each([
    ['when it is attached to first', '', '', []],
    ['when the client was imported first', `await import('acme');`, '', []],
    [
      'when the client was tried and failed first',
      `await import('broken').catch(() => {});`,
      'await attachment.ready;',
      [],
    ],
    ['when it was undone', '', 'attachment.disable();', []],
    ['with source maps', '', '', ['--enable-source-maps']],
  ])('%s', async (_name, before, after, nodeOptions) => {
    const [bare, watched] = await Promise.all([
      run(before, nodeOptions),
      run(`${before}\n${attached}\n${after}`, nodeOptions),
    ]);
    expect(watched).toEqual(bare);
    expect(bare).toMatchObject({
      sameClass: true,
      counter: 1,
      'evaluated once': ['acme'],
      'missing export': expect.arrayContaining(['SyntaxError']),
      'broken package again': expect.arrayContaining(['broken for good']),
      failure: expect.arrayContaining(['RangeError']),
    });
  });
});

describe('a library that is not loaded', () => {
  it('is not loaded by looking for it, and waits', async () => {
    const printed = await runApp(
      {
        ...world,
        'main.mjs': `import { acmeWith } from ${harness};\n${use}const require = requireFrom(import.meta.url);
const files = Object.keys(require.cache).join();
const attachment = attachAcme({ adapters: [acmeWith('chat')] });
const { libraries } = await attachment.ready;
print({ evaluated: globalThis.evaluated ?? [], same: files === Object.keys(require.cache).join(), status: libraries.map(({ status }) => status) });`,
      },
      'main.mjs',
    );
    expect(printed).toMatchObject({ evaluated: [], same: true, status: ['waiting'], said: [] });
  });

  it('can be imported in the same turn, and any number of times', async () => {
    const { spans, same } = await runApp(
      app(
        `${use}attachAcme();\nconst [a, b] = await Promise.all([import('acme'), import('acme')]);\nattachAcme();\nconst c = await import('acme');\nawait new c.Acme().chat({ model: 'm' });\nprint({ same: a === b && b === c });`,
      ),
      'main.mjs',
    );
    expect(spans).toEqual(['chat m']);
    expect(same).toBe(true);
  });
});

describe('disable', () => {
  it('restores every object, function and list, and can be followed by another attach', async () => {
    const { spans, ...printed } = await runApp(
      app(
        `import { Module } from 'node:module';\nimport { channel } from 'node:diagnostics_channel';\nimport { Acme } from 'acme';\n${use}
const other = requireFrom(import.meta.url)('acme');
const objects = [Acme, Acme.prototype, Acme.Deep.Nested.prototype, Object.getPrototypeOf(new Acme().index()), other, other.Acme.prototype, Module];
const symbols = () => Object.getOwnPropertySymbols(globalThis).filter((symbol) => symbol.description === 'spanwise.loaded.v1').length;
const before = describeObjects(...objects);
const attachment = attachAcme();
new Acme().index(); await new Acme().promisedIndex();
const during = describeObjects(...objects);
attachment.disable();
attachment.disable();
const after = describeObjects(...objects);
${chat}await other.passedOn({ model: 'off' });
await new Acme().index().query({ model: 'off' });
await new Acme().arrow({ model: 'off' });
const heard = channel('tracing:acme:call:start').hasSubscribers;
const address = import.meta.resolve('acme');
const { libraries } = attachment.report();
const left = { observers: globalThis.ACME.length, symbols: symbols(), heard, libraries: libraries.length };
attachAcme();
await new Acme().chat({ model: 'again' });
print({ changed: !areSame(before, during), restored: areSame(before, after), left });`,
      ),
      'main.mjs',
    );
    expect(printed).toMatchObject({
      changed: true,
      restored: true,
      left: { observers: 0, symbols: 0, heard: false, libraries: 0 },
    });
    expect(spans).toEqual(['chat again']);
  });

  it('takes the hooks away: what is loaded later is not touched', async () => {
    const { spans, touched } = await runApp(
      app(
        `${use}attachAcme().disable();\nconst { Acme, generate } = await import('acme');\nconst other = requireFrom(import.meta.url)('acme');\n${chat}print({ touched: [Acme.prototype.chat, other.Acme.prototype.chat, generate, other.generate].filter((fn) => '__original' in fn).length });`,
      ),
      'main.mjs',
    );
    expect(spans).toEqual([]);
    expect(touched).toBe(0);
  });

  it('lets calls through where somebody wrapped ours since', async () => {
    const { spans, calls } = await runApp(
      app(
        `import { Acme } from 'acme';\n${use}const attachment = attachAcme();\nconst watched = Acme.prototype.chat;\nlet calls = 0;\nAcme.prototype.chat = function (body) { calls += 1; return watched.call(this, body); };\n${chat}attachment.disable();\n${chat}attachAcme();\n${chat}print({ calls });`,
      ),
      'main.mjs',
    );
    expect(calls).toBe(3);
    expect(spans).toEqual(['chat m', 'chat m']);
  });
});
