/** Receivers that fail, over real sockets: what is lost, what is said, and that the application does not notice. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { diag, logs, metrics, trace } from '@opentelemetry/api';
import { instrument, otlp, tool, type InstrumentOptions, type Spanwise } from 'spanwise';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../sdk/collect.ts';
import { clearEnvironment } from '../sdk/environment.ts';
import {
  closedAddress,
  receiveGrpc,
  receiveHttp,
  receiveNothing,
  type Answer,
  type ReceiveOptions,
  type Receiver,
} from '../sdk/receiver.ts';
import { selfSigned } from './self-signed.ts';

type Protocol = 'grpc' | 'http/protobuf' | 'http/json';

const running: { readonly stop: () => Promise<void> }[] = [];
let spanwise: Spanwise | undefined;
let lines: string[] = [];

beforeEach(() => {
  clearEnvironment();
  lines = listen();
});
afterEach(async () => {
  await spanwise?.shutdown();
  spanwise = undefined;
  await Promise.all(running.splice(0).map((receiver) => receiver.stop()));
  vi.unstubAllEnvs();
  diag.disable();
});

const start = async (protocol: Protocol, options?: ReceiveOptions): Promise<Receiver> => {
  const receiver = await (protocol === 'grpc' ? receiveGrpc : receiveHttp)(options);
  running.push(receiver);
  return receiver;
};
/** Only forceFlush() and full batches send; metrics only in their own tests. */
const begin = (
  endpoint: string,
  protocol: Protocol,
  options: InstrumentOptions & { readonly timeoutMillis?: number } = {},
): Spanwise => {
  const { timeoutMillis, ...others } = options;
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '1000000');
  vi.stubEnv('OTEL_BLRP_SCHEDULE_DELAY', '1000000');
  spanwise = instrument({
    destinations: [otlp({ endpoint, protocol, timeoutMillis })],
    instrumentations: { http: false },
    shutdownTimeoutMillis: 5000,
    ...others,
  });
  return spanwise;
};
const emit = (name: string): void => {
  trace.getTracer('test').startSpan(name).end();
  logs.getLogger('test').emit({ eventName: name, body: 'secret-content' });
};
const tracesOf = (of: Spanwise) => of.report().signals!.traces.destinations[0]!;
const logsOf = (of: Spanwise) => of.report().signals!.logs.destinations[0]!;
/** Answers one after the other for each signal; then requests are taken. */
const answers = (...said: readonly Answer[]): ((signal: string) => Answer | undefined) => {
  const asked: Record<string, number> = {};
  return (signal) => said[(asked[signal] = (asked[signal] ?? -1) + 1)];
};
const busy = (protocol: Protocol, retryAfterSeconds?: number): Answer =>
  protocol === 'grpc'
    ? { status: 14, ...(retryAfterSeconds !== undefined && { body: retryInfo(retryAfterSeconds) }) }
    : {
        status: 429,
        headers: retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` },
      };
/** `google.rpc.Status` with a `RetryInfo`. */
function retryInfo(seconds: number): Uint8Array {
  const field = (number: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  const delay = Buffer.from([1 << 3, seconds]);
  return field(
    3,
    Buffer.concat([
      field(1, Buffer.from('type.googleapis.com/google.rpc.RetryInfo')),
      field(2, field(1, delay)),
    ]),
  );
}

const PROTOCOLS = ['grpc', 'http/protobuf', 'http/json'] as const;

describe.each(PROTOCOLS)('over %s', (protocol) => {
  it('loses nothing while a receiver is away, and says so once', async () => {
    const address = await closedAddress();
    const started = begin(address, protocol);
    emit('before');
    await started.forceFlush();
    emit('during');
    await started.forceFlush();
    expect(tracesOf(started)).toMatchObject({
      lastExport: { result: 'unreachable' },
      sentItems: 0,
      droppedItems: {},
      queuedItems: 2,
    });
    expect(lines.filter((line) => line.includes('traces to'))).toEqual([
      expect.stringMatching(/: unreachable \(.*\); 1 items, kept, to be sent again$/),
    ]);
    const receiver = await start(protocol, { port: Number(new URL(address).port) });
    // gRPC's own connection waits a second before it tries again.
    await vi.waitFor(
      async () => {
        await started.forceFlush();
        expect(tracesOf(started).queuedItems).toBe(0);
        expect(logsOf(started).queuedItems).toBe(0);
      },
      { timeout: 10_000 },
    );
    expect(receiver.namesOf('traces')).toEqual(['before', 'during']);
    expect(receiver.namesOf('logs')).toEqual(['before', 'during']);
    expect(tracesOf(started)).toMatchObject({
      lastExport: { result: 'ok', items: 2 },
      sentItems: 2,
      droppedItems: {},
    });
  });

  it('sends again what a busy receiver turned away', async () => {
    const receiver = await start(protocol, { answer: answers(busy(protocol), busy(protocol)) });
    const started = begin(receiver.address, protocol);
    emit('a');
    await started.forceFlush();
    expect([receiver.namesOf('traces'), receiver.namesOf('logs')]).toEqual([['a'], ['a']]);
    expect(tracesOf(started)).toMatchObject({ sentItems: 1, droppedItems: {} });
    expect(lines.filter((line) => line.includes('traces to'))).toEqual([
      expect.stringContaining('unavailable'),
    ]);
  });

  it('does not come back before the receiver wants it', async () => {
    const asked: string[] = [];
    const receiver = await start(protocol, {
      answer: (signal) => {
        asked.push(signal);
        return busy(protocol, 60);
      },
    });
    // Without the receiver's word it would come back within it.
    const started = begin(receiver.address, protocol, { shutdownTimeoutMillis: 250 });
    emit('a');
    await started.forceFlush();
    emit('b');
    await started.forceFlush();
    expect(asked.toSorted()).toEqual(['logs', 'traces']);
    expect(tracesOf(started)).toMatchObject({ queuedItems: 2, droppedItems: {} });
  });

  it('drops and counts what a receiver refuses, and repeats nothing of what it says', async () => {
    const echo = 'secret-content';
    const receiver = await start(protocol, {
      answer: answers({
        status: protocol === 'grpc' ? 13 : 500,
        headers: { details: echo, 'content-type': 'text/plain' },
        ...(protocol !== 'grpc' && { body: echo }),
      }),
    });
    const started = begin(receiver.address, protocol);
    emit('refused');
    await started.forceFlush();
    emit('taken');
    await started.forceFlush();
    expect(receiver.namesOf('traces')).toEqual(['taken']);
    expect(tracesOf(started)).toMatchObject({ sentItems: 1, droppedItems: { rejected: 1 } });
    expect(started.report().dropped).toMatchObject({ rejected: expect.any(Number) as number });
    expect(lines.join()).toContain('rejected');
    expect(lines.join()).not.toContain(echo);
  });

  it('counts what a receiver takes only in part', async () => {
    const part = { partialSuccess: { rejectedSpans: '2', errorMessage: 'secret-content' } };
    // partial_success (1) with rejected (1).
    const body = protocol === 'http/json' ? JSON.stringify(part) : Buffer.from([10, 2, 8, 2]);
    const receiver = await start(protocol, {
      answer: (signal) => (signal === 'traces' ? { status: 0, body } : undefined),
    });
    const started = begin(receiver.address, protocol);
    for (const name of ['a', 'b', 'c']) emit(name);
    await started.forceFlush();
    expect(tracesOf(started)).toMatchObject({
      lastExport: { result: 'partial success', items: 3 },
      sentItems: 1,
      droppedItems: { 'partial success': 2 },
    });
    expect(lines.join()).not.toContain('secret-content');
  });

  it('sends again when the answer does not come in time', async () => {
    const receiver = await start(protocol, { answer: answers('silence') });
    const started = begin(receiver.address, protocol, { timeoutMillis: 200 });
    emit('a');
    await started.forceFlush();
    expect([receiver.namesOf('traces'), receiver.namesOf('logs')]).toEqual([['a'], ['a']]);
    expect(lines.join('\n')).toContain('timed out');
  });

  it('sends again when connections are cut', async () => {
    const target = await start(protocol);
    let cut = 2;
    const sockets = new Set<Socket>();
    // Cuts some connections, and then passes on.
    const proxy = createServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      if (cut-- > 0) {
        socket.once('data', () => socket.resetAndDestroy());
        return;
      }
      const { port } = new URL(target.address);
      const onward = connect(Number(port), '127.0.0.1').on('error', () => {});
      sockets.add(onward);
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    running.push({
      stop: async () => {
        for (const socket of sockets) socket.destroy();
        proxy.close();
      },
    });
    const { port } = proxy.address() as AddressInfo;
    const started = begin(`http://127.0.0.1:${port}`, protocol);
    emit('a');
    await vi.waitFor(
      async () => {
        await started.forceFlush();
        expect([target.namesOf('traces'), target.namesOf('logs')]).toEqual([['a'], ['a']]);
      },
      { timeout: 15_000 },
    );
    expect(cut).toBeLessThan(0);
  });

  it('keeps requests under the limit of the receiver, and drops only an item that is over it alone', async () => {
    const receiver = await start(protocol);
    const started = begin(receiver.address, protocol);
    const tracer = trace.getTracer('test');
    const send = (name: string, length: number): void => {
      // Three bytes for a character, and as JSON the same.
      tracer.startSpan(name, { attributes: { text: '語'.repeat(length / 3) } }).end();
    };
    for (let count = 0; count < 9; count++) send(`1 MB ${count}`, 1_000_000);
    send('too large', 4_100_000);
    send('small', 3);
    await started.forceFlush();
    const requests = receiver.received.filter(({ signal }) => signal === 'traces');
    expect(requests.flatMap(({ names }) => names)).toEqual([
      ...Array.from({ length: 9 }, (_, count) => `1 MB ${count}`),
      'small',
    ]);
    expect(requests.length).toBeLessThanOrEqual(5);
    for (const { bytes } of requests) expect(bytes).toBeLessThanOrEqual(4_000_000);
    expect(tracesOf(started)).toMatchObject({ sentItems: 10, droppedItems: { 'too large': 1 } });
  });

  it('cuts in half what a receiver finds too large, down to the item that is', async () => {
    const tooLarge: Answer =
      protocol === 'grpc'
        ? { status: 8, headers: { details: 'Received message larger than max (9 vs. 8)' } }
        : { status: 413 };
    const receiver = await start(protocol, {
      answer: (_signal, body) => (body.includes('large') ? tooLarge : undefined),
    });
    const started = begin(receiver.address, protocol);
    for (const name of ['a', 'b', 'large', 'c', 'd']) emit(name);
    await started.forceFlush();
    expect(receiver.namesOf('traces')).toEqual(['a', 'b', 'c', 'd']);
    expect(tracesOf(started)).toMatchObject({ sentItems: 4, droppedItems: { 'too large': 1 } });
  });

  it('is told that a certificate is not trusted, and sends nothing', async () => {
    const receiver = await start(protocol, { tls: selfSigned() });
    const started = begin(receiver.address, protocol);
    emit('a');
    await started.forceFlush();
    expect(receiver.received).toEqual([]);
    expect(tracesOf(started)).toMatchObject({
      lastExport: { result: 'unreachable' },
      queuedItems: 1,
    });
  });
});

