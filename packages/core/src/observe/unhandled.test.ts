/** A failure that nobody handles stays unhandled, and one that somebody handles stays handled. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const here = import.meta.dirname;

/** Runs in a process of its own, since an unhandled rejection is the process's. */
const program = (use: string, isWatched: boolean): string => `
import { recordTelemetry } from '@spanwise/testing';
import { startCall } from '${here}/../record/call.ts';
import { coreSettings, resolveSettings } from '${here}/../settings.ts';
import { watchResult } from '${here}/result.ts';
import { context } from '@opentelemetry/api';

const recorded = recordTelemetry();
const unhandled = [];
process.on('unhandledRejection', (error) => unhandled.push(error.message));
class Subclass extends Promise {}
class Lazy extends Promise {
  parseResponse = async () => ({});
  constructor(responsePromise) {
    super((resolve) => resolve());
    this.responsePromise = responsePromise;
  }
  asResponse() {}
  _thenUnwrap() {}
}
const beside = { property: 'response', isFollowed: false };
const both = () => ({ stream: (async function* () {})(), response: Promise.reject(wrong()) });
const lazy = () => watch(new Lazy(Promise.reject(wrong())));
const call = () => startCall(
  {
    scope: { name: 'test', version: '1' },
    settings: resolveSettings(coreSettings, {}, {}),
    operation: { name: 'chat', method: 'chat', request: () => ({}), stream: { start: () => ({}), add: () => {}, within: (value) => value?.stream ?? value, beside } },
    body: {}, facts: { model: 'm' }, provider: 'openai',
  },
  context.active(),
);
const watch = (value) => ${isWatched ? 'watchResult(value, call())' : 'value'};
const wrong = () => new Error('wrong');
${use}
await new Promise((resolve) => setImmediate(resolve));
console.log(JSON.stringify({ unhandled, spans: recorded.spans().map(({ status }) => status.code) }));
`;

async function run(
  use: string,
  isWatched: boolean,
): Promise<{ unhandled: string[]; spans: number[] }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--conditions=@spanwise/source',
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '--eval',
      program(use, isWatched),
    ],
    { cwd: here },
  );
  return JSON.parse(stdout) as { unhandled: string[]; spans: number[] };
}

it.each<[string, string, number[]]>([
  ['a promise that nobody awaits', 'watch(Promise.reject(wrong()));', [2]],
  ['a promise that is caught', 'await watch(Promise.reject(wrong())).catch(() => {});', [2]],
  [
    'a promise that is caught on one branch only',
    'const p = watch(Promise.reject(wrong())); p.catch(() => {}); p.then(() => {});',
    [2],
  ],
  [
    'a promise of a class of its own that is caught',
    'await watch(Subclass.reject(wrong())).catch(() => {});',
    [2],
  ],
  ['a promise of a class of its own that nobody awaits', 'watch(Subclass.reject(wrong()));', []],
  ['a lazy promise of a client that nobody awaits', 'lazy();', [2]],
  [
    'a lazy promise of a client whose raw reply somebody awaits',
    'try { await lazy().responsePromise; } catch {}',
    [2],
  ],
  [
    'a lazy promise of a client whose raw reply somebody catches on one branch only',
    'const { responsePromise } = lazy(); responsePromise.catch(() => {}); responsePromise.then(() => {});',
    [2],
  ],
  [
    'a stream that fails while it is read',
    'async function* s() { yield 1; throw wrong(); } try { for await (const _ of watch(s())); } catch {}',
    [2],
  ],
  [
    'a step of a stream that nobody awaits',
    'async function* s() { throw wrong(); } watch(s()).next();',
    [2],
  ],
  ['a reply beside a stream that nobody awaits', 'watch(both());', [2]],
  ['a reply beside a stream that is caught', 'await watch(both()).response.catch(() => {});', [2]],
  [
    'a reply beside a stream that the client follows itself',
    'beside.isFollowed = true; const result = both(); result.response.catch(() => {}); watch(result);',
    [2],
  ],
  ['a stream that nobody reads', 'async function* s() { throw wrong(); } watch(s());', []],
])('%s', async (_name, use, spans) => {
  const [bare, watched] = await Promise.all([run(use, false), run(use, true)]);
  expect(watched.unhandled).toEqual(bare.unhandled);
  expect(watched.spans).toEqual(spans);
});
