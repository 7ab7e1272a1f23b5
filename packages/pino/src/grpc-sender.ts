/** Sends requests of OTLP over gRPC. */
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { grpcOutcome, rejectedItems, type Outcome } from '@spanwise/otlp';
import { variable, type Connection } from './connection.ts';
import type { Sender } from './http-sender.ts';

const EXPORT = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
/** gRPC's number of the algorithm. */
const GZIP = 2;
const asItIs = (bytes: Buffer): Buffer => bytes;

/** Makes a sender over gRPC. */
export function createGrpcSender(connection: Connection): Sender {
  const { url, headers, certificates } = connection;
  const [, scheme, address] = /^(?:(https?):\/\/)?([^/]+)/.exec(url) ?? [];
  // Without a scheme it is for the variable to say.
  const isInsecure =
    scheme === 'http' ||
    (scheme === undefined && variable(process.env, 'INSECURE')?.toLowerCase() === 'true');
  const client = new Client(
    address ?? url,
    isInsecure
      ? credentials.createInsecure()
      : credentials.createSsl(certificates.ca, certificates.key, certificates.cert),
    connection.isCompressed ? { 'grpc.default_compression_algorithm': GZIP } : {},
  );
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return {
    send: (body, withinMillis) =>
      new Promise<Outcome>((resolve) => {
        const deadline = Date.now() + Math.min(connection.timeoutMillis, withinMillis);
        client.makeUnaryRequest(
          EXPORT,
          asItIs,
          asItIs,
          Buffer.from(body.buffer, body.byteOffset, body.byteLength),
          metadata,
          { deadline },
          (error: ServiceError | null, answer?: Buffer) => {
            if (error) {
              resolve(grpcOutcome(error.code, error));
              return;
            }
            const rejected = answer === undefined ? 0 : rejectedItems(answer);
            resolve(
              rejected > 0
                ? { result: 'partial success', rejectedItems: rejected }
                : { result: 'ok' },
            );
          },
        );
      }),
    close: () => client.close(),
  };
}
