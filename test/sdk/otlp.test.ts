/** OTLP from the application to a receiver: protocols, what decides them, and receivers that do not answer. */
import { diag, logs, metrics, trace } from '@opentelemetry/api';
import { instrument, isConfigError, otlp, type InstrumentOptions, type Spanwise } from 'spanwise';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from './collect.ts';
import { clearEnvironment } from './environment.ts';
import {
  closedAddress,
  receiveGrpc,
  receiveHttp,
  receiveNothing,
  type Receiver,
} from './receiver.ts';

const running: { stop: () => Promise<void> }[] = [];
let spanwise: Spanwise | undefined;

beforeEach(clearEnvironment);
afterEach(async () => {
  await spanwise?.shutdown();
  spanwise = undefined;
  await Promise.all(running.splice(0).map((receiver) => receiver.stop()));
  vi.unstubAllEnvs();
});

const start = async (receive: () => Promise<Receiver>): Promise<Receiver> => {
  const receiver = await receive();
  running.push(receiver);
  return receiver;
};
const begin = (options: InstrumentOptions): Spanwise => {
  spanwise = instrument({
    serviceName: 'round-trip',
    instrumentations: { http: false },
    shutdownTimeoutMillis: 3000,
    ...options,
  });
  return spanwise;
};
const emit = (): void => {
  trace.getTracer('test').startSpan('a span').end();
  metrics.getMeter('test').createCounter('a.counter').add(1);
  logs.getLogger('test').emit({ eventName: 'an.event' });
};
const roundTrip = async (receiver: Receiver, options: InstrumentOptions): Promise<object> => {
  const started = begin(options);
  emit();
  await started.shutdown();
  return {
    traces: receiver.namesOf('traces'),
    metrics: receiver.namesOf('metrics'),
    logs: receiver.namesOf('logs'),
    services: receiver.received.map(({ resource }) => resource['service.name']),
  };
};
const EVERYTHING = {
  traces: ['a span'],
  metrics: ['a.counter'],
  logs: ['an.event'],
  services: ['round-trip', 'round-trip', 'round-trip'],
};

