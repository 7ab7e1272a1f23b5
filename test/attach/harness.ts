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

/** An adapter for the made-up client `acme`, with every kind of target. */
export const acme: AdapterEntry = {
  id: 'acme',
  packageName: '@spanwise/instrumentation-acme',
  packageVersion: '0.0.0',
  module: { name: 'acme', versions: '>=1 <3', exports: ['generate', 'compute', 'passedOn'] },
  withoutModule: true,
  load: () =>
    defineAdapter({
      provider: 'acme',
      module: { name: 'acme', versions: '>=1 <3' },
      operations: [
        call('chat'),
        call('deep.nested.create'),
        call({ kind: 'factory', factories: ['index', 'promisedIndex'], path: 'query' }),
        call({ kind: 'assigned', path: 'arrow' }),
        call({ kind: 'export', name: 'generate' }),
        call({ kind: 'export', name: 'compute' }),
        call({ kind: 'export', name: 'passedOn' }),
        call({ kind: 'channel', channel: 'acme:call', callArguments: ({ body }) => [body] }),
        call({
          kind: 'registry',
          register: (begin) => {
            const list = ((globalThis as { ACME?: unknown[] }).ACME ??= []);
            const observer = { onCall: (body: unknown) => begin(undefined, [body]) };
            list.push(observer);
            return () => {
              list.splice(list.indexOf(observer), 1);
            };
          },
        }),
      ],
    }),
};

/** Attaches the made-up adapter. */
export function attachAcme(options: Partial<Parameters<typeof attach>[0]> = {}): Attachment {
  return attach({ adapters: [acme], ...options });
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
        copies: copies.map(({ how, version, methods }) => ({
          how,
          version,
          methods: methods.length,
        })),
      })),
      said,
      ...extra,
    })}\n`,
  );
}

/** `require` from the program's own folder. */
export const requireFrom = (url: string): NodeJS.Require => createRequire(url);
