/** The scripted provider: a server on loopback that answers in the format of any vendor, by situation, and remembers every byte. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Piece, Reply, Script } from './reply.ts';
import type { Vendor } from './vendor.ts';

/** One request and how its reply ended. */
export interface Exchange {
  readonly method: string;
  /** The path after the situation's own prefix. */
  readonly path: string;
  /** Names and values as they came, in the order of the wire, without what varies from run to run. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: RecordedBody;
  readonly status: number | undefined;
  /** Writes of the reply's body that were made. */
  readonly piecesSent: number;
  /** Bytes of the body handed to the connection; `undefined` where that depends on buffers. */
  readonly bytesSent: number | undefined;
  /**
   * `completed`: the whole reply went out. `closed by the client`: the connection was closed before.
   * `reset by us` and `cut by us`: as scripted. `still open`: nobody closed it.
   */
  readonly ended: string;
}

/** The bytes of a request. */
export interface RecordedBody {
  readonly bytes: number;
  readonly sha256: string;
  /** The text, of a body of at most 4,000 bytes that is text. */
  readonly text?: string | undefined;
  /** The last characters of a longer body that is text. */
  readonly end?: string | undefined;
}

/** A running provider. */
export interface Provider {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface OpenExchange {
  readonly situation: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Headers of every reply. */
  readonly headers: Vendor['headers'];
  readonly reply: Reply;
  body: RecordedBody;
  piecesSent: number;
  bytesSent: number;
  ended: string | undefined;
  goOn: (() => void) | undefined;
}

/** How a held reply goes on. */
export type Release = 'continue' | 'reset' | 'cut';

const TEXT_LIMIT_BYTES = 4000;
const END_BYTES = 60;
/** How long a connection that should have been closed may stay open before it counts as open. */
const OPEN_LIMIT_MILLIS = 10_000;

/**
 * Starts the provider on a free port of 127.0.0.1. It answers each request below
 * `/s/<situation>/<vendor>/<reply>` with the reply of that name.
 */
export async function startProvider(vendors: Readonly<Record<string, Vendor>>): Promise<Provider> {
  const exchanges = new Map<string, OpenExchange[]>();
  const waiters = new Set<() => void>();
  const changed = (): void => {
    for (const waiter of waiters) waiter();
  };
  /** Resolves when `isMet`, or false after `limitMillis`. */
  const until = (isMet: () => boolean, limitMillis: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (isMet()) return resolve(true);
      const finish = (met: boolean): void => {
        clearTimeout(timer);
        waiters.delete(check);
        resolve(met);
      };
      const check = (): void => {
        if (isMet()) finish(true);
      };
      const timer = setTimeout(finish, limitMillis, false);
      waiters.add(check);
    });

  // A program that is busy for long must not find its idle connections closed.
  const server = createServer(
    { keepAlive: true, keepAliveTimeout: 0, requestTimeout: 0 },
    (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
      const [, kind, situation = '', second = '', name = ''] = pathname.split('/');
      if (kind === 'control') {
        void control(situation, second, searchParams, response);
        return;
      }
      const vendor = vendors[second];
      void answer(
        decodeURIComponent(situation),
        vendor,
        decodeURIComponent(name),
        request,
        response,
      );
    },
  );

  const control = async (
    situation: string,
    verb: string,
    parameters: URLSearchParams,
    response: ServerResponse,
  ): Promise<void> => {
    const key = decodeURIComponent(situation);
    const own = (): OpenExchange[] => exchanges.get(key) ?? [];
    if (verb === 'arrived') {
      await until(() => own().length >= Number(parameters.get('count')), OPEN_LIMIT_MILLIS);
    } else if (verb === 'release') {
      for (const exchange of own()) release(exchange, parameters.get('how') as Release);
    } else if (verb === 'settled') {
      const isSettled = (): boolean => own().every((exchange) => exchange.ended !== undefined);
      await until(isSettled, OPEN_LIMIT_MILLIS);
      for (const exchange of own()) {
        if (exchange.ended !== undefined) continue;
        exchange.ended = 'still open';
        exchange.response.destroy();
      }
    }
    const result = verb === 'settled' || verb === 'look' ? own().map(record) : null;
    if (verb === 'settled') exchanges.delete(key);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  };