describe('the wrong port', () => {
  it.each([
    ['grpc', 'http/protobuf', 'no gRPC: is the port right?'],
    ['http/protobuf', 'grpc', 'no HTTP: is the port right?'],
  ] as const)('sending %s to %s is said in one line', async (protocol, spoken, said) => {
    const receiver = await start(spoken);
    const started = begin(receiver.address, protocol);
    emit('a');
    await started.forceFlush();
    expect(tracesOf(started)).toMatchObject({
      lastExport: { result: 'unreachable' },
      queuedItems: 1,
    });
    expect(lines.filter((line) => line.includes('traces to'))).toEqual([
      expect.stringContaining(said),
    ]);
  });
});

it('an answer that comes drop by drop is cut off in time', async () => {
  const receiver = await start('http/protobuf', { answer: answers('drip') });
  const started = begin(receiver.address, 'http/protobuf', { timeoutMillis: 300 });
  emit('a');
  await started.forceFlush();
  expect(receiver.namesOf('traces')).toEqual(['a']);
  expect(lines.join('\n')).toContain('timed out');
});

it('an answer that cannot be read is taken for what its status says, and is not printed', async () => {
  const receiver = await start('http/json', {
    answer: answers({ status: 200, body: '<html>secret-content' }),
  });
  const started = begin(receiver.address, 'http/json');
  emit('a');
  await started.forceFlush();
  expect(tracesOf(started)).toMatchObject({ lastExport: { result: 'ok' }, sentItems: 1 });
  expect(lines.join()).not.toContain('secret-content');
});

