/** Receives OTLP over HTTP: protobuf and JSON, gzip or not. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Signal, SIGNALS } from '../otlp/messages.ts';
import { isAllowedHost, SECURITY_HEADERS } from '../server/security.ts';
import type { Forwarder } from './forwarder.ts';
import { type Intake, InvalidRequestError, MAX_REQUEST_BYTES } from './intake.ts';

const unzip = promisify(gunzip);

/** Most bytes of a request as it is sent. */
const MAX_SENT_BYTES = 32 * 1024 * 1024;
/** Most bytes of all requests that are being read. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';

// Codes of google.rpc that go with the answers.
const CODES: Readonly<Record<number, number>> = {
  400: 3,
  403: 7,
  404: 5,
  405: 12,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};

class Refusal extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, message: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What the receiver works with. */
export interface HttpReceiverOptions {
  readonly intake: Intake;
  readonly forwarder: Forwarder | undefined;
  /** Origins of browser applications that may send. Default: none. */
  readonly allowedOrigins: readonly string[];
  /** Hosts beside the loopback ones that it may be called by. */
  readonly allowedHosts: readonly string[];
}

/** Makes the handler of a server's requests. */
export function createHttpReceiver(options: HttpReceiverOptions): RequestListener {
  const { intake } = options;
  let waitingBytes = 0;

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isJson = mediaType(request) === JSON_TYPE;
    let takenBytes = 0;
    try {
      const signal = admit(request, options);
      if (request.method === 'OPTIONS') {
        response
          .writeHead(204, {
            ...corsHeaders(request),
            'access-control-allow-methods': 'POST',
            'access-control-allow-headers': 'content-type, content-encoding',
          })
          .end();
        return;
      }
      const sent = await readBody(request, (bytes) => {
        takenBytes += bytes;
        waitingBytes += bytes;
        if (waitingBytes > MAX_WAITING_BYTES)
          throw new Refusal(429, 'too many requests at once', 1);
      });
      const body = await decompressed(request, sent);
      const { rejected, reason } = store(intake, signal, body, isJson);
      options.forwarder?.send(signal, body, isJson ? JSON_TYPE : PROTOBUF_TYPE);
      answer(
        response,
        200,
        isJson,
        isJson
          ? partialSuccess(signal, rejected, reason)
          : intake.messages.encodeResponse(rejected, reason),
        corsHeaders(request),
      );
    } catch (error) {
      const refusal =
        error instanceof Refusal
          ? error
          : new Refusal(500, 'the viewer failed; its terminal may say why');
      if (refusal.status >= 400) intake.countDropped(`refused_${refusal.status}`);
      const headers: Record<string, string> = { ...corsHeaders(request) };
      if (refusal.retryAfterSeconds !== undefined)
        headers['retry-after'] = String(refusal.retryAfterSeconds);
      // What is still coming is not read.
      if (!request.complete) headers['connection'] = 'close';
      const code = CODES[refusal.status] ?? 13;
      answer(
        response,
        refusal.status,
        isJson,
        isJson
          ? JSON.stringify({ code, message: refusal.message })
          : intake.messages.encodeStatus(code, refusal.message),
        headers,
      );
    } finally {
      waitingBytes -= takenBytes;
    }
  };
  return (request, response) => {
    // A sender that goes away is nobody's error.
    request.on('error', () => {});
    void receive(request, response);
  };
}

/** Says which signal it is, or throws a refusal. */
function admit(
  request: IncomingMessage,
  { allowedHosts, allowedOrigins }: HttpReceiverOptions,
): Signal {
  if (!isAllowedHost(request.headers.host, allowedHosts))
    throw new Refusal(403, 'this host name is not allowed');
  const { origin } = request.headers;
  // Only browsers send it, and a page has no business here unless somebody said so.
  if (origin !== undefined && !allowedOrigins.includes(origin))
    throw new Refusal(403, 'this origin is not allowed');
  const path = (request.url ?? '').split('?')[0];
  const signal = SIGNALS.find((known) => path === `/v1/${known}`);
  if (!signal)
    throw new Refusal(
      404,
      `there is nothing here: send to ${SIGNALS.map((known) => `/v1/${known}`).join(', ')}`,
    );
  if (request.method === 'OPTIONS' && origin !== undefined) return signal;
  if (request.method !== 'POST') throw new Refusal(405, 'send by POST');
  const type = mediaType(request);
  if (type !== JSON_TYPE && type !== PROTOBUF_TYPE)
    throw new Refusal(415, `the content type must be ${PROTOBUF_TYPE} or ${JSON_TYPE}`);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity')
    throw new Refusal(415, 'the content encoding must be gzip or none');
  if (Number(request.headers['content-length'] ?? 0) > MAX_SENT_BYTES) throw tooLarge();
  return signal;
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

async function readBody(request: IncomingMessage, count: (bytes: number) => void): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.byteLength;
      if (bytes > MAX_SENT_BYTES) throw tooLarge();
      count(part.byteLength);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'the body ended too early');
  }
  return Buffer.concat(parts, bytes);
}

async function decompressed(request: IncomingMessage, sent: Buffer): Promise<Buffer> {
  if (request.headers['content-encoding'] !== 'gzip') return sent;
  try {
    return await unzip(sent, { maxOutputLength: MAX_REQUEST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new Refusal(400, 'the body is not gzip');
  }
}

function store(
  intake: Intake,
  signal: Signal,
  body: Buffer,
  isJson: boolean,
): ReturnType<Intake['take']> {
  try {
    return intake.take(signal, body, isJson);
  } catch (error) {
    if (error instanceof InvalidRequestError) throw new Refusal(400, error.message);
    // A disk that is full, a file that is locked: what is stored stays, and the sender may try again.
    throw new Refusal(503, `the database cannot be written: ${(error as Error).message}`, 5);
  }
}

function tooLarge(): Refusal {
  return new Refusal(
    413,
    `a request may have ${MAX_SENT_BYTES} bytes, ${MAX_REQUEST_BYTES} when it is decompressed`,
  );
}

const REJECTED: Readonly<Record<Signal, string>> = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
};

function partialSuccess(signal: Signal, rejected: number, reason: string): string {
  return JSON.stringify(
    rejected === 0
      ? {}
      : { partialSuccess: { [REJECTED[signal]]: String(rejected), errorMessage: reason } },
  );
}

function corsHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  return origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'origin' };
}

function answer(
  response: ServerResponse,
  status: number,
  isJson: boolean,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.destroyed || response.headersSent) return;
  response
    .writeHead(status, {
      ...SECURITY_HEADERS,
      ...headers,
      'content-type': isJson ? JSON_TYPE : PROTOBUF_TYPE,
    })
    .end(body);
}
