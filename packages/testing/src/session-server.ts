/** A scripted server of sessions over WebSockets, on this machine. */
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** One connection, as a script sees it. */
export interface SessionConnection {
  /** Sends events, each a message. */
  readonly send: (...events: readonly object[]) => void;
  readonly close: (code: number, reason?: string) => void;
  /** Breaks the connection without a close frame. */
  readonly terminate: () => void;
}

/** What the server does: when a connection is there (`undefined`), and for every message of the client. */
export type SessionScript = (connection: SessionConnection, message: unknown) => void;

/** The server while it runs. */
export interface SessionServer {
  readonly port: number;
  /** What came since the start, as it came. */
  readonly received: readonly string[];
  /** The addresses and headers of the connections, of those that were refused too. */
  readonly requests: readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  /** What the next connections get; a number: they are refused with this status. */
  play: (script: SessionScript | number) => void;
  readonly stop: () => Promise<void>;
}

/** Starts the server on a free port. It takes any address and any subprotocol. */
export async function startSessionServer(): Promise<SessionServer> {
  let script: SessionScript | number = () => {};
  const received: string[] = [];
  const requests: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }, done) => {
      requests.push({ url: req.url ?? '', headers: req.headers });
      if (typeof script === 'number') done(false, script);
      else done(true);
    },
  });
  server.on('connection', (socket) => {
    const connection = connectionOf(socket);
    const run = script as SessionScript;
    run(connection, undefined);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      received.push(text);
      run(connection, JSON.parse(text));
    });
  });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    requests,
    play: (next) => {
      received.length = 0;
      requests.length = 0;
      script = next;
    },
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function connectionOf(socket: WebSocket): SessionConnection {
  return {
    send: (...events) => {
      for (const event of events) socket.send(JSON.stringify(event));
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}
