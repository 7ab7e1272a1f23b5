/** Starts the single node of `collector/` on free ports of the loopback, as its README says, and asks its stores. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { printLayerRules } from '../../dashboards/src/servers/print-servers.ts';
import { pathOf } from './binaries.ts';

/** Where the configurations are. */
export const SINGLE_NODE: string = join(import.meta.dirname, '../../collector/single-node');

/** The servers, by the names that the script knows. */
type Server = 'prometheus' | 'jaeger' | 'loki' | 'collector';
const ALL: readonly Server[] = ['prometheus', 'jaeger', 'loki', 'collector'];

/** How it is started. */
interface StackOptions {
  /** Which servers. Default: all. */
  readonly servers?: readonly Server[];
  /** Rules in the place of those that are shipped. */
  readonly rules?: string;
  /** Addresses that Prometheus scrapes every second, by kind of server. Their rules are evaluated as often. */
  readonly targets?: Readonly<Record<string, string>>;
  /** Further variables that the configurations read. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A file with what Prometheus has from before, as OpenMetrics. */
  readonly historyFile?: string;
}

/** Servers that were started together. */
interface Launched {
  /** Asks them to end, and waits until they have. */
  readonly stop: () => Promise<void>;
  /** Ends them at once, as a power cut does. */
  readonly kill: () => Promise<void>;
}

/** The stack while it runs. */
export interface Stack {
  /** Where the Collector takes OTLP over gRPC. */
  readonly otlp: string;
  /** Where it takes OTLP over HTTP. */
  readonly otlpHttp: string;
  /** What each server wrote. */
  readonly logs: string;
  /** The data of a reply of Prometheus's API. */
  readonly prometheus: (path: string, query: Query) => Promise<PrometheusData>;
  /** What Prometheus says of the rules that it loaded. */
  readonly rules: () => Promise<readonly LoadedRule[]>;
  /** The `data` of a reply of Jaeger's API. */
  readonly jaeger: (path: string, query?: Query) => Promise<readonly JaegerTrace[]>;
  /** The result of a query of Loki. */
  readonly loki: (query: Query, headers?: Headers) => Promise<readonly LokiStream[]>;
  /** Variables that say where the stores are. */
  readonly stores: Readonly<Record<string, string>>;
  /** Starts further servers. */
  readonly launch: (servers: readonly Server[]) => Promise<Launched>;
  readonly stop: () => Promise<void>;
}

type Query = Readonly<Record<string, string | number>>;
type Headers = Readonly<Record<string, string>>;

/** One series of Prometheus: a value now, or values over time. */
interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [seconds: number, value: string];
  readonly values?: readonly (readonly [seconds: number, value: string])[];
}

/** A rule, and what became of its last evaluation. */
interface LoadedRule {
  readonly name: string;
  readonly query: string;
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
}

interface PrometheusData {
  readonly result: readonly Series[];
  /** Of a query for exemplars. */
  readonly exemplars: readonly Readonly<Record<string, string>>[];
}

/** A trace as Jaeger's API gives it. */
export interface JaegerTrace {
  readonly traceID: string;
  /** Resources. */
  readonly processes: Readonly<
    Record<string, { readonly tags: JaegerTrace['spans'][number]['tags'] }>
  >;
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly references: readonly { readonly spanID: string }[];
    readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  }[];
}

/** Lines of one stream of Loki, or points of one series of it. */
interface LokiStream {
  readonly stream?: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [nanoseconds: string, line: string])[];
}

const PORTS = [
  'COLLECTOR_GRPC',
  'COLLECTOR_HTTP',
  'COLLECTOR_HEALTH',
  'JAEGER_OTLP',
  'JAEGER_QUERY',
  'JAEGER_QUERY_GRPC',
  'JAEGER_HEALTH',
  'LOKI',
  'LOKI_GRPC',
  'PROMETHEUS',
] as const;
const START_LIMIT_MILLIS = 60_000;

/** The variables that the configurations read, with a port of its own for each server. */
export async function stackVariables(data: string): Promise<Record<string, string>> {
  const ports = await freePorts(PORTS.length);
  return {
    STACK_DATA: data,
    STACK_FLUSH_INTERVAL: '500ms',
    STACK_TELEMETRY_INTERVAL_MILLIS: '500',
    ...Object.fromEntries(PORTS.map((name, index) => [`STACK_${name}_PORT`, String(ports[index])])),
  };
}

