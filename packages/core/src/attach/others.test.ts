/** Who else traces a library: told by channels, by wrappers, and by the code that calls. */
import { channel } from 'node:diagnostics_channel';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defineAdapter, operation, type AdapterEntry } from '../adapter/adapter.ts';
import { createReport } from '../report.ts';
import { state } from '../state.ts';
import { attach, type Attachment } from './attach.ts';

type Method = (this: unknown, body: unknown) => unknown;
interface Acme {
  ask: Method;
}

// The module of a client that the others know.
const module = { name: 'openai', versions: '>=1' };
const entry: AdapterEntry = {
  id: 'acme',
  packageName: '@spanwise/instrumentation-acme',
  packageVersion: '1',
  module,
  load: () =>
    defineAdapter({
      provider: 'acme',
      module,
      operations: [operation({ name: 'chat', method: 'ask', request: () => ({ model: 'm' }) })],
    }),
};

let recorded: Recorded;
let attachment: Attachment;
let said: string[];
let folder: string;
let prototype: Acme;
const undos: (() => void)[] = [];

function start(): Acme {
  class Client {
    ask(): string {
      return 'answer';
    }
  }
  prototype = Client.prototype;
  attachment = attach({ adapters: [entry], modules: { acme: { Client, default: Client } } });
  return new Client();
}

beforeEach(() => {
  recorded = recordTelemetry();
  said = [];
  const say = (line: string): void => void said.push(line);
  diag.setLogger({ error: say, warn: say, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
  state().said.clear();
  folder = mkdtempSync(join(tmpdir(), 'spanwise-others-'));
});
afterEach(async () => {
  attachment.disable();
  for (const undo of undos.splice(0)) undo();
  diag.disable();
  rmSync(folder, { recursive: true });
  await recorded.stop();
});

/** Wraps as OpenTelemetry's own base class does. */
function wrap(wrapper: (original: Method) => Method): void {
  const original = prototype.ask;
  prototype.ask = Object.assign(wrapper(original), {
    __original: original,
    __unwrap: () => {},
    __wrapped: true,
  });
}

/** A function of an installed package that calls another one. */
async function calledFrom(file: string): Promise<(fn: () => unknown) => unknown> {
  const path = join(folder, 'node_modules', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'export const call = (fn) => fn();\n');
  return ((await import(path)) as { call: (fn: () => unknown) => unknown }).call;
}

const names = (): string[] =>
  createReport()
    .libraries.find(({ id }) => id === 'acme')!
    .alsoTracedBy.map(({ name }) => name);

it('nobody is named where nobody is', async () => {
  const client = start();
  await attachment.ready;
  expect(client.ask({})).toBe('answer');
  expect(names()).toEqual([]);
  expect(said).toEqual([]);
});

it.each([
  ['Datadog', 'tracing:apm:openai:request:start', 'DD_TRACE_DISABLED_PLUGINS=openai'],
  ['Sentry', 'tracing:orchestrion:openai:chat:start', 'filter "OpenAI" out'],
])('%s, which listens to its channel, in one line at the start', async (name, of, toSwitchOff) => {
  const listen = (): void => {};
  channel(of).subscribe(listen);
  undos.push(() => channel(of).unsubscribe(listen));
  start();
  const report = await attachment.ready;
  expect(report.libraries.find(({ id }) => id === 'acme')?.alsoTracedBy).toEqual([
    { name, toSwitchOff: expect.stringContaining(toSwitchOff) as string },
  ]);
  expect(said).toEqual([
    expect.stringMatching(`also traced by ${name}.*instrumentations: { "acme": false }`),
  ]);
  createReport();
  expect(said).toHaveLength(1);
});

it.each<[string, (original: Method) => Method]>([
  [
    'OpenInference',
    (original) =>
      function patched(this: unknown, body) {
        const instrumentation = { oiTracer: undefined };
        return instrumentation.oiTracer ?? original.call(this, body);
      },
  ],
  [
    'another instrumentation',
    (original) =>
      function patched(this: unknown, body) {
        return original.call(this, body);
      },
  ],
])('%s, which wraps the method before or after', async (name, wrapper) => {
  start();
  wrap(wrapper);
  await attachment.ready;
  expect(names()).toEqual([name]);
  attachment.disable();
  class Client {
    ask(): string {
      return 'answer';
    }
  }
  prototype = Client.prototype;
  wrap(wrapper);
  attachment = attach({ adapters: [entry], modules: { acme: { Client, default: Client } } });
  await attachment.ready;
  expect(names()).toEqual([name]);
});

it.each([
  ['Langfuse', '@langfuse/openai/dist/index.mjs'],
  ['LangSmith', '.pnpm/langsmith@0.12.0/node_modules/langsmith/dist/traceable.mjs'],
  ['Braintrust', 'braintrust/dist/index.mjs'],
])('%s, whose code makes the call, seen in the first call', async (name, file) => {
  const client = start();
  const call = await calledFrom(file);
  await attachment.ready;
  expect(names()).toEqual([]);
  expect(call(() => client.ask({}))).toBe('answer');
  // The application's own function stands between: their span is not of this call.
  expect(names()).toEqual([]);
  const other = Object.create(prototype) as Acme;
  expect(call(other.ask.bind(other, {}))).toBe('answer');
  expect(names()).toEqual([name]);
  expect(said).toHaveLength(1);
  expect(recorded.spans()).toHaveLength(2);
});

it('nobody is named where the library calls itself; who calls the library is', async () => {
  const client = start();
  const own = await calledFrom('openai/index.mjs');
  const theirs = await calledFrom('@langfuse/openai/dist/index.mjs');
  own(client.ask.bind(client, {}));
  expect(names()).toEqual([]);
  const other = Object.create(prototype) as Acme;
  theirs(own.bind(undefined, other.ask.bind(other, {})));
  expect(names()).toEqual(['Langfuse']);
});

it('is not looked for in every call', () => {
  const client = start();
  let looks = 0;
  const { prepareStackTrace } = Error;
  const before = Error.captureStackTrace;
  Error.captureStackTrace = (...given) => {
    looks += 1;
    before(...given);
  };
  undos.push(() => {
    Error.captureStackTrace = before;
  });
  for (let count = 0; count < 100; count += 1) client.ask({});
  expect(looks).toBe(1);
  for (let count = 0; count < 100; count += 1) (Object.create(prototype) as Acme).ask({});
  expect(looks).toBe(20);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});