  const answer = async (
    situation: string,
    vendor: Vendor | undefined,
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(part as Buffer);
    } catch {
      // The client went away while it sent: what came is recorded.
    }
    const bytes = Buffer.concat(parts);
    const own = exchanges.get(situation) ?? [];
    exchanges.set(situation, own);
    const script = vendor && scriptOf(vendor, name);
    const reply: Reply =
      script === undefined
        ? { status: 418, pieces: [`{"error":{"message":"no reply named ${name}"}}`] }
        : typeof script === 'function'
          ? script({ attempt: own.length, path: pathOf(request), body: parseBody(bytes) })
          : script;
    const exchange: OpenExchange = {
      situation,
      request,
      response,
      headers: vendor?.headers ?? {},
      reply,
      body: recordBody(bytes, request.headers['content-type']),
      piecesSent: 0,
      bytesSent: 0,
      ended: undefined,
      goOn: undefined,
    };
    own.push(exchange);
    const end = (how: string): void => {
      exchange.ended ??= how;
      changed();
    };
    response.once('finish', () => end('completed'));
    response.once('close', () => end('closed by the client'));
    response.on('error', () => end('closed by the client'));
    if (request.destroyed && !request.complete) end('closed by the client');
    changed();
    await play(exchange);
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

function scriptOf({ whole, streamed, other }: Vendor, name: string): Script | undefined {
  return whole[name] ?? streamed[name] ?? other[name];
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function play(exchange: OpenExchange): Promise<void> {
  const { reply, response } = exchange;
  if (reply.beforeHeaders === 'reset') return release(exchange, 'reset');
  if (reply.beforeHeaders === 'hold') await held(exchange);
  if (exchange.ended !== undefined) return;
  response.sendDate = false;
  response.writeHead(reply.status ?? 200, {
    'content-type': 'application/json',
    ...exchange.headers,
    ...reply.headers,
  });
  response.flushHeaders();
  do {
    for (const piece of reply.pieces) {
      // Waiting only when the connection is full keeps a small reply in one turn of the loop.
      // oxlint-disable-next-line no-await-in-loop -- pieces are sent in their order
      if (!send(exchange, piece)) await drained(response);
      if (exchange.ended !== undefined) return;
    }
  } while (exchange.bytesSent < (reply.repeatToBytes ?? 0));
  if (reply.afterwards === 'reset' || reply.afterwards === 'cut')
    return release(exchange, reply.afterwards);
  if (reply.afterwards === 'hold') {
    await held(exchange);
    if (exchange.ended !== undefined) return;
    for (const piece of reply.rest ?? []) send(exchange, piece);
  }
  response.end();
}

function send(exchange: OpenExchange, piece: Piece): boolean {
  exchange.piecesSent += 1;
  exchange.bytesSent += Buffer.byteLength(piece);
  return exchange.response.write(piece);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

/** Resolves when the program lets the reply go on, or when the connection closes. */
function held(exchange: OpenExchange): Promise<void> {
  return new Promise((resolve) => {
    exchange.goOn = resolve;
    exchange.response.once('close', resolve);
  });
}

function release(exchange: OpenExchange, how: Release): void {
  if (exchange.ended !== undefined) return;
  if (how !== 'continue') {
    exchange.ended = `${how} by us`;
    // A reset drops what is still in the buffers; a cut delivers it and then ends too early.
    if (how === 'reset') exchange.request.socket.resetAndDestroy();
    else exchange.request.socket.end();
  }
  exchange.goOn?.();
}

/** The path and the query of a request, below the address that the client was given. */
function pathOf({ url = '' }: IncomingMessage): string {
  const [path = '', query] = url.split('?');
  return `/${path.split('/').slice(5).join('/')}${query === undefined ? '' : `?${query}`}`;
}

function record(exchange: OpenExchange): Exchange {
  const { request, reply } = exchange;
  const boundary = boundaryOf(request.headers['content-type']);
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    let value = request.rawHeaders[index + 1] ?? '';
    if (name.toLowerCase() === 'host') value = '(host)';
    if (name.toLowerCase() === 'idempotency-key') value = '(random)';
    if (boundary !== undefined) value = value.replace(boundary, '(boundary)');
    headers.push([name, value]);
  }
  return {
    method: request.method ?? '',
    path: pathOf(request),
    headers,
    body: exchange.body,
    status: exchange.response.headersSent ? exchange.response.statusCode : undefined,
    piecesSent: reply.repeatToBytes === undefined ? exchange.piecesSent : 0,
    bytesSent: reply.repeatToBytes === undefined ? exchange.bytesSent : undefined,
    ended: exchange.ended ?? 'still open',
  };
}

function parseBody(bytes: Buffer): Record<string, unknown> | undefined {
  if (bytes.length > 1_000_000) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function boundaryOf(contentType: string | undefined): string | undefined {
  return /boundary=([^;]+)/.exec(contentType ?? '')?.[1];
}

function recordBody(bytes: Buffer, contentType: string | undefined): RecordedBody {
  const boundary = boundaryOf(contentType);
  const stable =
    boundary === undefined
      ? bytes
      : Buffer.from(bytes.toString('latin1').replaceAll(boundary, '(boundary)'), 'latin1');
  const isShort = stable.length <= TEXT_LIMIT_BYTES;
  const text = (isShort ? stable : stable.subarray(-END_BYTES)).toString();
  return {
    bytes: bytes.length,
    sha256: createHash('sha256').update(stable).digest('hex'),
    ...(text.includes('\uFFFD') ? {} : isShort ? { text } : { end: text }),
  };
}
