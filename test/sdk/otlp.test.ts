/** OTLP from the application to a receiver: protocols, what decides them, and receivers that do not answer. */
import { logs, metrics, trace } from '@opentelemetry/api';
import { instrument, isConfigError, otlp, type InstrumentOptions, type Spanwise } from 'spanwise';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  closedAddress,
  receiveGrpc,
  receiveHttp,
  receiveNothing,
  type Receiver,
} from './receiver.ts';

const running: { stop: () => Promise<void> }[] = [];
let spanwise: Spanwise | undefined;

afterEach(async () => {
  await spanwise?.shutdown();
  spanwise = undefined;
  for (const receiver of running.splice(0)) await receiver.stop();
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
const roundTrip = async (receiver: Receiver, options: InstrumentOptions): Promise<void> => {
  const started = begin(options);
  emit();
  await started.shutdown();
  for (const [signal, name] of [
    ['traces', 'a span'],
    ['metrics', 'a.counter'],
    ['logs', 'an.event'],
  ] as const) {
    expect(receiver.namesOf(signal), signal).toEqual([name]);
  }
  for (const { resource } of receiver.received) expect(resource['service.name']).toBe('round-trip');
};

describe('otlp', () => {
  it.each([
    ['grpc', receiveGrpc],
    ['http/protobuf', receiveHttp],
    ['http/json', receiveHttp],
  ] as const)('sends all three signals over %s', async (protocol, receive) => {
    const receiver = await start(receive);
    await roundTrip(receiver, {
      destinations: [otlp({ endpoint: receiver.address, protocol })],
    });
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
    await roundTrip(receiver, {
      destinations: [
        otlp({
          endpoint: receiver.address,
          protocol,
          compression: 'gzip',
          headers: { 'x-team': 'support' },
        }),
      ],
    });
    for (const { gzip, headers } of receiver.received) {
      // gRPC removes its own header from what it shows.
      if (protocol !== 'grpc') expect(gzip).toBe(true);
      expect(headers['x-team']).toBe('support');
    }
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
          endpoint: 'https://collector.example:4318/base',
        },
      ],
    });
    expect(JSON.stringify(started.report())).not.toMatch(/secret|key=k/);
  });

  it.each([
    [otlp, { endpoint: 'localhost:4318' }, 'OTLP_ENDPOINT_NOT_A_URL'],
    [otlp, { endpoint: 'nowhere' }, 'OTLP_ENDPOINT_NOT_A_URL'],
    [otlp, { protocol: 'http' as 'grpc' }, 'OTLP_PROTOCOL_UNKNOWN'],
    [otlp, { compression: 'zip' as 'gzip' }, 'OTLP_OPTION_NOT_ACCEPTED'],
    [otlp, { timeoutMillis: 0 }, 'OTLP_OPTION_NOT_ACCEPTED'],
    [otlp, { headers: { a: 1 as unknown as string } }, 'OTLP_OPTION_NOT_ACCEPTED'],
  ])('refuses an option that cannot work: %o %o', (make, options, code) => {
    let thrown: unknown;
    try {
      make(options);
    } catch (error) {
      thrown = error;
    }
    expect(isConfigError(thrown) && thrown.code).toBe(code);
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
    // What the processor holds: its queue and what one export has in hand.
    expect(spansHeld()).toBeLessThanOrEqual(2048 + 512);
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

  const spansHeld = (): number => {
    const provider = (
      trace.getTracerProvider() as unknown as {
        getDelegate: () => {
          _activeSpanProcessor: {
            _spanProcessors: { _finishedSpans?: unknown[]; _maxQueueSize?: number }[];
          };
        };
      }
    ).getDelegate();
    const [batch] = provider._activeSpanProcessor._spanProcessors.filter(
      (processor) => processor._finishedSpans !== undefined,
    );
    return batch!._finishedSpans!.length;
  };
});
