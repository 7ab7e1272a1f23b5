/** The transport against receivers over sockets: what arrives, what is kept, what is lost and said. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Writable } from 'node:stream';
import transport, { otlpTransport, type TransportOptions } from '@spanwise/pino';
import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from '../faults/self-signed.ts';
import { clearEnvironment } from '../sdk/environment.ts';
import { runProgram } from '../sdk/programs.ts';
import {
  closedAddress,
  receiveGrpc,
  receiveHttp,
  type Answer,
  type ReceiveOptions,
  type Receiver,
} from '../sdk/receiver.ts';
import { recordsOf, type ArrivedRecord } from './decode.ts';

type LineStream = Writable & { flush(done: () => void): void };

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const running: { stop(): Promise<void> }[] = [];
let open: LineStream | undefined;

beforeEach(() => {
  clearEnvironment();
  // Only flush() and full batches send.
  vi.stubEnv('OTEL_BLRP_SCHEDULE_DELAY', '1000000');
});
afterEach(async () => {
  if (open && !open.destroyed) {
    open.end();
    await once(open, 'close');
  }
  open = undefined;
  await Promise.all(running.splice(0).map((receiver) => receiver.stop()));
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  diag.disable();
});

interface Arriving extends Receiver {
  readonly records: ArrivedRecord[];
  readonly requests: number[];
}

/** A receiver that keeps what it takes, and answers as it is told. */
async function receive(
  protocol: 'grpc' | 'http/protobuf',
  answer: (records: readonly ArrivedRecord[]) => Answer | undefined = () => undefined,
  tls?: ReceiveOptions['tls'],
): Promise<Arriving> {
  const records: ArrivedRecord[] = [];
  const requests: number[] = [];
  const receiver = await (protocol === 'grpc' ? receiveGrpc : receiveHttp)({
    tls,
    answer: (_signal, body) => {
      const found = recordsOf(body[0] === 0x1f ? gunzipSync(body) : body);
      const said = answer(found);
      requests.push(found.length);
      if (
        said === undefined ||
        (typeof said === 'object' && said.status < 300 && said.status !== 14)
      )
        records.push(...found);
      return said;
    },
  });
  running.push(receiver);
  return Object.assign(receiver, { records, requests });
}

async function start(options: TransportOptions): Promise<LineStream> {
  open = (await transport(options)) as LineStream;
  return open;
}

const flush = (stream: LineStream): Promise<void> =>
  new Promise((resolve) => stream.flush(resolve));
const line = (fields: object): string =>
  `${JSON.stringify({ level: 30, time: 1_795_417_055_418, msg: 'hello', ...fields })}\n`;

/** What one line arrives as. */
async function arrive(text: string, options: TransportOptions = {}): Promise<ArrivedRecord> {
  const receiver = await receive('http/protobuf');
  const stream = await start({ endpoint: receiver.address, ...options });
  stream.write(text);
  await flush(stream);
  expect(receiver.records).toHaveLength(1);
  return receiver.records[0]!;
}

