/** An OTLP receiver on the loopback: gRPC and HTTP, and what arrived in a form that tests compare. */
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Metadata, Server, ServerCredentials, type ServerUnaryCall } from '@grpc/grpc-js';

/** One request. */
interface Received {
  readonly signal: string;
  readonly protocol: 'grpc' | 'http/protobuf' | 'http/json';
  readonly path: string;
  readonly gzip: boolean;
  /** Of the request, not compressed. */
  readonly bytes: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Names of spans and metrics, event names of log records. */
  readonly names: readonly string[];
  /** The whole request, when it was JSON. */
  readonly json?: unknown;
  /** The resource's attributes that are texts. */
  readonly resource: Readonly<Record<string, string>>;
}

/** A running receiver. */
export interface Receiver {
  readonly address: string;
  readonly received: Received[];
  readonly namesOf: (signal: string) => string[];
  readonly stop: () => Promise<void>;
}

/** What a receiver answers to a request instead of taking it. */
export type Answer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  /** The connection is closed at once. */
  | 'reset'
  | 'silence'
  /** A byte now and then, and no end. */
  | 'drip';

/** How a receiver is started. */
export interface ReceiveOptions {
  /** Asked at each request. `undefined`, and no function: the request is taken. */
  readonly answer?: ((signal: string, body: Buffer) => Answer | undefined) | undefined;
  /** Default: a free one. */
  readonly port?: number | undefined;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
}

const SIGNALS = { traces: 'trace', metrics: 'metrics', logs: 'logs' } as const;
const SERVICES = { traces: 'TraceService', metrics: 'MetricsService', logs: 'LogsService' };
/** Where a name is in a span, a metric, a log record. */
const NAME_FIELDS: Readonly<Record<string, number>> = { traces: 5, metrics: 1, logs: 12 };

/** Takes OTLP over HTTP, as protobuf or JSON. */
export async function receiveHttp(options: ReceiveOptions = {}): Promise<Receiver> {
  const { answer, port = 0, tls } = options;
  const received: Received[] = [];
  const drips = new Set<NodeJS.Timeout>();
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const said = answer?.(request.url!.split('/').at(-1)!, body);
      if (said === 'silence') return;
      if (said === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      if (said === 'drip') {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 5);
        drips.add(drip);
        response.on('close', () => clearInterval(drip));
        return;
      }
      const type = { 'content-type': request.headers['content-type'] };
      if (said && said.status >= 300) {
        response.writeHead(said.status, said.headers).end(said.body);
        return;
      }
      received.push(read(request.url ?? '', request.headers, body));
      response.writeHead(200, type);
      response.end(said?.body ?? (type['content-type'] === 'application/json' ? '{}' : ''));
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const scheme = tls ? 'https' : 'http';
  const { port: bound } = server.address() as AddressInfo;
  return receiver(received, `${scheme}://127.0.0.1:${bound}`, () => {
    for (const drip of drips) clearInterval(drip);
    server.closeAllConnections();
    server.close();
  });
}

function read(path: string, headers: IncomingHttpHeaders, sent: Buffer): Received {
  const signal = path.split('/').at(-1)!;
  const gzip = headers['content-encoding'] === 'gzip';
  const body = gzip ? gunzipSync(sent) : sent;
  const bytes = body.byteLength;
  const isJson = headers['content-type'] === 'application/json';
  return {
    signal,
    protocol: isJson ? 'http/json' : 'http/protobuf',
    path,
    gzip,
    bytes,
    headers,
    ...(isJson ? readJson(body) : readProtobuf(signal, body)),
  };
}

