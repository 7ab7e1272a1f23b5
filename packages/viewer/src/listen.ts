/** Listens on the loopback, on a port that is free. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The loopback in both versions of IP; the second may not be there. */
export const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', '::1'];
const MAX_TRIES = 50;

/** Servers of one port. */
export interface Listening {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Calls with the port, then with the next ones until one is free. Rejects when none of fifty is. */
export async function onFreePort<Result>(
  port: number,
  open: (port: number) => Promise<Result>,
): Promise<Result> {
  for (let tried = 0; ; tried += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the next one is tried when this one is taken
      return await open(port === 0 ? 0 : port + tried);
    } catch (error) {
      if (!isTaken(error) || tried === MAX_TRIES || port === 0 || port + tried >= 65_535)
        throw error;
    }
  }
}

/** Serves HTTP on the port of all hosts; rejects when the first one's is taken. */
export async function listenHttp(
  listener: RequestListener,
  hosts: readonly string[],
  port: number,
): Promise<Listening> {
  const servers = [await listenOn(listener, hosts[0]!, port)];
  const bound = (servers[0]!.address() as AddressInfo).port;
  const others = await Promise.allSettled(
    hosts.slice(1).map((host) => listenOn(listener, host, bound)),
  );
  for (const other of others) if (other.status === 'fulfilled') servers.push(other.value);
  return {
    port: bound,
    stop: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}

async function listenOn(listener: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 30_000 },
    listener,
  );
  server.maxConnections = 256;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

function isTaken(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  // gRPC says it in its message alone.
  return code === 'EADDRINUSE' || code === 'EACCES' || /EADDRINUSE|No address added/.test(message);
}
