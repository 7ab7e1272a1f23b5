/** Planted secrets appear in no signal, log, report, error or crash; and in redacted form only where content is captured. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT, NEVER, secret, secretsIn } from './planted.ts';
import { receiveGrpc, receiveHttp } from '../sdk/receiver.ts';
import { startProvider } from './provider.ts';

interface Sinks {
  readonly code: number | null;
  readonly traces: string;
  readonly metrics: string;
  readonly logs: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the application and gathers all that left it. */
async function run(options: Readonly<Record<string, string>>): Promise<Sinks> {
  const exported: [string, string][] = [];
  const answer = (signal: string, body: Buffer): undefined => {
    exported.push([signal, body.toString('latin1')]);
  };
  const isGrpc = options['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'grpc';
  const receiver = await (isGrpc ? receiveGrpc({ answer }) : receiveHttp({ answer }));
  const provider = await startProvider();
  const sent = (signal: string): string =>
    exported
      .filter(([name]) => name === signal)
      .map(([, body]) => body)
      .join('\n');
  try {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(OTEL|SPANWISE|OPENAI|ANTHROPIC)_|^NODE_OPTIONS$/.test(name),
      ),
    );
    const child = spawn(
      process.env['SPANWISE_TEST_NODE'] ?? process.execPath,
      [
        '--conditions=@spanwise/source',
        '--experimental-strip-types',
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, 'program.ts'),
        `--token=${secret('argument-of-process')}`,
      ],
      {
        env: {
          ...inherited,
          APP_SECRET: secret('environment'),
          SERVER: provider.address,
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address,
          OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secret('otlp-header')},malformed ${secret('otlp-header')}`,
          SPANWISE_LOG_LEVEL: 'all',
          ...options,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const printed = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (printed[name] += text));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return {
      code,
      ...printed,
      traces: sent('traces'),
      metrics: sent('metrics'),
      logs: sent('logs'),
    };
  } finally {
    provider.stop();
    await receiver.stop();
  }
}

const SINKS = ['traces', 'metrics', 'logs', 'stdout', 'stderr'] as const;
const found = (sinks: Sinks) =>
  Object.fromEntries(SINKS.map((name) => [name, secretsIn(sinks[name])]));
const NOTHING = Object.fromEntries(SINKS.map((name) => [name, []]));
const OPERATIONS = [
  'chat m',
  'chat claude',
  'embeddings m',
  'execute_tool find',
  'retrieval docs',
  'invoke_agent desk',
];

const runs: Record<string, Sinks> = {};
beforeAll(async () => {
  const modes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    off: { CRASH: '1', SPANWISE_EVENTS: 'true' },
    on: { SPANWISE_CAPTURE_CONTENT: 'span-and-event' },
    grpc: {
      SPANWISE_CAPTURE_CONTENT: 'span-and-event',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    },
    mutant: { SPANWISE_CAPTURE_CONTENT: 'span-and-event', SPANWISE_REDACT_BUILT_IN: 'false' },
    password: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://user:${secret('otlp-password')}@127.0.0.1:9`,
      SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: '500',
    },
  };
  for (const [name, options] of Object.entries(modes)) runs[name] = await run(options);
}, 120_000);
afterAll(() => {
  for (const name of Object.keys(runs)) delete runs[name];
});

describe('with content off', () => {
  it('everything is recorded', () => {
    for (const name of OPERATIONS) expect(runs['off']!.traces).toContain(name);
    expect(runs['off']!.metrics).toContain('gen_ai.client.inference.duration');
    expect(runs['off']!.logs).toContain('gen_ai.client.operation.exception');
    expect(runs['off']!.logs).toContain('gen_ai.client.inference.operation.details');
    expect(runs['off']!.stdout).toContain('6 failed');
  });

  it('no secret is in any sink, and none in what a crash prints', () => {
    expect(found(runs['off']!)).toEqual(NOTHING);
    expect(runs['off']!.code).not.toBe(0);
    expect(runs['off']!.stderr).toContain('the app crashes');
    expect(runs['off']!.stdout).not.toContain('changed an error');
  });
});

describe.each(['on', 'grpc'])('with content %s', (name) => {
  it('content is captured', () => {
    const sinks = runs[name]!;
    expect(sinks.code).toBe(0);
    for (const sink of ['traces', 'logs'] as const) {
      expect(sinks[sink]).toContain('I say [redacted:api-key]');
      expect(sinks[sink]).toContain('I think [redacted:api-key]');
      expect(sinks[sink]).toContain('Now: [redacted:api-key]');
      expect(sinks[sink]).toContain('sha256-ends:');
    }
    expect(sinks.traces).toContain('cannot read [redacted:api-key]');
  });

  it('no secret is in any sink', () => expect(found(runs[name]!)).toEqual(NOTHING));
});

it('no secret is said when it is in the address of a receiver that is gone', () => {
  expect(found(runs['password']!)).toEqual(NOTHING);
  expect(runs['password']!.stdout).toContain('127.0.0.1:9');
});

describe('without redaction', () => {
  const inTraces = () => found(runs['mutant']!)['traces']!;
  it.each(CONTENT)('the secret in the place %s is found: it was there to be redacted', (place) => {
    expect(inTraces()).toContain(place);
  });

  it('what is not content is still nowhere', () => {
    const all = Object.values(found(runs['mutant']!)).flat();
    expect(all.filter((place) => NEVER.includes(place as never))).toEqual([]);
    expect(all).not.toContain('an unknown one');
  });
});

it.each(NEVER.map((place) => [place]))('a text that holds the secret of %s is noticed', (place) => {
  expect(secretsIn(`before ${secret(place)} after`)).toEqual([place]);
});