describe('otlp', () => {
  it.each([
    ['grpc', receiveGrpc],
    ['http/protobuf', receiveHttp],
    ['http/json', receiveHttp],
  ] as const)('sends all three signals over %s', async (protocol, receive) => {
    const receiver = await start(receive);
    expect(
      await roundTrip(receiver, {
        destinations: [otlp({ endpoint: receiver.address, protocol })],
      }),
    ).toEqual(EVERYTHING);
    expect(receiver.received.map((request) => request.protocol)).toEqual([
      protocol,
      protocol,
      protocol,
    ]);
  });

  it.each([
    ['grpc', receiveGrpc],
    ['http/protobuf', receiveHttp],
  ] as const)('compresses and sends headers over %s', async (protocol, receive) => {
    const receiver = await start(receive);
    expect(
      await roundTrip(receiver, {
        destinations: [
          otlp({
            endpoint: receiver.address,
            protocol,
            compression: 'gzip',
            headers: { 'x-team': 'support' },
          }),
        ],
      }),
    ).toEqual(EVERYTHING);
    expect(receiver.received.map(({ headers }) => headers['x-team'])).toEqual([
      'support',
      'support',
      'support',
    ]);
    // gRPC's server removes its own header from what it shows.
    expect(receiver.received.every(({ gzip }) => gzip || protocol === 'grpc')).toBe(true);
  });

  it('is configured by the environment alone', async () => {
    const receiver = await start(receiveHttp);
    const forLogs = await start(receiveHttp);
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `${receiver.address}/base/`);
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json');
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-team=support');
    vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip');
    vi.stubEnv('OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', `${forLogs.address}/own/logs`);
    vi.stubEnv('OTEL_EXPORTER_OTLP_LOGS_PROTOCOL', 'http/protobuf');
    const started = begin({});
    emit();
    await started.shutdown();
    expect(receiver.received.map(({ path }) => path).toSorted()).toEqual([
      '/base/v1/metrics',
      '/base/v1/traces',
    ]);
    expect(receiver.received[0]).toMatchObject({
      protocol: 'http/json',
      gzip: true,
      headers: { 'x-team': 'support' },
    });
    expect(forLogs.received).toMatchObject([{ path: '/own/logs', protocol: 'http/protobuf' }]);
  });

  it('says in the report where it sends, without credentials', () => {
    const started = begin({
      destinations: [otlp({ endpoint: 'https://user:secret@collector.example:4318/base?key=k' })],
    });
    const { signals } = started.report();
    expect(signals?.traces).toEqual({
      owner: 'spanwise',
      destinations: [
        {
          name: 'otlp',
          protocol: 'http/protobuf',
          endpoint: 'https://collector.example:4318/base/v1/traces',
          lastExport: undefined,
          sentItems: 0,
          droppedItems: {},
          overflowingMetrics: [],
          queuedItems: 0,
          queuedBytes: 0,
        },
      ],
    });
    expect(JSON.stringify(started.report())).not.toMatch(/secret|key=k/);
  });

  it.each([
    { endpoint: 'localhost:4318' },
    { endpoint: 'nowhere' },
    { protocol: 'http' as 'grpc' },
    { compression: 'zip' as 'gzip' },
    { timeoutMillis: 0 },
    { headers: { 'x-api-key': 1 as unknown as string } },
    { headers: { 'x-api-key': 'hunter2\n' } },
    { headers: { 'x api key': 'hunter2' } },
    { endpont: 'http://localhost:4318' } as object,
  ])('refuses an option that cannot work, by its name: %o', (options) => {
    let thrown: unknown;
    try {
      otlp(options);
    } catch (error) {
      thrown = error;
    }
    expect(isConfigError(thrown)).toBe(true);
    expect((thrown as Error).message).toContain(`"${Object.keys(options)[0]}"`);
    expect((thrown as Error).message).not.toContain('hunter2');
  });

  it('prefers the option to the variable of the signal, and that to the general one', async () => {
    const receiver = await start(receiveHttp);
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
    vi.stubEnv('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://127.0.0.1:9/v1/traces');
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc');
    expect(
      await roundTrip(receiver, {
        destinations: [otlp({ endpoint: receiver.address, protocol: 'http/json' })],
      }),
    ).toEqual(EVERYTHING);
  });

  it.each([
    [{}, 'grpc', 'http://localhost:4317'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317' }, 'grpc', 'http://c:4317'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'c:4317' }, 'grpc', 'c:4317'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'http/protobuf', 'http://c:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c' }, 'http/protobuf', 'https://c/v1/traces'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      'http/json',
      'http://c:4317/v1/traces',
    ],
    [
      {
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      },
      'http/protobuf',
      'http://localhost:4318/v1/traces',
    ],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'carrier-pigeon' }, 'grpc', 'http://localhost:4317'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'grpc', 'http://localhost:4317'],
  ])('with %o chooses %s at %s', (environment, protocol, endpoint) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const [destination] = begin({}).report().signals!.traces.destinations;
    expect(destination).toMatchObject({ protocol, endpoint });
  });

  it.each([
    [undefined, [2, 2, 2]],
    ['CUMULATIVE', [2, 2, 2]],
    ['delta', [1, 2, 1]],
    ['lowmemory', [1, 2, 1]],
  ])('adds metrics up as the preference %s says', async (preference, expected) => {
    const receiver = await start(receiveHttp);
    vi.stubEnv('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', preference);
    const started = begin({
      destinations: [otlp({ endpoint: receiver.address, protocol: 'http/json' })],
    });
    const meter = metrics.getMeter('test');
    meter.createCounter('counter').add(1);
    meter.createUpDownCounter('up-down').add(1);
    meter.createHistogram('histogram').record(1);
    await started.shutdown();
    const { json } = receiver.received.find(({ signal }) => signal === 'metrics')!;
    // 1 is delta, 2 is cumulative.
    expect(
      JSON.stringify(json)
        .match(/"aggregationTemporality":\d/g)
        ?.map((found) => Number(found.at(-1))),
    ).toEqual(expected);
  });

  it('that cannot be made is a failed export, and no secret is printed', async () => {
    const lines = listen();
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization=hunter2%0A');
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc');
    const started = begin({});
    emit();
    await started.shutdown();
    diag.disable();
    expect(lines.join('\n')).toContain('the OTLP exporter could not be made');
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

describe('a receiver that does not answer', () => {
  it.each([
    ['takes the connection and is silent, over gRPC', 'grpc', receiveNothing],
    ['takes the connection and is silent, over HTTP', 'http/protobuf', receiveNothing],
  ] as const)('%s, costs bounded memory and no call', async (_name, protocol, receive) => {
    const receiver = await start(receive);
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '1');
    const started = begin({
      destinations: [otlp({ endpoint: receiver.address, protocol })],
      shutdownTimeoutMillis: 50,
    });
    const tracer = trace.getTracer('test');
    for (let count = 0; count < 50_000; count++) tracer.startSpan('a span').end();
    const { queuedItems, droppedItems } = started.report().signals!.traces.destinations[0]!;
    expect(queuedItems).toBe(2048);
    expect(droppedItems).toEqual({ 'queue full': 50_000 - 2048 });
    await started.shutdown();
  });

  it('is gone: shutdown() comes back within its bound and nothing throws', async () => {
    const started = begin({
      destinations: [otlp({ endpoint: await closedAddress(), protocol: 'http/json' })],
      shutdownTimeoutMillis: 50,
    });
    emit();
    await expect(started.shutdown()).resolves.toBeUndefined();
  });
});
