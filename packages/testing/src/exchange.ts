/** Exchanges: a request and its reply as they are on the wire, with where they came from. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { OperationKey } from '@spanwise/semconv';

/** Where an exchange came from. The second kind is never called recorded. */
export type Origin =
  | {
      readonly kind: 'recorded';
      readonly server: string;
      readonly version: string;
      readonly date: string;
    }
  | { readonly kind: 'documented'; readonly source: string; readonly date: string };

/** What a provider answers. */
export interface WireReply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as JSON. */
  readonly json?: unknown;
  /** The body as a stream of events, one value each: as server-sent events, where the contract does not say otherwise. */
  readonly events?: readonly unknown[];
  /** What follows the events. Default: an event of `[DONE]`. */
  readonly end?: string;
  /** The body as it is. */
  readonly text?: string;
}

/** One exchange, and what must be recorded of it. */
export interface Exchange {
  /** A sentence about what it shows. */
  readonly name: string;
  readonly origin: Origin;
  /** The method, as a path on the client. */
  readonly method: string;
  /** What the method is called with. */
  readonly arguments: readonly unknown[];
  readonly reply: WireReply;
  /** Versions of the client that have the method, by alias. Default: all. */
  readonly only?: readonly string[];
  readonly span: {
    /** `{server}` stands for host and port of the server. */
    readonly name: string;
    /** The row of the operation table. Default: the one of the operation's name. */
    readonly row?: OperationKey;
    readonly error?: string;
    /** All attributes but those of the address and of times. */
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  /**
   * The name of an exchange of the same method, else of another, that asked for the same without a stream: this
   * one's facts and content must be the same, whatever the ids.
   */
  readonly alike?: string;
  /** The sums of counters and token histograms. Those that are not named must not be there. */
  readonly tokens?: Readonly<Record<string, number>>;
  /** Texts that only content holds: they must not be recorded while it is off, and must be while it is on. */
  readonly content?: readonly string[];
}

/** A server that answers with one reply until it is given another. */
export interface WireServer {
  readonly url: string;
  /**
   * What it answers from now on: of several, each in turn, and the last for ever. With `hold`, a stream stops after
   * its second event, and any other reply never comes.
   */
  readonly answer: (reply: WireReply | readonly WireReply[], hold?: boolean) => void;
  /** Resolves when the next request is there whole. */
  readonly arrived: () => Promise<void>;
  /** Resolves when the connection of the held reply is closed. */
  readonly closed: () => Promise<void>;
  /** The bodies that came since the last answer was set. */
  readonly bodies: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** An exchange with a real store, which answers by itself. */
export type LiveExchange = Omit<Exchange, 'reply'>;

/** A real server, or a store without one, in the place of a scripted one. */
export interface LiveStore {
  /** What `create` is given; empty for one without an address. */
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Of one that answers what an exchange says, in a protocol of its own. Default: it answers by itself. */
  readonly answer?: WireServer['answer'];
  /** See {@link WireServer.bodies}. Default: none is seen. */
  readonly bodies?: WireServer['bodies'];
}

/** A live store in the shape of a scripted one. */
export function asWireServer(store: LiveStore): WireServer {
  return {
    answer: () => {},
    arrived: () => Promise.resolve(),
    closed: () => Promise.resolve(),
    bodies: () => [],
    ...store,
  };
}

/** How a stream of events is on the wire. */
export interface EventEncoding {
  /** The content type. */
  readonly type: string;
  readonly encode: (event: unknown) => string | Uint8Array;
  /** What follows the last event. */
  readonly end: string;
}

/** Server-sent events; an event's `type`, where it has one, is its name. */
export const SERVER_SENT_EVENTS: EventEncoding = {
  type: 'text/event-stream',
  encode: (event) => {
    const named = (event as { type?: unknown } | null)?.type;
    return `${typeof named === 'string' ? `event: ${named}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
  },
  end: 'data: [DONE]\n\n',
};

/** What {@link startWireServer} is given. */
export interface WireServerOptions {
  /** Default: {@link SERVER_SENT_EVENTS}. */
  readonly encoding?: EventEncoding | undefined;
  /** Speaks HTTP/2 without TLS in the place of HTTP/1.1. */
  readonly http2?: boolean | undefined;
  /** What is always answered alike, by method and path, such as requests that come before a call. They are no bodies. */
  readonly fixed?: ((method: string, path: string) => WireReply | undefined) | undefined;
}

/** Starts such a server on loopback. */
export async function startWireServer(options: WireServerOptions = {}): Promise<WireServer> {
  const { encoding = SERVER_SENT_EVENTS, http2 = false, fixed } = options;
  let replies: readonly WireReply[] = [];
  let holds = false;
  let closed: Promise<void> = Promise.resolve();
  let arrive: (() => void) | undefined;
  const bodies: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // Some clients give out the headers, which are to be the same each time.
    response.sendDate = false;
    const always = fixed?.(request.method ?? '', request.url ?? '');
    if (always) {
      request.resume().on('end', () => send(response, always, false, encoding));
      return;
    }
    closed = new Promise((resolve) => {
      response.once('close', resolve);
    });
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const reply = replies[bodies.length] ?? replies.at(-1) ?? { status: 500, json: {} };
      bodies.push(Buffer.concat(parts).toString('latin1'));
      arrive?.();
      send(response, reply, holds, encoding);
    });
  };
  // The second has the first's interface, as far as it is used here.
  const server = http2 ? createHttp2Server(answer as never) : createServer(answer);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (reply, hold = false) => {
      replies = [reply].flat();
      holds = hold;
      bodies.length = 0;
    },
    arrived: () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
    closed: () => closed,
    bodies: () => bodies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function send(
  response: ServerResponse,
  reply: WireReply,
  hold: boolean,
  encoding: EventEncoding,
): void {
  if (hold && reply.events === undefined) return;
  const type = reply.events
    ? encoding.type
    : reply.text === undefined
      ? 'application/json'
      : 'text/plain';
  response.writeHead(reply.status ?? 200, {
    'content-type': type,
    ...reply.headers,
  });
  if (reply.events === undefined) {
    response.end(reply.text ?? JSON.stringify(reply.json));
    return;
  }
  for (const [index, event] of reply.events.entries()) {
    response.write(encoding.encode(event));
    // Some clients give out an event when the next one begins.
    if (hold && index === 1) return;
  }
  response.end(reply.end ?? encoding.end);
}