describe('a line', () => {
  it('arrives whole', async () => {
    const text = line({
      level: 50,
      a: 1,
      b: 1.5,
      deep: { list: ['x', true, null] },
      big: 2 ** 60,
      trace_id: TRACE,
      span_id: SPAN,
      trace_flags: '01',
    });
    expect(await arrive(text, { serviceName: 'desk', resource: { region: 'eu' } })).toEqual({
      time: '1795417055418000000',
      severityNumber: 17,
      severityText: 'error',
      body: 'hello',
      attributes: { a: 1, b: 1.5, deep: { list: ['x', true, null] }, big: 2 ** 60 },
      traceId: TRACE,
      spanId: SPAN,
      flags: 1,
      eventName: '',
      scope: '@spanwise/pino',
      resource: {
        'service.name': 'desk',
        region: 'eu',
        'host.name': expect.any(String) as string,
        'process.pid': process.pid,
      },
    });
  });

  it.each<[string, object, Partial<ArrivedRecord>]>([
    ['of a custom level', { level: 35 }, { severityNumber: 11, severityText: '35' }],
    ['of a level below all', { level: 1 }, { severityNumber: 1, severityText: '1' }],
    ['of a level above all', { level: 9000 }, { severityNumber: 24, severityText: '9000' }],
    ['whose level is a name', { level: 'WARN' }, { severityNumber: 13, severityText: 'WARN' }],
    ['whose level is no level', { level: 'loud' }, { severityNumber: 0, severityText: 'loud' }],
    [
      'with its time as a text',
      { time: '2026-11-30T00:00:00.000Z' },
      { time: '1795996800000000000' },
    ],
    ['with its time in seconds', { time: 1_795_996_800.5 }, { time: '1795996800500000000' }],
    ['with a time that is none', { time: 'now' }, { time: undefined }],
    [
      "in Elastic's style",
      { 'trace.id': TRACE, 'span.id': SPAN },
      { traceId: TRACE, spanId: SPAN, flags: 0, attributes: {} },
    ],
    [
      "in Google's style",
      {
        'logging.googleapis.com/trace': `projects/p/traces/${TRACE}`,
        'logging.googleapis.com/spanId': SPAN,
        'logging.googleapis.com/trace_sampled': true,
      },
      { traceId: TRACE, spanId: SPAN, flags: 1, attributes: {} },
    ],
    [
      'with a traceparent',
      { traceparent: `00-${TRACE}-${SPAN}-01` },
      { traceId: TRACE, spanId: SPAN, flags: 1, attributes: {} },
    ],
    [
      'with a traceparent that is none',
      { traceparent: '00-xyz', trace_id: 7 },
      { traceId: '', spanId: '', attributes: { traceparent: '00-xyz', trace_id: 7 } },
    ],
    [
      'with an id of zeros',
      { trace_id: '0'.repeat(32) },
      { traceId: '', attributes: { trace_id: '0'.repeat(32) } },
    ],
    [
      'with an error',
      { err: { type: 'TypeError', message: 'no', stack: 'TypeError: no', code: 'E_NO' } },
      {
        attributes: {
          'exception.type': 'TypeError',
          'exception.message': 'no',
          'exception.stacktrace': 'TypeError: no',
          err: { code: 'E_NO' },
        },
      },
    ],
    ['with an error that is a text', { err: 'no' }, { attributes: { err: 'no' } }],
    [
      'that is an event',
      { 'event.name': 'desk.refund' },
      { eventName: 'desk.refund', attributes: {} },
    ],
    [
      'of this process',
      { pid: process.pid, hostname: 'elsewhere' },
      { attributes: { hostname: 'elsewhere' } },
    ],
    ['without a message', { msg: undefined }, { body: undefined }],
    ['whose message is an object', { msg: { a: 1 } }, { body: { a: 1 } }],
  ])('%s', async (_name, fields, expected) => {
    expect(await arrive(line(fields))).toMatchObject(expected);
  });

  it.each(['no JSON', '[1]', '7', '{"a":'])('that is no object is the body: %s', async (text) => {
    expect(await arrive(`${text}\n`)).toMatchObject({
      body: text,
      attributes: {},
      severityNumber: 0,
    });
  });

  it('has its attributes in the body when they are more than a store takes beside it', async () => {
    const text = 'x'.repeat(1000);
    expect(await arrive(line({ text }), { maxAttributeBytes: 1000 })).toMatchObject({
      body: { msg: 'hello', text },
      attributes: {},
    });
    const many = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`a${index}`, index]),
    );
    expect((await arrive(line(many))).body).toMatchObject({ msg: 'hello', a100: 100 });
  });

  it('may come in pieces, with others in one piece', async () => {
    const receiver = await receive('http/protobuf');
    const stream = await start({ endpoint: receiver.address });
    const text = line({ n: 1 }) + line({ n: 2 }) + line({ n: 3 });
    for (const piece of [text.slice(0, 10), text.slice(10, 70), text.slice(70)])
      stream.write(piece);
    await flush(stream);
    expect(receiver.records.map(({ attributes }) => attributes['n'])).toEqual([1, 2, 3]);
  });

  it('is read by the keys and levels of the options', async () => {
    const text = `${JSON.stringify({ level: 55, text: 'hi', failure: { message: 'no', stack: 's' } })}\n`;
    const options = { messageKey: 'text', errorKey: 'failure', levels: { shout: 55 } };
    expect(await arrive(text, options)).toMatchObject({
      body: 'hi',
      severityText: 'shout',
      severityNumber: 19,
      attributes: { 'exception.message': 'no' },
    });
  });
});

