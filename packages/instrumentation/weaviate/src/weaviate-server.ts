/** A server that speaks Weaviate's protocols, by the client's own description of them, and answers what a test says. */
import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startWireServer, type WireReply, type WireServer } from '@spanwise/testing/situations';

/** A message of the protocol. */
interface Message {
  readonly fromJSON: (json: unknown) => unknown;
  readonly encode: (message: unknown) => { readonly finish: () => Uint8Array };
}

interface Definition {
  readonly fullName: string;
  readonly methods: Readonly<
    Record<string, { readonly name: string; readonly responseType: Message }>
  >;
}

const raw = (bytes: Buffer): Buffer => bytes;

/** What a client asks before its calls, and is answered. */
function fixed(method: string, path: string): WireReply | undefined {
  return method === 'GET' && path === '/v1/meta' ? { json: { version: '1.35.2' } } : undefined;
}

/**
 * Starts it on loopback. Its address is that of REST, with the port for gRPC: `http://127.0.0.1:8080?grpc=50051`. The
 * `json` of a reply is a message; below 100, a `status` is a code of gRPC's, with the `text` as its details.
 */
export async function startWeaviateServer(): Promise<WireServer> {
  const rest = await startWireServer({ fixed });
  let replies: readonly WireReply[] = [];
  const bodies: string[] = [];
  const entry = createRequire(import.meta.url).resolve('weaviate-client');
  const protocol = new URL('../esm/proto/v1/weaviate.js', pathToFileURL(entry));
  const { WeaviateDefinition: service } = (await import(protocol.href)) as {
    readonly WeaviateDefinition: Definition;
  };
  const server = new Server();
  const serve = (
    path: string,
    responseSerialize: (json: unknown) => Buffer,
    handle: (request: Buffer, callback: sendUnaryData<unknown>) => void,
  ): void => {
    const unary = { path, requestStream: false, responseStream: false } as const;
    const codec = { requestSerialize: raw, requestDeserialize: raw, responseDeserialize: raw };
    server.addService(
      { method: { ...unary, ...codec, responseSerialize } },
      {
        method: (call: { readonly request: Buffer }, callback: sendUnaryData<unknown>) =>
          handle(call.request, callback),
      },
    );
  };
  const serving = Buffer.from([8, 1]);
  serve(
    '/grpc.health.v1.Health/Check',
    () => serving,
    (_, callback) => callback(null, {}),
  );
  for (const { name, responseType } of Object.values(service.methods))
    serve(
      `/${service.fullName}/${name}`,
      (json) => Buffer.from(responseType.encode(responseType.fromJSON(json)).finish()),
      (request, callback) => {
        const { json, status, text } = replies[bodies.length] ?? replies.at(-1) ?? { status: 13 };
        bodies.push(request.toString('latin1'));
        if (status === undefined) callback(null, json);
        else callback({ code: status, details: text ?? '' });
      },
    );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    ...rest,
    url: `${rest.url}?grpc=${port}`,
    answer: (reply, hold) => {
      replies = [reply].flat();
      bodies.length = 0;
      rest.answer(reply, hold);
    },
    bodies: () => [...bodies, ...rest.bodies()],
    stop: async () => {
      server.forceShutdown();
      await rest.stop();
    },
  };
}
