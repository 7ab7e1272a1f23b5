/** What the programs of these tests share: an adapter for a made-up client, and a tracer that keeps what ends. */
import { createRequire } from 'node:module';
import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import {
  attach,
  defineAdapter,
  operation,
  type AdapterEntry,
  type Attachment,
  type Operation,
} from '@spanwise/core';

const exporter = new InMemorySpanExporter();
const said: string[] = [];
const say = (message: string): void => {
  said.push(message);
};
diag.setLogger(
  { error: say, warn: say, info: say, debug: say, verbose: say },
  { logLevel: DiagLogLevel.WARN },
);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);

const call = (method: Operation['method']): Operation<never, never, never> =>
  operation<{ model?: string }>({
    name: 'chat',
    method,
    request: (body) => ({ model: body.model }),
    response: () => ({}),
  });

const observers = (): unknown[] => ((globalThis as { ACME?: unknown[] }).ACME ??= []);

/** An adapter for the made-up client `acme`, with every kind of target. */
export function acme(name = 'acme'): AdapterEntry {
  const module = {
    name,
    versions: '>=1 <3',
    exports: { generate: '>=1', compute: '>=1', passedOn: '>=1' },
    before: ['shims/first.mjs'],
  };
  return {
    id: 'acme',
    packageName: '@spanwise/instrumentation-acme',
    packageVersion: '0.0.0',
    module,
    withoutModule: true,
    load: () =>
      defineAdapter({
        provider: 'acme',
        module,
        operations: [
          call('chat'),
          call('deep.nested.create'),
          call({ kind: 'factory', factories: ['index', 'promisedIndex'], path: 'query' }),
          call({ kind: 'factory', factories: ['kept'], path: 'kept.internal' }),
          call({ kind: 'factory', factories: ['kept'], path: 'kept.again' }),
          call({ kind: 'assigned', path: 'arrow' }),
          call({ kind: 'assigned', path: 'jobs.create', below: 1 }),
          call({ kind: 'export', name: 'generate' }),
          call({ kind: 'export', name: 'compute' }),
          call({ kind: 'export', name: 'passedOn' }),
          call({ kind: 'channel', channel: 'acme:call', callArguments: ({ body }) => [body] }),
          call({
            kind: 'registry',
            register: (begin) => {
              const observer = { onCall: (body: unknown) => begin(undefined, [body]) };
              observers().push(observer);
              return () => {
                observers().splice(observers().indexOf(observer), 1);
              };
            },
          }),
        ],
      }),
  };
}

/** The same with the named targets only. */
export function acmeWith(...methods: Operation['method'][]): AdapterEntry {
  const module = { name: 'acme', versions: '>=1 <3' };
  const operations = methods.map(call);
  return { ...acme(), module, load: () => defineAdapter({ provider: 'acme', module, operations }) };
}

/** The same for a client whose constructor copies functions of this file of its own. */
export function innerAcme(inner: string): AdapterEntry {
  const module = {
    name: 'acme',
    versions: '>=1 <3',
    hasDefault: false,
    parts: [inner],
    isUsedInside: true,
    exports: { generate: '>=1' },
  };
  const operations = [call({ kind: 'export', name: 'generate' })];
  return {
    ...acme(),
    module,
    withoutModule: false,
    load: () => defineAdapter({ provider: 'acme', module, operations }),
  };
}

/** Attaches the made-up adapter. */
export function attachAcme(options: Partial<Parameters<typeof attach>[0]> = {}): Attachment {
  return attach({ adapters: [acme()], ...options });
}

/** Prints what happened, for the test to read. */
export function print(extra: object = {}): void {
  const { libraries } = attach({ adapters: [] }).report();
  process.stdout.write(
    `${JSON.stringify({
      spans: exporter.getFinishedSpans().map(({ name }) => name),
      libraries: libraries.map(({ id, status, copies, problems }) => ({
        id,
        status,
        problems,
        copies: copies.map(({ how, version, methods }) => ({ how, version, methods })),
      })),
      said,
      ...extra,
    })}\n`,
  );
}

/** `require` from the program's own folder. */
export const requireFrom = (url: string): NodeJS.Require => createRequire(url);

/** Every own property of the given objects, for comparing them before and after. */
export function describeObjects(...objects: readonly object[]): readonly unknown[] {
  return objects.map((object) =>
    Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([key, descriptor]) => [
      key,
      descriptor.value as unknown,
      descriptor.get,
      descriptor.set,
      descriptor.enumerable,
      descriptor.configurable,
      descriptor.writable,
    ]),
  );
}

/** True when two descriptions have the same values, functions by identity. */
export function areSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return (
    left.length === right.length &&
    left.every((value, index) => {
      const other = right[index];
      return Array.isArray(value) && Array.isArray(other)
        ? areSame(value, other)
        : Object.is(value, other);
    })
  );
}