/** Takes OTLP over gRPC. */
export async function receiveGrpc(options: ReceiveOptions = {}): Promise<Receiver> {
  const { answer, port: wanted = 0, tls } = options;
  const received: Received[] = [];
  const server = new Server();
  for (const [signal, name] of Object.entries(SIGNALS)) {
    const service = SERVICES[signal as keyof typeof SERVICES];
    const path = `/opentelemetry.proto.collector.${name}.v1.${service}/Export`;
    server.addService(
      {
        Export: {
          path,
          requestStream: false,
          responseStream: false,
          requestDeserialize: (bytes: Buffer) => bytes,
          requestSerialize: (bytes: Buffer) => bytes,
          responseDeserialize: (bytes: Buffer) => bytes,
          responseSerialize: (bytes: Buffer) => bytes,
        },
      },
      {
        Export: (
          call: ServerUnaryCall<Buffer, Buffer>,
          done: (
            error: { code: number; details: string; metadata?: Metadata } | null,
            answer?: Uint8Array,
          ) => void,
        ) => {
          const said = answer?.(signal, call.request);
          if (typeof said === 'string') return;
          if (said && said.status > 0) {
            const metadata = new Metadata();
            if (said.body) metadata.set('grpc-status-details-bin', Buffer.from(said.body));
            done({ code: said.status, details: said.headers?.['details'] ?? '', metadata });
            return;
          }
          const headers = call.metadata.getMap();
          received.push({
            signal,
            protocol: 'grpc',
            path,
            gzip: headers['grpc-encoding'] === 'gzip',
            bytes: call.request.byteLength,
            headers,
            ...readProtobuf(signal, call.request),
          });
          done(null, said?.body ? Buffer.from(said.body) : Buffer.alloc(0));
        },
      },
    );
  }
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = tls
      ? ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) },
        ])
      : ServerCredentials.createInsecure();
    server.bindAsync(`127.0.0.1:${wanted}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return receiver(received, `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, () =>
    server.forceShutdown(),
  );
}

/** Takes connections and never answers. */
export async function receiveNothing(): Promise<Receiver> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return receiver([], `http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}

/** An address where nobody listens: the port was free a moment ago. */
export async function closedAddress(): Promise<string> {
  const nothing = await receiveNothing();
  await nothing.stop();
  return nothing.address;
}

function receiver(received: Received[], address: string, stop: () => void): Receiver {
  return {
    address,
    received,
    namesOf: (signal) =>
      received.filter((request) => request.signal === signal).flatMap(({ names }) => names),
    stop: async () => stop(),
  };
}

type Facts = Pick<Received, 'names' | 'resource' | 'json'>;

interface JsonGroup {
  readonly resource: { readonly attributes: { key: string; value: { stringValue?: string } }[] };
  readonly scopeSpans?: { readonly spans: { name: string }[] }[];
  readonly scopeMetrics?: { readonly metrics: { name: string }[] }[];
  readonly scopeLogs?: { readonly logRecords: { eventName?: string }[] }[];
}

function readJson(body: Buffer): Facts {
  const json = JSON.parse(body.toString()) as Record<string, JsonGroup[]>;
  const groups = Object.values(json).flat();
  return {
    json,
    names: groups.flatMap(({ scopeSpans = [], scopeMetrics = [], scopeLogs = [] }) => [
      ...scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)),
      ...scopeMetrics.flatMap(({ metrics }) => metrics.map(({ name }) => name)),
      ...scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ eventName }) => eventName ?? '')),
    ]),
    resource: Object.fromEntries(
      groups
        .flatMap(({ resource }) => resource.attributes)
        .map(({ key, value }) => [key, value.stringValue ?? '']),
    ),
  };
}

/** The three requests are alike: groups, in each a resource (1) and scopes (2), in each the items (2). */
function readProtobuf(signal: string, body: Buffer): Facts {
  const names: string[] = [];
  const resource: Record<string, string> = {};
  for (const group of fields(body, 1)) {
    for (const attribute of fields(group, 1).flatMap((found) => fields(found, 1))) {
      const [key] = fields(attribute, 1);
      const [text] = fields(attribute, 2).flatMap((value) => fields(value, 1));
      resource[String(key)] = String(text ?? '');
    }
    for (const item of fields(group, 2).flatMap((scope) => fields(scope, 2)))
      names.push(...fields(item, NAME_FIELDS[signal]!).map(String));
  }
  return { names, resource };
}

/** The values of one field that have a length: messages, texts, bytes. */
function fields(message: Buffer, number: number): Buffer[] {
  const found: Buffer[] = [];
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[position++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (position < message.length) {
    const key = varint();
    const kind = key % 8;
    if (kind === 0) varint();
    else if (kind === 1) position += 8;
    else if (kind === 5) position += 4;
    else {
      const length = varint();
      if (Math.floor(key / 8) === number) found.push(message.subarray(position, position + length));
      position += length;
    }
  }
  return found;
}
