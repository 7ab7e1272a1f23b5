/** The transport in its worker: lines in, requests of OTLP out. */
import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { Writable } from 'node:stream';
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
import { readLine, type LineFormat } from './read-line.ts';
import { resourceOf } from './resource.ts';
import { LEVEL_NAMES } from './severity.ts';

const SCOPE = { name: '@spanwise/pino', version: VERSION };
const STANDARD_ERROR = 2;
/** pino waits ten seconds for the end of a worker, and then throws into the application. */
const MAX_SHUTDOWN_MILLIS = 9000;
/** What keeping a record costs beside its bytes, which are few: measured with a million short lines. */
const RECORD_OVERHEAD_BYTES = 400;
/** The resource and the frames around all records. */
const REQUEST_FRAME_BYTES = 4096;
const DEFAULT_MAX_ATTRIBUTE_BYTES = 60_000;

/** What pino says of its logger to a transport. */
interface LoggerConfig {
  readonly levels?: { readonly labels?: Readonly<Record<string, string>> };
  readonly messageKey?: string;
  readonly errorKey?: string;
}

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
  return new LineStream(createRecords(given), formatOf(given, config)).stream;
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

function formatOf(options: TransportOptions, config: LoggerConfig): LineFormat {
  return {
    messageKey: options.messageKey ?? config.messageKey ?? 'msg',
    errorKey: options.errorKey ?? config.errorKey ?? 'err',
    levels: new Map([
      ...LEVEL_NAMES,
      ...Object.entries(config.levels?.labels ?? {}).map(
        ([level, name]) => [Number(level), name] as const,
      ),
      ...Object.entries(options.levels ?? {}).map(([name, level]) => [level, name] as const),
    ]),
    maxAttributeBytes: options.maxAttributeBytes ?? DEFAULT_MAX_ATTRIBUTE_BYTES,
    known: { pid: process.pid, hostname: hostname() },
  };
}

/** Encoded records on their way. */
interface Records {
  readonly queue: ExportQueue<Uint8Array>;
  readonly health: ExportHealth;
  /** A larger one is refused by every receiver. */
  readonly maxRecordBytes: number;
}

/** The queue of encoded records; its sender is made when there is first something to send. */
function createRecords(options: TransportOptions): Records {
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
  const send = async (records: readonly Uint8Array[], withinMillis: number): Promise<Outcome> => {
    let connected: Sender;
    try {
      connected = await (sender ??= connect());
    } catch {
      // The error may quote a header.
      sender = undefined;
      return { result: 'misconfigured' };
    }
    try {
      const body = encodeRequest(resource, SCOPE, records);
      if (body.byteLength > maxRequestBytes) return { result: 'too large' };
      return await untraced(() => connected.send(body, withinMillis));
    } catch {
      return { result: 'not encodable' };
    }
  };
  const queue = new ExportQueue<Uint8Array>(
    send,
    ({ byteLength }) => byteLength + RECORD_OVERHEAD_BYTES,
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

/** Cuts what pino writes into lines, and queues each as an encoded record. */
class LineStream {
  readonly stream: Writable;
  readonly #records: Records;
  readonly #format: LineFormat;
  /** A line whose end has not come yet; of one that is too long, its length alone. */
  #begun: string[] = [];
  #begunLength = 0;

  constructor(records: Records, format: LineFormat) {
    this.#records = records;
    this.#format = format;
    const { queue } = records;
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        safely('reading log lines', () => this.#take(chunk.toString()));
        done();
      },
      final: (done) => {
        safely('reading log lines', () => this.#take('\n'));
        void afterwards(queue.shutdown(), done);
      },
    });
    // pino's worker calls it for logger.flush(), from thread-stream 4 on.
    this.stream = Object.assign(stream, {
      flush: (done: () => void) => void afterwards(queue.flush(), done),
    });
  }

  #take(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#begin(text.slice(start, end));
      const isTooLong = this.#begunLength > this.#records.maxRecordBytes;
      const line = this.#begun.length === 1 ? this.#begun[0]! : this.#begun.join('');
      this.#begun = [];
      this.#begunLength = 0;
      start = end + 1;
      if (isTooLong) this.#records.health.dropped('too large', 1);
      else if (line.trim() !== '') safely('reading a log line', () => this.#add(line));
    }
    if (start < text.length) this.#begin(text.slice(start));
  }

  #begin(part: string): void {
    this.#begunLength += part.length;
    if (this.#begunLength > this.#records.maxRecordBytes) this.#begun = [];
    else this.#begun.push(part);
  }

  #add(line: string): void {
    const { queue, health, maxRecordBytes } = this.#records;
    const record = encodeRecord(readLine(line, this.#format, Date.now()));
    if (record.byteLength > maxRecordBytes) health.dropped('too large', 1);
    else queue.add(record);
  }
}

/** A stream is told by a callback; what is flushed never fails. */
async function afterwards(work: Promise<void>, done: () => void): Promise<void> {
  await work;
  done();
}
