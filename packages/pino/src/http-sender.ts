/** Sends requests of OTLP over HTTP, as protobuf. */
import { Agent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as requestHttps } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { rejectedItems, retryAfter, TIMED_OUT, unreachable, type Outcome } from '@spanwise/otlp';
import type { Connection } from './connection.ts';

/** Sends encoded requests to one receiver, one at a time. */
export interface Sender {
  /** Sends one request, once. Never rejects. */
  readonly send: (body: Uint8Array, withinMillis: number) => Promise<Outcome>;
  /** Cuts what is on its way and closes the connections. */
  readonly close: () => void;
}

const compress = promisify(gzip);
/** Statuses after which the same request may be sent again, by OTLP's specification. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Of an answer; what is longer is no answer of OTLP. */
const MAX_ANSWER_BYTES = 65_536;

/** Makes a sender over HTTP. */
export function createHttpSender(connection: Connection): Sender {
  const url = new URL(connection.url);
  const isTls = url.protocol === 'https:';
  const agent = isTls
    ? new TlsAgent({ keepAlive: true, ...withoutUnset(connection.certificates) })
    : new Agent({ keepAlive: true });
  const ask = isTls ? requestHttps : requestHttp;
  const headers = {
    ...connection.headers,
    'content-type': 'application/x-protobuf',
    ...(connection.isCompressed && { 'content-encoding': 'gzip' }),
    ...(url.username !== '' && {
      authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`,
    }),
  };
  const post = (body: Uint8Array, withinMillis: number): Promise<Outcome> =>
    new Promise((resolve) => {
      const sent = ask(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': body.byteLength },
      });
      const timer = setTimeout(
        () => {
          resolve(TIMED_OUT);
          sent.destroy();
        },
        Math.min(connection.timeoutMillis, withinMillis),
      );
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      sent.on('error', (error: NodeJS.ErrnoException) => settle(unreachable(codeOf(error))));
      sent.on('response', (response) => readAnswer(response, settle));
      sent.end(body);
    });
  return {
    send: async (body, withinMillis) =>
      post(connection.isCompressed ? await compress(body) : body, withinMillis),
    close: () => agent.destroy(),
  };
}

function readAnswer(response: IncomingMessage, settle: (outcome: Outcome) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  response.on('data', (part: Buffer) => {
    bytes += part.byteLength;
    if (bytes <= MAX_ANSWER_BYTES) parts.push(part);
  });
  response.on('error', (error) => settle(unreachable(codeOf(error))));
  response.on('end', () => settle(outcomeOf(response, Buffer.concat(parts))));
}

function outcomeOf({ statusCode = 0, headers }: IncomingMessage, answer: Buffer): Outcome {
  if (statusCode >= 200 && statusCode < 300) {
    const rejected = rejectedItems(answer);
    return rejected > 0 ? { result: 'partial success', rejectedItems: rejected } : { result: 'ok' };
  }
  const detail = `HTTP ${statusCode}`;
  if (RETRYABLE.has(statusCode))
    return {
      result: 'unavailable',
      isRetryable: true,
      detail,
      retryAfterMillis: retryAfter(readRetryAfter(headers['retry-after'])),
    };
  return { result: statusCode === 413 ? 'too large' : 'rejected', detail };
}

/** Seconds, or a date. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const millis = /^\d+$/.test(header.trim())
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  return Number.isFinite(millis) ? millis : undefined;
}

/** Node joins the failures of several addresses in an error without a code of its own. */
function codeOf(error: NodeJS.ErrnoException): string {
  const [first] = (error as { errors?: NodeJS.ErrnoException[] }).errors ?? [];
  return error.code ?? first?.code ?? error.name;
}

function withoutUnset(map: object): object {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