describe.each(['grpc', 'http/protobuf'] as const)('over %s', (protocol) => {
  it('the variables of OpenTelemetry say where and how', async () => {
    const receiver = await receive(protocol);
    vi.stubEnv('OTEL_EXPORTER_OTLP_LOGS_PROTOCOL', protocol);
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.address);
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a%20b,x-other=1');
    vi.stubEnv('OTEL_EXPORTER_OTLP_LOGS_HEADERS', 'x-other=2');
    vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip');
    vi.stubEnv('OTEL_SERVICE_NAME', 'from-variable');
    vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'region=eu,deployment.environment.name=a%2Cb');
    const stream = await start({});
    stream.write(line({}));
    await flush(stream);
    expect(receiver.records[0]!.resource).toMatchObject({
      'service.name': 'from-variable',
      region: 'eu',
      'deployment.environment.name': 'a,b',
    });
    expect(receiver.received[0]).toMatchObject({
      protocol,
      headers: { 'x-key': 'a b', 'x-other': '2' },
    });
  });

  it('with TLS, by the certificate of the variable', async () => {
    const tls = selfSigned();
    const folder = mkdtempSync(join(tmpdir(), 'spanwise-'));
    writeFileSync(join(folder, 'ca.pem'), tls.cert);
    const receiver = await receive(protocol, undefined, tls);
    vi.stubEnv('OTEL_EXPORTER_OTLP_CERTIFICATE', join(folder, 'ca.pem'));
    const stream = await start({ endpoint: receiver.address, protocol });
    stream.write(line({}));
    await flush(stream);
    expect(receiver.records).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('a line that no receiver takes is left out, also one that comes in pieces', async () => {
    const receiver = await receive(protocol);
    const stream = await start({ endpoint: receiver.address, protocol, maxRequestBytes: 12_000 });
    const huge = line({ long: 'x'.repeat(10_000_000) });
    stream.write(line({ n: 1 }) + huge + line({ n: 2 }));
    for (let at = 0; at < huge.length; at += 1_000_000)
      stream.write(huge.slice(at, at + 1_000_000));
    stream.write(line({ n: 3 }));
    await flush(stream);
    expect(receiver.records.map(({ attributes }) => attributes['n'])).toEqual([1, 2, 3]);
  });

  it('a receiver that is busy gets it again, and what it refuses in part is counted', async () => {
    let asked = 0;
    const busy: Answer = protocol === 'grpc' ? { status: 14 } : { status: 429 };
    const receiver = await receive(protocol, () => {
      asked += 1;
      if (asked === 1) return busy;
      // ExportLogsPartialSuccess: one record rejected.
      return asked === 2 ? { status: 0, body: Uint8Array.of(10, 2, 8, 1) } : undefined;
    });
    const stream = await start({ endpoint: receiver.address, protocol });
    stream.write(line({ n: 1 }) + line({ n: 2 }));
    await flush(stream);
    expect(receiver.requests).toEqual([2, 2]);
  });

  it('batches are bounded by count and by bytes', async () => {
    vi.stubEnv('OTEL_BLRP_MAX_EXPORT_BATCH_SIZE', '3');
    const receiver = await receive(protocol);
    const stream = await start({ endpoint: receiver.address, protocol, maxRequestBytes: 12_000 });
    const long = 'x'.repeat(4000);
    stream.write(line({ n: 1 }) + line({ n: 2 }) + line({ n: 3 }) + line({ n: 4 }));
    stream.write(line({ long }) + line({ long }) + line({ long }));
    await flush(stream);
    expect(receiver.records).toHaveLength(7);
    expect(Math.max(...receiver.requests)).toBe(3);
    expect(Math.max(...receiver.received.map(({ bytes }) => bytes))).toBeLessThan(12_000);
  });
});

it('a receiver that takes what is sent gets every line of more than the queue holds', async () => {
  const receiver = await receive('http/protobuf');
  const LINES = 500;
  const stream = await start({ endpoint: receiver.address, maxQueueBytes: 40_000 });
  for (let n = 0; n < LINES; n += 10)
    stream.write(Array.from({ length: 10 }, (_, index) => line({ n: n + index })).join(''));
  await flush(stream);
  expect(receiver.records.map(({ attributes }) => attributes['n'])).toEqual(
    Array.from({ length: LINES }, (_, n) => n),
  );
});