describe.each(['grpc', 'http/protobuf'] as const)('a full queue, over %s', (protocol) => {
  it('keeps the newest within the bound of bytes, counts the others and changes no call', async () => {
    const address = await closedAddress();
    vi.stubEnv('SPANWISE_MAX_QUEUE_BYTES', '8000000');
    const started = begin(address, protocol, { captureContent: 'span' });
    const prompt = 'x'.repeat(1_000_000);
    const tracer = trace.getTracer('test');
    for (let count = 0; count < 100; count++) {
      expect(tool({ name: 'echo' }, (text: string) => text)(prompt)).toBe(prompt);
      tracer.startSpan(`span ${count}`, { attributes: { prompt } }).end();
    }
    const { queuedBytes, queuedItems, droppedItems = {} } = tracesOf(started);
    expect(queuedBytes).toBeGreaterThan(6_000_000);
    expect(queuedBytes).toBeLessThanOrEqual(8_000_000);
    expect(queuedItems! + droppedItems['queue full']!).toBe(200);
    expect(lines.filter((line) => line.includes('queue full'))).toHaveLength(1);
    const receiver = await start(protocol, { port: Number(new URL(address).port) });
    await vi.waitFor(
      async () => {
        await started.forceFlush();
        expect(tracesOf(started).queuedItems).toBe(0);
      },
      { timeout: 10_000 },
    );
    expect(receiver.namesOf('traces')).toHaveLength(queuedItems!);
    expect(receiver.namesOf('traces')).toEqual(expect.arrayContaining(['span 98', 'span 99']));
    expect(receiver.namesOf('traces')).not.toContain('span 50');
  });
});

