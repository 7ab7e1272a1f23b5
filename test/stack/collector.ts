/** Starts one Collector with configurations of `collector/`, on free ports. */
import { join } from 'node:path';
import type { Program } from './binaries.ts';
import { startProgram } from './program.ts';
import { stackVariables } from './stack.ts';

/** A Collector that runs. */
export interface Collector {
  /** Its process. */
  readonly pid: number;
  /** Where it takes OTLP over gRPC: host and port. */
  readonly grpc: string;
  /** Port of OTLP over HTTP. */
  readonly httpPort: number;
  /** Ends it, at once when `signal` says so. Its data are gone, too. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const folder = join(import.meta.dirname, '../../collector');

/**
 * Starts it with these configurations, paths in `collector/`: the distribution, unless another program is named.
 *
 * @throws {Error} with what it wrote, when it does not start.
 */
export async function startCollector(
  configurations: readonly string[],
  variables: Readonly<Record<string, string>>,
  program: Program = 'otelcol',
): Promise<Collector> {
  const own = await stackVariables('data');
  const { pid, stop } = await startProgram({
    program,
    words: () => configurations.map((file) => `--config=${file}`),
    folder,
    environment: (data) => ({ ...own, STACK_DATA: data, ...variables }),
    ready: `http://127.0.0.1:${own['STACK_COLLECTOR_HEALTH_PORT']}/`,
  });
  return {
    pid,
    grpc: `127.0.0.1:${own['STACK_COLLECTOR_GRPC_PORT']}`,
    httpPort: Number(own['STACK_COLLECTOR_HTTP_PORT']),
    stop,
  };
}