describe('in a worker', () => {
  const harness = (options: object, body: string): string => `import pino from 'pino';
import { otlpTransport } from '@spanwise/pino';
const logger = pino({ transport: otlpTransport(${JSON.stringify(options)}) });
${body}`;

  it.each<[string, string, NodeJS.Signals[], unknown]>([
    ['flush() sends', `logger.info('hello');\nlogger.flush(() => console.log('flushed'));`, [], 0],
    ['the end of the process sends', `logger.info('hello');`, [], 0],
    ['process.exit sends', `logger.info('hello');\nprocess.exit(3);`, [], 3],
    [
      'SIGTERM sends, and ends as without us',
      `logger.info('hello');\nsetInterval(() => {}, 1000);\nconsole.log('ready');`,
      ['SIGTERM'],
      'SIGTERM',
    ],
  ])('%s', async (_name, body, signals, end) => {
    const receiver = await receive('http/protobuf');
    const ended = await runProgram(harness({ endpoint: receiver.address }, body), { signals });
    expect(ended.stderr).toBe('');
    expect(ended.code ?? ended.signal).toBe(end);
    expect(receiver.records.map((record) => record.body)).toEqual(['hello']);
    expect(receiver.records[0]).toMatchObject({
      severityText: 'info',
      attributes: {},
      resource: { 'service.name': 'the-app' },
    });
  });

  it('custom levels and keys are those of the logger', async () => {
    const receiver = await receive('http/protobuf');
    const source = `import pino from 'pino';
const logger = pino({
  messageKey: 'text', errorKey: 'failure', customLevels: { shout: 55 },
  transport: { target: '@spanwise/pino', options: { endpoint: '${receiver.address}' } },
});
logger.shout({ failure: new TypeError('no') }, 'hello');
`;
    const { stderr, code } = await runProgram(source);
    expect([stderr, code]).toEqual(['', 0]);
    expect(receiver.records[0]).toMatchObject({
      body: 'hello',
      severityText: 'shout',
      attributes: { 'exception.type': 'TypeError', 'exception.message': 'no' },
    });
  });

  it('one of several targets', async () => {
    const receiver = await receive('http/protobuf');
    const source = `import pino from 'pino';
const logger = pino({ transport: { targets: [
  { target: '@spanwise/pino', options: { endpoint: '${receiver.address}' } },
  { target: 'pino/file', options: { destination: 1 } },
] } });
logger.info('hello');
`;
    const { stdout, stderr } = await runProgram(source);
    expect(stderr).toBe('');
    expect(stdout).toContain('"msg":"hello"');
    expect(receiver.records.map((record) => record.body)).toEqual(['hello']);
  });

  it('nobody there: one line, and the process ends', async () => {
    const endpoint = await closedAddress();
    const { stderr, code } = await runProgram(harness({ endpoint }, `logger.info('secret');`));
    expect(code).toBe(0);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain('unreachable (ECONNREFUSED)');
    expect(stderr).toContain('shut down: items are dropped, 1 so far');
    expect(stderr).not.toContain('secret');
  });

  it('an option that cannot be used is said, and the application goes on', async () => {
    const source = `import pino from 'pino';
const logger = pino({ transport: { target: '@spanwise/pino', options: { endpoint: 'localhost:4318' } } });
logger.info('hello');
console.log('on');
`;
    const { stdout, stderr, code } = await runProgram(source);
    expect(code).toBe(0);
    expect(stdout).toContain('on');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('option "endpoint" of the transport is not accepted');
  });
});

describe('otlpTransport()', () => {
  it.each<[string, unknown, string]>([
    ['endpoint', 'localhost:4318', 'Write an address with its scheme'],
    ['protocol', 'udp', 'Use one of grpc'],
    ['headers', { a: 1 }, 'Use an object of texts'],
    ['resource', { a: {} }, 'Use an object of texts, numbers and booleans'],
    ['levels', { 55: 'shout' }, 'Use an object of numbers by name'],
    ['serviceName', '', 'Use a text that is not empty'],
    ['maxQueueBytes', 0, 'Use a whole number from 1 on'],
    ['maxAttributeBytes', '1', 'Use a whole number from 1 on'],
    ['endpont', 'x', 'Did you mean "endpoint"?'],
  ])('refuses option %s as %j', (name, value, fix) => {
    expect(() => otlpTransport({ [name]: value })).toThrow(fix);
  });

  it.each([[null], ['http://localhost:4318'], [[]], [{ endpoint: () => 'x' }]])(
    'refuses options %j',
    (options) => {
      expect(() => otlpTransport(options as never)).toThrow('no object of plain data');
    },
  );

  it('never quotes what may be secret', () => {
    expect(() => otlpTransport({ headers: { 'x-key': 'SECRET\n' } })).toThrow(
      expect.not.objectContaining({
        message: expect.stringContaining('SECRET') as string,
      }) as Error,
    );
  });
});
