/** Small applications with packages of their own, written for a test and run in a process of their own. */
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '.apps');

/** Files by path; a value that is a path after `-> `, from the application's folder, is a link. */
export type Files = Readonly<Record<string, string>>;

/** What a program printed. */
export interface Printed {
  readonly spans: readonly string[];
  readonly libraries: readonly {
    readonly id: string;
    readonly status: string;
    readonly problems: readonly string[];
    readonly copies: readonly {
      readonly how: string;
      readonly version?: string;
      readonly methods: readonly string[];
    }[];
  }[];
  readonly said: readonly string[];
  readonly [extra: string]: unknown;
}

const CLASS = `class Nested { create(body) { return Promise.resolve({ id: '1' }); } }
class Index { query(body) { return Promise.resolve([]); } }
class Kept { internal(body) { return Promise.resolve({ id: '1' }); } look(body) { return this.internal(body); } again(body) { return Promise.resolve({ id: '1' }); } }
class Acme {
  constructor() { this.deep = { nested: new Nested() }; this.arrow = async (body) => ({ id: '1' }); this.jobs = { create: async (body) => ({ id: '1' }) }; }
  async chat(body) { return { id: '1', text: 'hi' }; }
  index() { return new Index(); }
  async promisedIndex() { return new Index(); }
  get kept() { return (this.made ??= new Kept()); }
}
Acme.Deep = { Nested };
`;

const FORMATS = {
  'both formats': { '.': { import: './index.mjs', require: './index.cjs' } },
  'an ES module': './index.mjs',
  'a CommonJS module': './index.cjs',
};

/** What a package may be made of. */
export type Format = keyof typeof FORMATS;

/** The made-up client; by default with an ES module and a CommonJS module of its own. */
export function acmePackage(
  at = 'node_modules/acme',
  {
    version = '1.2.3',
    name = 'acme',
    format = 'both formats',
  }: {
    readonly version?: string;
    readonly name?: string;
    readonly format?: Format;
  } = {},
): Files {
  return {
    [`${at}/package.json`]: JSON.stringify({ name, version, exports: FORMATS[format] }),
    [`${at}/index.mjs`]: `${CLASS}export { Acme };
export default Acme;
export function generate(body) { return Promise.resolve({ id: 'g' }); }
export const compute = async (body) => ({ id: 'c' });
export { other as passedOn } from './other.mjs';
export let counter = 0;
export function count() { counter += 1; }
`,
    [`${at}/other.mjs`]: `export async function other(body) { return { id: 'o' }; }\n`,
    [`${at}/index.cjs`]: `${CLASS}
async function generate(body) { return { id: 'g' }; }
Object.defineProperty(exports, '__esModule', { value: true });
Object.defineProperty(exports, 'generate', { enumerable: true, get: () => generate });
Object.defineProperty(exports, 'compute', { enumerable: true, get: () => async (body) => ({ id: 'c' }) });
exports.passedOn = async (body) => ({ id: 'o' });
exports.Acme = Acme; exports.default = Acme;
`,
  };
}

/** The made-up client in several files: its constructor copies functions of one of them, which cannot be written over. */
export function copyingPackage(format: Exclude<Format, 'both formats'>): Files {
  const at = 'node_modules/acme';
  const manifest = { name: 'acme', version: '1.2.3', exports: FORMATS[format] };
  const copies = `class Acme { constructor() { for (const [name, value] of Object.entries(tasks)) Object.defineProperty(this, name, { value: (body) => value(body) }); } }\n`;
  const generate = `async function generate(body) { return { id: 'g' }; }\n`;
  return {
    [`${at}/package.json`]: JSON.stringify(manifest),
    ...(format === 'an ES module'
      ? {
          [`${at}/index.mjs`]: `import * as tasks from './tasks/index.mjs';\n${copies}export { Acme };\nexport * from './tasks/index.mjs';\n`,
          [`${at}/tasks/index.mjs`]: `export ${generate}`,
        }
      : {
          [`${at}/index.cjs`]: `const tasks = require('./tasks/index.cjs');\n${copies}module.exports = { ...tasks, Acme };\n`,
          [`${at}/tasks/index.cjs`]: `${generate}Object.defineProperty(exports, 'generate', { enumerable: true, get: () => generate });\n`,
        }),
  };
}

/** Removes what is left of the applications, unless others are being run. */
export function removeApps(): void {
  try {
    if (readdirSync(root).length === 0) rmdirSync(root);
  } catch {
    // Somebody else removed it, or uses it again.
  }
}

/** Writes an application and runs its main file; gives back the last line that it prints. */
export async function runApp(
  files: Files,
  main: string,
  options: {
    readonly nodeOptions?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Printed> {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'app-'));
  try {
    for (const [path, text] of Object.entries({
      'package.json': '{"name":"app","dependencies":{"framework":"1"}}',
      ...files,
    })) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text.startsWith('-> ')) symlinkSync(resolve(folder, text.slice(3)), file);
      else writeFileSync(file, text);
    }
    const { stdout } = await run(
      process.env['SPANWISE_TEST_NODE'] ?? process.execPath,
      [
        '--conditions=@spanwise/source',
        '--experimental-strip-types',
        '--disable-warning=ExperimentalWarning',
        ...(options.nodeOptions ?? []),
        join(folder, main),
      ],
      {
        cwd: folder,
        timeout: 30_000,
        env: { ...process.env, NODE_OPTIONS: '', ...options.environment },
      },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Printed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
