/** Starts the viewer: receivers, store, page. */
import { randomBytes } from 'node:crypto';
import { ConfigError } from '@spanwise/core';
import type { Info } from './api.ts';
import { listenHttp, type Listening, LOOPBACK_HOSTS, onFreePort } from './listen.ts';
import { Forwarder, type ForwardOptions } from './receiver/forwarder.ts';
import { type GrpcReceiver, startGrpcReceiver } from './receiver/grpc-receiver.ts';
import { createHttpReceiver } from './receiver/http-receiver.ts';
import { Intake } from './receiver/intake.ts';
import { Live } from './server/live.ts';
import { createPageServer } from './server/page-server.ts';
import { Store } from './store/store.ts';
import { VERSION } from './version.ts';

/** How the viewer is started. */
export interface ViewerOptions {
  /** Port of the page. When it is taken the next free one is used; 0 is any. Default: 4320. */
  readonly port?: number | undefined;
  /** Port of OTLP over HTTP, as above. Default: 4318. */
  readonly httpPort?: number | undefined;
  /** Port of OTLP over gRPC, as above; `false`: none. Default: 4317. */
  readonly grpcPort?: number | false | undefined;
  /** File of the database, which is made when it is not there. Default: in memory. */
  readonly file?: string | undefined;
  /** Oldest traces are dropped above it. Bytes. Default: 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** What was received longer ago is dropped. Milliseconds. Default: never. */
  readonly maxAgeMillis?: number | undefined;
  /** Where what is received is sent on. Default: nowhere. */
  readonly forward?: ForwardOptions | undefined;
  /** What reading needs. At least 16 characters of those that addresses have. Default: a random one. */
  readonly token?: string | undefined;
  /** Origins of browser applications that may send telemetry, such as `http://localhost:5173`. None may read. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Told why nothing can be written, once until it can again. Senders are told to try again; what is stored stays and is read. Default: nobody. */
  readonly onWriteError?: ((message: string) => void) | undefined;
}

/** A running viewer. */
export interface Viewer {
  /** Address of the page, with the token. */
  readonly url: string;
  readonly token: string;
  /** Where it takes OTLP. `grpc` is absent when it was turned off. */
  readonly receivers: Info['receivers'];
  /** Variables that make an application send here. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is stored. */
  readonly store: Store;
  /** State and counts. */
  readonly info: () => Info;
  /** Waits until all servers are closed. What is in memory is gone. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_PORT = 4320;
const DEFAULT_HTTP_PORT = 4318;
const DEFAULT_GRPC_PORT = 4317;
const AGE_CHECK_MILLIS = 10_000;

/** Starts it, on the loopback alone. Throws `ConfigError` when an option or the file cannot be used. */
export async function startViewer(options: ViewerOptions = {}): Promise<Viewer> {
  const token = options.token ?? randomBytes(24).toString('base64url');
  if (!/^[\w.~-]{16,}$/.test(token)) {
    throw new ConfigError({
      code: 'VIEWER_TOKEN_UNUSABLE',
      message: 'the token is shorter than 16 characters, or has some that addresses do not',
      fix: 'Leave it out: a random one is made.',
    });
  }
  const forwarder = options.forward && new Forwarder(options.forward);
  const { allowedOrigins = [] } = options;
  const store = new Store(options);
  const startedAt = Date.now();
  const live = new Live(store, startedAt);
  const intake = new Intake(store);
  const open: Listening[] = [];
  let grpc: (GrpcReceiver & { readonly port: number }) | undefined;
  const timer =
    options.maxAgeMillis === undefined
      ? undefined
      : setInterval(() => store.evict(), AGE_CHECK_MILLIS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    live.stop();
    grpc?.stop();
    await Promise.all(open.map((listening) => listening.stop()));
    store.close();
  };

  try {
    const receiver = createHttpReceiver({ intake, forwarder, allowedOrigins, allowedHosts: [] });
    const http = await onFreePort(options.httpPort ?? DEFAULT_HTTP_PORT, (port) =>
      listenHttp(receiver, LOOPBACK_HOSTS, port),
    );
    open.push(http);
    const { grpcPort = DEFAULT_GRPC_PORT } = options;
    if (grpcPort !== false) {
      grpc = await onFreePort(grpcPort, (port) =>
        startGrpcReceiver({
          hosts: ['127.0.0.1', '[::1]'],
          port,
          intake,
          forwarder,
          allowedHosts: [],
        }),
      );
    }
    const receivers: Info['receivers'] = {
      http: `http://127.0.0.1:${http.port}`,
      grpc: grpc && `http://127.0.0.1:${grpc.port}`,
    };
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receivers.http,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    };
    const info = (): Info => ({
      version: VERSION,
      startedAt,
      receivers,
      environment,
      storage: {
        file: store.file,
        bytes: store.bytes,
        maxBytes: store.maxBytes,
        maxAgeMillis: store.maxAgeMillis,
      },
      counts: store.counts(),
      dropped: { ...intake.dropped, ...store.dropped },
      forward: forwarder && {
        url: forwarder.url,
        sent: forwarder.sent,
        failed: forwarder.failed,
        lastError: forwarder.lastError,
      },
      services: store.services(),
    });
    let pagePort = 0;
    const page = await onFreePort(options.port ?? DEFAULT_PORT, (port) =>
      listenHttp(
        createPageServer({ store, live, token, info, allowedHosts: [], port: () => pagePort }),
        LOOPBACK_HOSTS,
        port,
      ),
    );
    open.push(page);
    pagePort = page.port;
    return {
      url: `http://127.0.0.1:${page.port}/#token=${token}`,
      token,
      receivers,
      environment,
      store,
      info,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
