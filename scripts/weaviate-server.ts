/** The real Weaviate, built from its Go module: four minutes on two cores, once. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildGoModule } from './build-go-module.ts';
import { startServer } from './start-server.ts';

/** Its version. */
export const WEAVIATE_VERSION = '1.35.2';

const MODULE = 'github.com/weaviate/weaviate';
const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  `spanwise/weaviate-${WEAVIATE_VERSION}`,
);
const program = join(cache, 'weaviate');

/** Whether it was built already. */
export function hasWeaviate(): boolean {
  return existsSync(program);
}

/**
 * Builds it, unless it is there.
 *
 * @param limitMillis For each step.
 * @throws {Error} when it cannot be built in that time.
 */
export function buildWeaviate(limitMillis: number): void {
  const work = join(cache, 'build');
  mkdirSync(work, { recursive: true });
  writeFileSync(
    join(work, 'go.mod'),
    `module example.test/weaviate\n\ngo 1.25\n\nrequire ${MODULE} v${WEAVIATE_VERSION}\n`,
  );
  buildGoModule(
    {
      work,
      module: `${MODULE}@v${WEAVIATE_VERSION}`,
      package: `${MODULE}/cmd/weaviate-server`,
      linkerFlags: '-s -w',
      environment: { CGO_ENABLED: '0' },
      program,
    },
    limitMillis,
  );
}

/** A server that runs. */
export interface RunningWeaviate {
  /** Of REST. */
  readonly url: string;
  readonly grpcPort: number;
  /** Where it tells its metrics. */
  readonly metricsUrl: string;
  readonly stop: () => Promise<void>;
}

/** Starts it, empty, without modules that make vectors. */
export async function startWeaviate(): Promise<RunningWeaviate> {
  const { address, furtherPorts, stop } = await startServer({
    file: program,
    arguments: (port) => ['--host', '127.0.0.1', '--port', `${port}`, '--scheme', 'http'],
    furtherPorts: 6,
    environment: (_, folder, [gossip, data, raft, rpc, grpc, metrics]) => ({
      PERSISTENCE_DATA_PATH: folder,
      AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true',
      DEFAULT_VECTORIZER_MODULE: 'none',
      CLUSTER_HOSTNAME: 'node1',
      CLUSTER_ADVERTISE_ADDR: '127.0.0.1',
      CLUSTER_BIND_ADDR: '127.0.0.1',
      CLUSTER_GOSSIP_BIND_PORT: `${gossip}`,
      CLUSTER_DATA_BIND_PORT: `${data}`,
      RAFT_PORT: `${raft}`,
      RAFT_INTERNAL_RPC_PORT: `${rpc}`,
      RAFT_BOOTSTRAP_EXPECT: '1',
      GRPC_PORT: `${grpc}`,
      PROMETHEUS_MONITORING_ENABLED: 'true',
      PROMETHEUS_MONITORING_PORT: `${metrics}`,
      // Otherwise it tells its makers, and serves its profile on a fixed port.
      DISABLE_TELEMETRY: 'true',
      GO_PROFILING_DISABLE: 'true',
    }),
    isReady: async (rest) => (await fetch(`http://${rest}/v1/.well-known/ready`)).ok,
  });
  const [, , , , grpcPort, metricsPort] = furtherPorts;
  return {
    url: `http://${address}`,
    grpcPort: grpcPort!,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    stop,
  };
}
