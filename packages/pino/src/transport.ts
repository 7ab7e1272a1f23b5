/** The transport in its worker: lines in, requests of OTLP out. */
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { isConfigError, report, resolveSettings, safely, untraced, VERSION } from '@spanwise/core';
import {
  deliverySettings,
  ExportHealth,
  ExportQueue,
  logDeliverySettings,
  otlpAddress,
  readOtlpEnvironment,
  withoutCredentials,
  type Outcome,
} from '@spanwise/otlp';
import { readCertificates, readHeaders, type Connection } from './connection.ts';
import { createHttpSender, type Sender } from './http-sender.ts';
import { refuseTransportOptions, type TransportOptions } from './options.ts';
import { encodeRecord, encodeRequest, keyValues } from './otlp-logs.ts';
import { formatOf, type LoggerConfig } from './line-format.ts';
import { readLine, type LineFormat } from './read-line.ts';
import { resourceOf } from './resource.ts';

const SCOPE = { name: '@spanwise/pino', version: VERSION };
const STANDARD_ERROR = 2;
/** pino waits ten seconds for the end of a worker, and then throws into the application. */
const MAX_SHUTDOWN_MILLIS = 9000;
/** What keeping a line costs beside its characters: measured with a million short lines. */
const LINE_OVERHEAD_BYTES = 150;
/** How long lines wait in pino's own buffer for room in the queue, for each 4 MiB that pino hands over. */
const MAX_WAIT_MILLIS = 250;
/** A text with one of these takes two bytes for each character. */
const WIDE = /[^\0-\xff]/;
/** The resource and the frames around all records. */
const REQUEST_FRAME_BYTES = 4096;

/** Makes the stream that pino writes lines to. */
export async function createTransport(options: TransportOptions = {}): Promise<Writable> {
  sayOnStandardError();
  const given = withoutPinos(options);
  try {
    refuseTransportOptions(given);
  } catch (error) {
    if (!isConfigError(error)) throw error;
    report('@spanwise/pino', `${error.message} No line is sent.`);
    return new Writable({ write: (_lines, _encoding, done) => done() });
  }
  const config = await loggerConfig();
  return new LineStream(createLines(given, formatOf(given, config))).stream;
}

/** pino and its worker add options of their own. */
const PINOS: ReadonlySet<string> = new Set(['pinoWillSendConfig', '$context']);

function withoutPinos(options: TransportOptions): TransportOptions {
  return typeof options === 'object' && options !== null
    ? Object.fromEntries(Object.entries(options).filter(([name]) => !PINOS.has(name)))
    : options;
}

/** The worker's own stream would wait for the application's thread. */
function say(message: string): void {
  safely('writing to standard error', () => writeSync(STANDARD_ERROR, `${message}\n`));
}

