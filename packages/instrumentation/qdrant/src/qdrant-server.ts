/** A server that speaks Qdrant's protocol by gRPC, by the client's own description of it, and answers what a test says. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { fromJson, toBinary, type DescService } from '@bufbuild/protobuf';
import { startGrpcServer, type GrpcMethod } from '@spanwise/testing/grpc-server';

interface Services {
  readonly Points?: DescService;
  readonly Qdrant?: DescService;
}

/** What a client asks when it is made. */
const FIXED: Readonly<Record<string, object>> = { HealthCheck: { version: '1.19.0' } };

/** Starts it on loopback. */
export async function startQdrantServer(): ReturnType<typeof startGrpcServer> {
  const entry = createRequire(import.meta.url).resolve('@qdrant/js-client-grpc');
  const load = (file: string): Promise<Services> =>
    import(new URL(`../esm/proto/${file}`, pathToFileURL(entry)).href) as Promise<Services>;
  const [{ Points }, { Qdrant }] = await Promise.all([
    load('points_service_pb.js'),
    load('qdrant_pb.js'),
  ]);
  return startGrpcServer(
    [Points!, Qdrant!].flatMap(({ typeName, methods }) =>
      methods.map(({ name, output }): GrpcMethod => ({
        path: `/${typeName}/${name}`,
        encode: (json) => Buffer.from(toBinary(output, fromJson(output, json))),
        fixed: FIXED[name],
      })),
    ),
  );
}
