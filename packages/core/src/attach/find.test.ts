/** Where packages are found, and which of their files are loaded as the package. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installedPackages, packageOfFile, readPackage, slashed } from './find.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'spanwise-find-')));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const write = (path: string, content: object | string): void => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
};

const found = (folder: string, ...names: string[]): [string[], string[]] => {
  vi.spyOn(process, 'cwd').mockReturnValue(join(root, folder));
  const { packages, aliases } = installedPackages(names);
  const own = packages.filter((installed) => installed.root.startsWith(slashed(root)));
  return [own.map((installed) => installed.root.slice(root.length + 1)), [...aliases]];
};
const install = (path: string, name = 'client'): void =>
  write(`${path}/package.json`, { name, version: '1.0.0' });

describe('packageOfFile', () => {
  it.each([
    ['/a/node_modules/b/index.js', 'b', '/a/node_modules/b', 'index.js'],
    ['/a/node_modules/@s/b/lib/c.mjs', '@s/b', '/a/node_modules/@s/b', 'lib/c.mjs'],
    ['/a/node_modules/b/node_modules/c/d.js', 'c', '/a/node_modules/b/node_modules/c', 'd.js'],
    [
      '/a/node_modules/.pnpm/b@1.0.0/node_modules/b/e.js',
      'b',
      '/a/node_modules/.pnpm/b@1.0.0/node_modules/b',
      'e.js',
    ],
    [slashed('C:\\a\\node_modules\\b\\f.js'), 'b', 'C:/a/node_modules/b', 'f.js'],
  ])('%s lies in %s', (file, name, folder, path) => {
    expect(packageOfFile(file)).toEqual({ name, root: folder, path });
  });

  it.each(['/a/b/c.js', '/a/node_modules/b', '/a/node_modules/@s/b', '/a/my_node_modules/b/c.js'])(
    '%s lies in none',
    (file) => {
      expect(packageOfFile(file)).toBeUndefined();
    },
  );
});

describe('readPackage', () => {
  it.each<[string, object, readonly string[]]>([
    ['exports that are a file', { exports: './a.mjs' }, ['a.mjs']],
    [
      'exports that are conditions',
      { exports: { import: './a.mjs', require: './b.cjs' } },
      ['a.mjs', 'b.cjs'],
    ],
    [
      'conditions in conditions, lists and nothing',
      {
        exports: {
          '.': {
            node: { import: ['./a.mjs', { default: './c.js' }] },
            browser: null,
            types: './t.d.ts',
          },
          './other': './other.js',
        },
      },
      ['a.mjs', 'c.js'],
    ],
    ['main', { main: './lib/a.js' }, ['lib/a.js']],
    ['main without its ending', { main: './lib/a' }, ['lib/a.js', 'lib/a/index.js']],
    ['main that is a folder', { main: './lib/' }, ['lib.js', 'lib/index.js']],
    ['main that is the package', { main: '.' }, ['index.js']],
    ['main and module', { main: 'a.cjs', module: 'b.mjs' }, ['a.cjs', 'b.mjs']],
    ['nothing', {}, ['index.js']],
  ])('knows the entry files from %s', (_name, manifest, entries) => {
    write('package.json', { name: 'p', version: '1.0.0', ...manifest });
    expect(readPackage(root)).toEqual({
      name: 'p',
      version: '1.0.0',
      root: slashed(root),
      entries,
      isModule: false,
    });
  });

  it('knows whether a file ending in .js is an ES module', () => {
    write('package.json', { name: 'p', type: 'module' });
    expect(readPackage(root)).toMatchObject({ isModule: true, version: undefined });
  });

  it.each(['', '{', '{"version":"1.0.0"}', '[]'])('finds none in a manifest that is %j', (text) => {
    write('package.json', text);
    expect(readPackage(root)).toBeUndefined();
  });
});

describe('installedPackages', () => {
  it('finds copies from the folder upwards, and not beside it', () => {
    install('node_modules/client');
    install('a/node_modules/client');
    install('b/node_modules/client');
    write('a/c/file', '');
    expect(found('a/c', 'client')[0]).toEqual(['a/node_modules/client', 'node_modules/client']);
  });

  it('finds copies under what the application or a workspace member depends on', () => {
    write('member/package.json', {
      name: 'member',
      dependencies: { one: '1' },
      devDependencies: { '@scope/two': '1' },
      optionalDependencies: { three: '1' },
      peerDependencies: { four: '1' },
    });
    for (const name of ['one', '@scope/two', 'three', 'four', 'unnamed'])
      install(`node_modules/${name}/node_modules/client`);
    expect(found('member', 'client')[0].toSorted()).toEqual([
      'node_modules/@scope/two/node_modules/client',
      'node_modules/four/node_modules/client',
      'node_modules/one/node_modules/client',
      'node_modules/three/node_modules/client',
    ]);
  });

  it('finds what lies beside a linked framework', () => {
    write('package.json', { dependencies: { framework: '1', '@scope/other': '1' } });
    install('store/f/node_modules/framework', 'framework');
    install('store/f/node_modules/client');
    install('store/o/node_modules/@scope/other', '@scope/other');
    install('store/o/node_modules/client');
    mkdirSync(join(root, 'node_modules/@scope'), { recursive: true });
    symlinkSync(join(root, 'store/f/node_modules/framework'), join(root, 'node_modules/framework'));
    symlinkSync(
      join(root, 'store/o/node_modules/@scope/other'),
      join(root, 'node_modules/@scope/other'),
    );
    expect(found('.', 'client')[0].toSorted()).toEqual([
      'store/f/node_modules/client',
      'store/o/node_modules/client',
    ]);
  });

  it('finds copies under other names, and takes no other package for one', () => {
    write('package.json', {
      dependencies: {
        client1: 'npm:client@1',
        any: 'npm:client',
        client2: 'npm:client-two@2',
        client3: '3',
      },
    });
    for (const name of ['client1', 'any', 'client3']) install(`node_modules/${name}`);
    install('node_modules/client2', 'client-two');
    const [folders, aliases] = found('.', 'client');
    expect(folders.toSorted()).toEqual(['node_modules/any', 'node_modules/client1']);
    expect(aliases.toSorted()).toEqual(['any', 'client1']);
  });

  it('is not stopped by manifests that cannot be read', () => {
    write('package.json', '{');
    write('node_modules/client/package.json', '{');
    expect(found('.', 'client')[0]).toEqual([]);
  });
});
