/** A server that speaks gRPC, in messages that a test encodes, and answers what it says. */
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import type { WireReply, WireServer } from './exchange.ts';

/** A method of a service, of one request and one reply. */
export interface GrpcMethod {
  /** Such as `/acme.Store/Search`. */
  readonly path: string;
  /** Encodes what a reply says as `json`. */
  readonly encode: (json: never) => Buffer;
  /** What it is always answered. Default: what the test says. Requests for it are no bodies. */
  readonly fixed?: unknown;
}

/**
 * Starts it on loopback. The `json` of a reply is a message; a `status` is a code of gRPC's, with the `text` as its
 * details.
 */
export async function startGrpcServer(
  methods: readonly GrpcMethod[],
): Promise<Omit<WireServer, 'arrived' | 'closed'>> {
  let replies: readonly WireReply[] = [];
  const bodies: string[] = [];
  const server = new Server();
  const raw = (bytes: Buffer): Buffer => bytes;
  for (const { path, encode, fixed } of methods) {
    const unary = { path, requestStream: false, responseStream: false } as const;
    const codec = { requestSerialize: raw, requestDeserialize: raw, responseDeserialize: raw };
    const answer = (
      { request }: { readonly request: Buffer },
      callback: sendUnaryData<unknown>,
    ): void => {
      if (fixed !== undefined) {
        callback(null, fixed);
        return;
      }
      const { json, status, text } = replies[bodies.length] ?? replies.at(-1) ?? { status: 13 };
      bodies.push(request.toString('latin1'));
      if (status === undefined) callback(null, json);
      else callback({ code: status, details: text ?? '' });
    };
    server.addService(
      { method: { ...unary, ...codec, responseSerialize: encode as (json: unknown) => Buffer } },
      { method: answer },
    );
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (reply) => {
      replies = [reply].flat();
      bodies.length = 0;
    },
    bodies: () => bodies,
    // By force a client's idle connection fails, which some throw where nobody catches it.
    stop: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => resolve());
      }),
  };
}
