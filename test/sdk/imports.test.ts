/** What is loaded, and when: no SDK by an import, no exporter before the first export. */
import { describe, expect, it } from 'vitest';
import { runProgram } from './programs.ts';
import { receiveGrpc, receiveHttp } from './receiver.ts';

/** Keeps the address of every module that is loaded, by `import` and by `require`. */
const LOG = `import { registerHooks } from 'node:module';
globalThis.loaded = [];
registerHooks({ load: (url, context, next) => { globalThis.loaded.push(url); return next(url, context); } });
globalThis.packages = () => [...new Set(globalThis.loaded.flatMap((url) => {
  const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? [];
  return name === undefined ? [] : [name];
}))].sort();
globalThis.print = () => console.log(JSON.stringify(globalThis.packages()));
`;
const loadedBy = async (
  source: string,
  options: { readonly register?: boolean; readonly env?: Record<string, string> } = {},
): Promise<string[]> => {
  const { printed } = await runProgram(source, {
    files: { 'log.mjs': LOG },
    nodeOptions: [
      '--import',
      './log.mjs',
      ...(options.register ? ['--import', 'spanwise/register'] : []),
    ],
    ...(options.env && { env: options.env }),
  });
  return printed();
};
const SDK = [
  '@opentelemetry/api',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/core',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-logs',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/semantic-conventions',
];

describe('the SDK', () => {
  it.each([
    ['import of spanwise', `import 'spanwise';\nprint();`],
    ['import of spanwise/console', `import 'spanwise/console';\nprint();`],
    [
      'require of spanwise',
      `import { createRequire } from 'node:module';\ncreateRequire(import.meta.url)('spanwise');\nprint();`,
    ],
  ])('is not loaded by %s', async (_name, source) => {
    expect(await loadedBy(source)).toEqual(
      source.includes('console') ? [] : ['@opentelemetry/api'],
    );
  });

  it('is not loaded by spanwise/register in the first turn of the application', async () => {
    expect(await loadedBy(`print();`, { register: true })).toEqual(['@opentelemetry/api']);
  });

  it('is loaded by instrument(), without exporters', async () => {
    expect(
      await loadedBy(`import { instrument } from 'spanwise';\ninstrument();\nprint();`),
    ).toEqual(SDK);
  });

  it('is not loaded when nobody asked for a signal', async () => {
    expect(
      await loadedBy(`import { instrument } from 'spanwise';\ninstrument();\nprint();`, {
        env: {
          OTEL_TRACES_EXPORTER: 'none',
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_LOGS_EXPORTER: 'none',
        },
      }),
    ).toEqual(['@opentelemetry/api']);
  });
});

describe('an exporter', () => {
  it.each([
    ['grpc', receiveGrpc],
    ['proto', receiveHttp],
  ] as const)('over %s is loaded by the first export of its signal', async (transport, receive) => {
    const receiver = await receive();
    const loaded = await loadedBy(
      `import { instrument, tool } from 'spanwise';
const spanwise = instrument();
tool({ name: 'first' }, () => {})();
await spanwise.forceFlush();
print();`,
      {
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address,
          OTEL_EXPORTER_OTLP_PROTOCOL: transport === 'grpc' ? 'grpc' : 'http/protobuf',
          OTEL_LOGS_EXPORTER: 'none',
        },
      },
    );
    await receiver.stop();
    expect(loaded.filter((name) => name.includes('/exporter-'))).toEqual([
      ...(transport === 'grpc' ? [`@opentelemetry/exporter-metrics-otlp-grpc`] : []),
      // The other two exporters of metrics are built on it.
      '@opentelemetry/exporter-metrics-otlp-http',
      ...(transport === 'proto' ? [`@opentelemetry/exporter-metrics-otlp-proto`] : []),
      `@opentelemetry/exporter-trace-otlp-${transport}`,
    ]);
    expect(loaded.includes('@grpc/grpc-js')).toBe(transport === 'grpc');
  });
});
