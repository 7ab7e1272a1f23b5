/** Starts one Collector with configurations of `collector/`, on free ports. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, openSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathOf, type Program } from './binaries.ts';
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
const START_LIMIT_MILLIS = 30_000;

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
  const data = mkdtempSync(join(tmpdir(), 'spanwise-collector-'));
  const own = await stackVariables(data);
  const log = join(data, 'collector.log');
  const output = openSync(log, 'a');
  const child = spawn(
    pathOf(program),
    configurations.map((file) => `--config=${file}`),
    {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...own, ...variables },
    },
  );
  closeSync(output);
  const ended = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (signal?: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true });
  };
  const health = `http://127.0.0.1:${own['STACK_COLLECTOR_HEALTH_PORT']}/`;
  const isReady = (): Promise<boolean> =>
    fetch(health).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = Date.now() + START_LIMIT_MILLIS;
  while (!(await isReady())) {
    if (child.exitCode === null && Date.now() < deadline) {
      await pause(100);
      continue;
    }
    const said = readFileSync(log, 'utf8');
    await stop('SIGKILL');
    throw new Error(`${configurations.join(', ')} did not start: ${said}`);
  }
  return {
    pid: child.pid!,
    grpc: `127.0.0.1:${own['STACK_COLLECTOR_GRPC_PORT']}`,
    httpPort: Number(own['STACK_COLLECTOR_HTTP_PORT']),
    stop,
  };
}