/**
 * Starts it. It is stopped, and its data taken away, by `stop`.
 *
 * @throws {Error} with what was printed when a server does not start.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { servers = ALL, rules, targets, variables: further, historyFile } = options;
  const data = mkdtempSync(join(tmpdir(), 'spanwise-stack-'));
  let folder = SINGLE_NODE;
  if (rules !== undefined || targets !== undefined) {
    // Prometheus looks for its rules two folders up from its configuration.
    folder = join(data, 'collector/single-node');
    cpSync(SINGLE_NODE, folder, { recursive: true });
    mkdirSync(join(data, 'dashboards/rules'), { recursive: true });
  }
  if (rules !== undefined) writeFileSync(join(data, 'dashboards/rules/spanwise.yaml'), rules);
  if (targets !== undefined) {
    writeFileSync(join(data, 'dashboards/rules/servers.yaml'), printLayerRules('1s'));
    for (const [system, address] of Object.entries(targets))
      writeFileSync(join(folder, `targets/${system}.yaml`), stringify([{ targets: [address] }]));
    const configuration = join(folder, 'prometheus.yaml');
    const text = readFileSync(configuration, 'utf8');
    writeFileSync(configuration, text.replace('scrape_interval: 15s', 'scrape_interval: 1s'));
  }
  const variables = { ...(await stackVariables(join(data, 'data'))), ...further };
  const launched: Launched[] = [];
  const launch = async (names: readonly Server[]): Promise<Launched> => {
    const one = await launchServers(folder, names, variables);
    launched.push(one);
    return one;
  };
  const stop = async (): Promise<void> => {
    for (const one of launched.toReversed()) await one.stop();
    rmSync(data, { recursive: true, force: true });
  };
  if (historyFile !== undefined) {
    const { status, stderr } = spawnSync(
      pathOf('promtool'),
      ['tsdb', 'create-blocks-from', 'openmetrics', historyFile, join(data, 'data/prometheus')],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`promtool took no history: ${stderr}`);
  }
  try {
    await launch(servers);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = (name: (typeof PORTS)[number]): string =>
    `http://127.0.0.1:${variables[`STACK_${name}_PORT`]}`;
  return {
    otlp: at('COLLECTOR_GRPC'),
    otlpHttp: at('COLLECTOR_HTTP'),
    logs: join(data, 'data/logs'),
    stores: Object.fromEntries(
      Object.entries(variables).filter(([name]) => /^STACK_(JAEGER|LOKI|PROMETHEUS)_/.test(name)),
    ),
    launch,
    prometheus: async (path, query) => {
      const { data: found } = await ask(`${at('PROMETHEUS')}/api/v1/${path}`, query);
      return path === 'query_exemplars'
        ? {
            result: [],
            exemplars: found.flatMap(({ exemplars }: { exemplars: { labels: object }[] }) =>
              exemplars.map(({ labels }) => labels),
            ),
          }
        : { result: found.result, exemplars: [] };
    },
    rules: async () =>
      (await ask(`${at('PROMETHEUS')}/api/v1/rules`, {})).data.groups.flatMap(
        ({ rules: loaded }: { rules: LoadedRule[] }) => loaded,
      ),
    jaeger: async (path, query = {}) =>
      (await ask(`${at('JAEGER_QUERY')}/api/${path}`, query)).data,
    loki: async (query, headers) =>
      (await ask(`${at('LOKI')}/loki/api/v1/query_range`, query, headers)).data.result,
    stop,
  };
}

/** @throws {Error} with what was printed when a server does not start. */
async function launchServers(
  folder: string,
  names: readonly Server[],
  variables: Readonly<Record<string, string>>,
): Promise<Launched> {
  const child = spawn(join(folder, 'up.sh'), names, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the script and its servers can be killed together.
    detached: true,
    env: {
      ...process.env,
      ...variables,
      OTELCOL: pathOf('otelcol'),
      PROMETHEUS: pathOf('prometheus'),
      JAEGER: pathOf('jaeger'),
      LOKI: pathOf('loki'),
    },
  });
  const { pid } = child;
  const ended = once(child, 'exit');
  const signal = (name: NodeJS.Signals, target: number): void => {
    if (child.exitCode === null && child.signalCode === null) process.kill(target, name);
  };
  const kill = (): void => signal('SIGKILL', -pid!);
  // Whatever way this process ends, nothing it started stays behind.
  process.once('exit', kill);
  let printed = '';
  const started = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (text: Buffer) => (printed += String(text)));
    child.stdout.on('data', (text: Buffer) => {
      printed += String(text);
      if (printed.includes('Ctrl+C stops')) resolve(true);
    });
    void ended.then(() => resolve(false));
    AbortSignal.timeout(START_LIMIT_MILLIS).addEventListener('abort', () => resolve(false));
  });
  const end = async (how: () => void): Promise<void> => {
    how();
    await ended;
    process.off('exit', kill);
  };
  const launched: Launched = {
    stop: () => end(() => signal('SIGTERM', pid!)),
    kill: () => end(kill),
  };
  if (await started) return launched;
  await launched.stop();
  throw new Error(`${names.join(', ')} did not start: ${printed}`);
}

/** A reply of the API of a store. @throws {Error} with what the server said, when it refuses. */
export async function ask(
  address: string,
  query: Query,
  headers: Headers = {},
): Promise<{ data: any }> {
  const texts = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
  const parameters = new URLSearchParams(Object.fromEntries(texts)).toString();
  const response = await fetch(`${address}?${parameters}`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 300)}: ${address}`);
  return JSON.parse(text);
}

/** Ports that were free a moment ago: all are held at once, so that no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
