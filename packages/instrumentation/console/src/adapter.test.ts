/** The trace at the end of what the console writes, where it is asked for. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { attach, withContext, type Attachment, type CoreOptions } from '@spanwise/core';
import { inSpan } from '@spanwise/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { console as entry, ConsoleInstrumentation } from './index.ts';

const TEXT = 'trace_id=0af7651916cd43dd8448eb211c80319c span_id=b7ad6b7169203331 trace_flags=01';
const real = globalThis.console;
let written = '';
let attachment: Attachment | undefined;

const start = (options: CoreOptions = {}): void => {
  attachment = attach({ adapters: [entry], instrumentations: { console: true }, ...options });
};
const lineOf = (write: () => void): string => {
  written = '';
  write();
  return written;
};

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

beforeEach(() => {
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  globalThis.console = new Console({ stdout: stream, stderr: stream });
});

afterEach(() => {
  attachment?.disable();
  attachment = undefined;
  globalThis.console = real;
});

afterAll(() => {
  context.disable();
});

const LINES: Readonly<Record<string, readonly unknown[]>> = {
  'a text': ['hello'],
  'several words': ['hello', 1, { a: [1] }],
  'an object': [{ a: 1 }],
  'a placeholder': ['hello %s', 'you'],
  'a placeholder, and more words than it takes': ['hello %s', 'you', 'too'],
  'a placeholder with nothing to take': ['hello %s'],
  'more placeholders than words': ['hello %s and %o', 'you'],
  'signs of percent': ['100%', 'done'],
  'escaped signs of percent alone': ['100%% done'],
  'escaped signs of percent': ['100%% %s', 'done'],
};

describe.each(['log', 'info', 'debug', 'warn', 'error'] as const)('console.%s', (method) => {
  it.each(Object.entries(LINES))('%s', (_name, words) => {
    const write = (): void => globalThis.console[method](...words);
    const bare = lineOf(() => inSpan(write));
    start();
    expect(lineOf(() => inSpan(write))).toBe(`${bare.slice(0, -1)} ${TEXT}\n`);
    expect(lineOf(write)).toBe(bare);
    attachment!.disable();
    expect(lineOf(() => inSpan(write))).toBe(bare);
  });
});

it('leaves an empty line alone', () => {
  start();
  expect(lineOf(() => inSpan(() => globalThis.console.log()))).toBe('\n');
});

it('writes the fields once where one method calls another', () => {
  start();
  for (const write of [
    () => globalThis.console.trace('hello'),
    () => globalThis.console.count(),
    () => globalThis.console.assert(false, 'no'),
  ])
    expect(lineOf(() => inSpan(write)).split('trace_id=')).toHaveLength(2);
});

it('quotes what has spaces, and keeps signs of percent', () => {
  start({ logContext: true });
  const line = lineOf(() =>
    inSpan(() =>
      withContext({ tenantId: '100% "kids" %s' }, () => globalThis.console.log('%s %s', 'hello')),
    ),
  );
  expect(line).toBe(`hello %s ${TEXT} spanwise.tenant.id="100% \\"kids\\" %s"\n`);
});

it('does nothing where it is not asked for', () => {
  start({ instrumentations: {} });
  expect(lineOf(() => inSpan(() => globalThis.console.log('hello')))).toBe('hello\n');
});

it('is asked for by its class', () => {
  const instrumentation = new ConsoleInstrumentation();
  expect(lineOf(() => inSpan(() => globalThis.console.log('hello')))).toBe(`hello ${TEXT}\n`);
  instrumentation.disable();
  expect(lineOf(() => inSpan(() => globalThis.console.log('hello')))).toBe('hello\n');
  attach({ adapters: [] }).disable();
});
