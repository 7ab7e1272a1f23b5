/** Receives OTLP over gRPC. */
import type { sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js';
import { type Signal, SIGNALS } from '../otlp/messages.ts';
import { isAllowedHost } from '../server/security.ts';
import type { Forwarder } from './forwarder.ts';
import { type Intake, InvalidRequestError, MAX_REQUEST_BYTES } from './intake.ts';

const SERVICES: Readonly<Record<Signal, string>> = {
  traces: 'trace.v1.TraceService',
  metrics: 'metrics.v1.MetricsService',
  logs: 'logs.v1.LogsService',
};

/** A running server. */
export interface GrpcReceiver {
  readonly stop: () => void;
}

/** What the receiver works with. */
export interface GrpcReceiverOptions {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly intake: Intake;
  readonly forwarder: Forwarder | undefined;
  readonly allowedHosts: readonly string[];
}

/** Listens. Rejects when the port is taken on the first host; further hosts may not be there. */
export async function startGrpcReceiver(
  options: GrpcReceiverOptions,
): Promise<GrpcReceiver & { readonly port: number }> {
  // Takes 60 ms to load, which the rest of the start does not wait for.
  const { Server, ServerCredentials, status } = await import('@grpc/grpc-js');
  const { intake, forwarder } = options;
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': 100,
  });
  for (const signal of SIGNALS) {
    const take = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>): void => {
      if (!isAllowedHost(call.getHost(), options.allowedHosts)) {
        done({ code: status.PERMISSION_DENIED, details: 'this host name is not allowed' });
        return;
      }
      try {
        const { rejected, reason } = intake.take(signal, call.request, false);
        forwarder?.send(signal, call.request, 'application/x-protobuf');
        done(null, Buffer.from(intake.messages.encodeResponse(rejected, reason)));
      } catch (error) {
        const isInvalid = error instanceof InvalidRequestError;
        intake.countDropped(isInvalid ? 'refused_400' : 'refused_503');
        done({
          code: isInvalid ? status.INVALID_ARGUMENT : status.UNAVAILABLE,
          details: (error as Error).message,
        });
      }
    };
    server.addService(exportService(signal), { Export: take });
  }
  const bind = (host: string, port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
  const [first, ...others] = options.hosts;
  const port = await bind(first!, options.port);
  await Promise.allSettled(others.map((host) => bind(host, port)));
  return { port, stop: () => server.forceShutdown() };
}

const same = (bytes: Buffer): Buffer => bytes;

/** Bytes in, bytes out: the intake decodes. */
function exportService(signal: Signal): ServiceDefinition {
  return {
    Export: {
      path: `/opentelemetry.proto.collector.${SERVICES[signal]}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  };
}