/** Nobody registers a logger for `diag` in a worker of pino's. */
function sayOnStandardError(): void {
  diag.setLogger(
    { error: say, warn: say, info: say, debug: say, verbose: say },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** What the logger says of itself, before its first line. Several targets are not told. */
function loggerConfig(): Promise<LoggerConfig> {
  const { workerData: own } = (workerData ?? {}) as {
    workerData?: { pinoWillSendConfig?: boolean; targets?: unknown; pipelines?: unknown };
  };
  const port = parentPort;
  if (port === null || own?.pinoWillSendConfig !== true || own.targets || own.pipelines)
    return Promise.resolve({});
  return new Promise((resolve) => {
    const take = (message: { code?: string; config?: LoggerConfig }): void => {
      if (message.code !== 'PINO_CONFIG') return;
      port.off('message', take);
      resolve(message.config ?? {});
    };
    port.on('message', take);
  });
}

/** A line as pino wrote it. */
interface Line {
  readonly text: string;
  /** What it takes in memory. */
  readonly bytes: number;
  readonly atMillis: number;
}

/** Lines on their way. */
interface Lines {
  readonly queue: ExportQueue<Line>;
  readonly health: ExportHealth;
  /** A larger one is refused by every receiver. */
  readonly maxRecordBytes: number;
}

/**
 * The queue of lines; its sender is made when there is first something to send. A line is read when it is sent: while
 * the receiver is away the worker only has to keep up, or lines would pile up in the application's thread, where
 * nothing bounds them.
 */
function createLines(options: TransportOptions, format: LineFormat): Lines {
  const { env } = process;
  const { maxQueueBytes, maxRequestBytes, shutdownTimeoutMillis } = resolveSettings(
    deliverySettings,
    options,
    env,
  );
  const logs = resolveSettings(logDeliverySettings, {}, env);
  const otlp = readOtlpEnvironment('logs', env);
  const address = otlpAddress('logs', options, otlp);
  if (address.protocol === 'http/json')
    report(
      'configuration',
      'the transport sends protobuf where OTEL_EXPORTER_OTLP_PROTOCOL is http/json',
    );
  const health = new ExportHealth(`logs to ${withoutCredentials(address.url)}`);
  const resource = keyValues(resourceOf(options, env));
  const connect = async (): Promise<Sender> => {
    const connection: Connection = {
      url: address.url,
      headers: { ...readHeaders(env), ...options.headers },
      isCompressed: (options.compression ?? otlp.compression) === 'gzip',
      timeoutMillis: Math.min(options.timeoutMillis ?? otlp.timeoutMillis, logs.logTimeoutMillis),
      certificates: readCertificates(env),
    };
    if (address.protocol !== 'grpc') return createHttpSender(connection);
    const { createGrpcSender } = await import('./grpc-sender.ts');
    return createGrpcSender(connection);
  };
  let sender: Promise<Sender> | undefined;
  const send = async (lines: readonly Line[], withinMillis: number): Promise<Outcome> => {
    let connected: Sender;
    try {
      connected = await (sender ??= connect());
    } catch {
      // The error may quote a header.
      sender = undefined;
      return { result: 'misconfigured' };
    }
    try {
      const records = lines.map(({ text, atMillis }) =>
        encodeRecord(readLine(text, format), atMillis),
      );
      const body = encodeRequest(resource, SCOPE, records);
      if (body.byteLength > maxRequestBytes) return { result: 'too large' };
      return await untraced(() => connected.send(body, withinMillis));
    } catch {
      return { result: 'not encodable' };
    }
  };
  const queue = new ExportQueue<Line>(
    send,
    ({ bytes }) => bytes,
    {
      maxBytes: maxQueueBytes,
      // The bytes are what is kept, so the count is bounded only where somebody asks for it.
      maxItems: env['OTEL_BLRP_MAX_QUEUE_SIZE'] ? logs.logQueueSize : Infinity,
      maxBatchItems: logs.logBatchSize,
      maxBatchBytes: Math.min(maxRequestBytes - REQUEST_FRAME_BYTES, maxQueueBytes / 2),
      delayMillis: logs.logDelayMillis,
      flushTimeoutMillis: Math.min(shutdownTimeoutMillis, MAX_SHUTDOWN_MILLIS),
    },
    health,
  );
  return { queue, health, maxRecordBytes: maxRequestBytes - REQUEST_FRAME_BYTES };
}

/** Cuts what pino writes into lines, and queues each. */
class LineStream {
  readonly stream: Writable;
  readonly #lines: Lines;
  /** A line whose end has not come yet; of one that is too long, its length alone. */
  #begun: string[] = [];
  #begunLength = 0;

  constructor(lines: Lines) {
    this.#lines = lines;
    const { queue } = lines;
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        const waiting = safely('reading log lines', () => this.#take(chunk.toString()));
        if (waiting) void afterwards(waiting, done);
        else done();
      },
      final: (done) => {
        void afterwards(end(), done);
      },
    });
    const flush = async (): Promise<void> => {
      // What waits for room was written before.
      // oxlint-disable-next-line no-await-in-loop
      while (stream.writableLength > 0) await turn();
      await queue.flush();
    };
    const end = async (): Promise<void> => {
      await safely('reading log lines', () => this.#take('\n'));
      await queue.shutdown();
    };
    // pino's worker calls it for logger.flush(), from thread-stream 4 on.
    this.stream = Object.assign(stream, {
      flush: (done: () => void) => void afterwards(flush(), done),
    });
  }

  /** Queues the lines of a text; a promise when some of them wait for room. */
  #take(text: string): Promise<void> | undefined {
    return this.#takeFrom(0, text, WIDE.test(text) ? 2 : 1, Date.now());
  }

  #takeFrom(
    from: number,
    text: string,
    bytesPerCharacter: number,
    atMillis: number,
  ): Promise<void> | undefined {
    const { queue } = this.#lines;
    let start = from;
    for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
      this.#begin(text.slice(start, end));
      start = end + 1;
      safely('reading a log line', () => this.#add(bytesPerCharacter, atMillis));
      const room = queue.room(atMillis + MAX_WAIT_MILLIS - Date.now());
      if (room) return room.then(() => this.#takeFrom(start, text, bytesPerCharacter, atMillis));
    }
    if (start < text.length) this.#begin(text.slice(start));
    return undefined;
  }

  #begin(part: string): void {
    this.#begunLength += part.length;
    if (this.#begunLength > this.#lines.maxRecordBytes) this.#begun = [];
    else this.#begun.push(part);
  }

  #add(bytesPerCharacter: number, atMillis: number): void {
    const { queue, health, maxRecordBytes } = this.#lines;
    const isTooLong = this.#begunLength > maxRecordBytes;
    const text = this.#begun.length === 1 ? this.#begun[0]! : this.#begun.join('');
    this.#begun = [];
    this.#begunLength = 0;
    if (isTooLong) health.dropped('too large', 1);
    else if (text.trim() !== '')
      queue.add({ text, bytes: text.length * bytesPerCharacter + LINE_OVERHEAD_BYTES, atMillis });
  }
}

/** A stream is told by a callback; what is flushed never fails. */
async function afterwards(work: Promise<void>, done: () => void): Promise<void> {
  await work;
  done();
}