it('a receiver that never answers holds shutdown() no longer than its bound', async () => {
  const receiver = await receiveNothing();
  running.push(receiver);
  const started = begin(receiver.address, 'http/protobuf', { shutdownTimeoutMillis: 100 });
  emit('a');
  await started.shutdown();
  expect(tracesOf(started)).toMatchObject({ queuedItems: 0, droppedItems: { 'shut down': 1 } });
});

describe('metrics', () => {
  it('are sent again within the time of one request', async () => {
    const receiver = await start('grpc', { answer: answers({ status: 14 }) });
    const started = begin(receiver.address, 'grpc');
    metrics.getMeter('test').createCounter('a.counter').add(1);
    await started.forceFlush();
    expect(receiver.namesOf('metrics')).toContain('a.counter');
    expect(started.report().signals!.metrics.destinations[0]).toMatchObject({
      lastExport: { result: 'ok' },
    });
  });

  it('with more attribute sets than the SDK keeps apart are named once', async () => {
    const receiver = await start('http/protobuf');
    const started = begin(receiver.address, 'http/protobuf');
    const counter = metrics.getMeter('test').createCounter('a.counter');
    for (let user = 0; user < 3000; user++) counter.add(1, { user });
    await started.forceFlush();
    await started.forceFlush();
    expect(started.report().signals!.metrics.destinations[0]).toMatchObject({
      overflowingMetrics: ['a.counter'],
      droppedItems: {},
    });
    expect(lines.filter((line) => line.includes('otel.metric.overflow'))).toHaveLength(1);
  });
});
