/** A server that speaks Weaviate's protocols, by the client's own description of them, and answers what a test says. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startGrpcServer, type GrpcMethod } from '@spanwise/testing/grpc-server';
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

/** What a client asks before its calls, and is answered. */
function fixed(method: string, path: string): WireReply | undefined {
  return method === 'GET' && path === '/v1/meta' ? { json: { version: '1.35.2' } } : undefined;
}

const HEALTH: GrpcMethod = {
  path: '/grpc.health.v1.Health/Check',
  encode: () => Buffer.from([8, 1]),
  fixed: {},
};

/**
 * Starts it on loopback. Its address is that of REST, with the port for gRPC: `http://127.0.0.1:8080?grpc=50051`. A
 * call goes to one of the two, which answer alike.
 */
export async function startWeaviateServer(): Promise<WireServer> {
  const entry = createRequire(import.meta.url).resolve('weaviate-client');
  const protocol = new URL('../esm/proto/v1/weaviate.js', pathToFileURL(entry));
  const { WeaviateDefinition: service } = (await import(protocol.href)) as {
    readonly WeaviateDefinition: Definition;
  };
  const grpc = await startGrpcServer([
    HEALTH,
    ...Object.values(service.methods).map(({ name, responseType }) => ({
      path: `/${service.fullName}/${name}`,
      encode: (json: never) =>
        Buffer.from(responseType.encode(responseType.fromJSON(json)).finish()),
    })),
  ]);
  const rest = await startWireServer({ fixed });
  return {
    ...rest,
    url: `${rest.url}?grpc=${new URL(grpc.url).port}`,
    answer: (reply, hold) => {
      grpc.answer(reply);
      rest.answer(reply, hold);
    },
    bodies: () => [...grpc.bodies(), ...rest.bodies()],
    stop: async () => {
      await grpc.stop();
      await rest.stop();
    },
  };
}
