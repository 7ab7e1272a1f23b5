/** Instruments the clients of Qdrant. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { qdrant as adapter } from './adapter.ts';
import { qdrantGrpcHeader, qdrantHeader } from './header.ts';
import { qdrantGrpc as grpcAdapter } from './qdrant-grpc.ts';

/** The adapter and its header, for `attach({ adapters: [qdrant] })`. */
export const qdrant: AdapterEntry = { ...qdrantHeader, load: () => adapter };

/** The instrumentation of the `qdrant` client, for those who assemble their own SDK. */
export class QdrantInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(qdrant, config);
  }
}

/** The adapter of the client by gRPC and its header, for `attach({ adapters: [qdrantGrpc] })`. */
export const qdrantGrpc: AdapterEntry = { ...qdrantGrpcHeader, load: () => grpcAdapter };

/** The instrumentation of the `@qdrant/js-client-grpc` client, for those who assemble their own SDK. */
export class QdrantGrpcInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(qdrantGrpc, config);
  }
}
