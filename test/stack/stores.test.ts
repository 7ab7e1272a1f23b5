/** Stores that grow: Jaeger on OpenSearch, Loki in its three parts, Prometheus that hands on, as `collector/scale-out` configures them. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { questionCount } from '../../examples/support-desk/src/demo/traffic.ts';
import { missingPrograms } from './binaries.ts';
import { startCollector } from './collector.ts';
import { runDemo } from './demo.ts';
import { startOpenSearch, whyNoOpenSearch, type OpenSearch } from './opensearch.ts';
import { startProgram } from './program.ts';
import { ask, freePorts, SINGLE_NODE, stackVariables, type JaegerTrace } from './stack.ts';

const missing = missingPrograms();
const reason = missing.length > 0 ? `not built: ${missing.join(', ')}` : whyNoOpenSearch();
const skipped = reason === undefined ? '' : ` (skipped: ${reason})`;
const PATIENCE = { timeout: 60_000, interval: 250 };
const folder = join(SINGLE_NODE, '..');
const PARTS = ['write', 'read', 'backend'] as const;
const ROOT = 'POST /conversations/:id/messages';

interface Stoppable {
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

describe.skipIf(reason !== undefined)(`stores that grow${skipped}`, () => {
  const running: Stoppable[] = [];
  let shared: string;
  let node: OpenSearch;
  /** Addresses of the APIs. */
  let jaegers: readonly string[];
  let lokis: Readonly<Record<(typeof PARTS)[number], string>>;
  let store: string;

  /** Two of the same, on the same indices. */
  async function startJaegers(): Promise<readonly Record<string, string>[]> {
    const all = await Promise.all([stackVariables('data'), stackVariables('data')]);
    for (const own of all) {
      running.push(
        await startProgram({
          program: 'jaeger',
          words: () =>
            ['single-node/jaeger.yaml', 'scale-out/jaeger.yaml'].map((file) => `--config=${file}`),
          folder,
          environment: () => ({
            ...own,
            OTEL_TRACES_SAMPLER: 'always_off',
            STACK_OPENSEARCH: node.address,
            STACK_OPENSEARCH_SHARDS: '1',
            STACK_OPENSEARCH_REPLICAS: '0',
          }),
          ready: `http://127.0.0.1:${own['STACK_JAEGER_HEALTH_PORT']}/status`,
        }),
      );
    }
    return all;
  }

  async function startLokis(): Promise<Readonly<Record<(typeof PARTS)[number], number>>> {
    const [http, grpc, gossip] = await Promise.all([freePorts(3), freePorts(3), freePorts(3)]);
    const started = await Promise.all(
      PARTS.map((part, index) =>
        startProgram({
          program: 'loki',
          words: () => ['-config.file=loki.yaml', '-config.expand-env=true', `-target=${part}`],
          folder: join(folder, 'scale-out'),
          environment: (data) => ({
            STACK_DATA: data,
            STACK_LOKI_HOST: '127.0.0.1',
            STACK_LOKI_ADDRESS: '127.0.0.1',
            STACK_LOKI_PORT: String(http[index]),
            STACK_LOKI_GRPC_PORT: String(grpc[index]),
            STACK_LOKI_GOSSIP_PORT: String(gossip[index]),
            STACK_LOKI_MEMBERS: `127.0.0.1:${gossip[2]}`,
            STACK_LOKI_BACKEND: `http://127.0.0.1:${http[2]}`,
            STACK_LOKI_REPLICAS: '1',
            STACK_LOKI_STORE: 'filesystem',
            STACK_LOKI_FOLDER: join(shared, 'loki'),
            STACK_LOKI_TENANTS: 'false',
          }),
          ready: `http://127.0.0.1:${http[index]}/ready`,
        }),
      ),
    );
    running.push(...started);
    return { write: http[0]!, read: http[1]!, backend: http[2]! };
  }

  /** One that takes and hands on, and one that stands for the store behind it, which takes the same protocol. */
  async function startPrometheis(): Promise<{ agent: number; store: number }> {
    const [agent, behind] = (await freePorts(2)) as [number, number];
    for (const part of [
      'scale-out/prometheus.yaml',
      'single-node/servers.yaml',
      'single-node/targets',
    ])
      cpSync(join(folder, part), join(shared, part), { recursive: true });
    const file = join(shared, 'scale-out/prometheus.yaml');
    const text = readFileSync(file, 'utf8');
    const receiver = `http://127.0.0.1:${behind}/api/v1/write`;
    writeFileSync(file, text.replace('http://mimir:8080/api/v1/push', receiver));
    writeFileSync(join(shared, 'store.yaml'), 'global: {}\n');
    const common = { program: 'prometheus', folder: shared } as const;
    running.push(
      await startProgram({
        ...common,
        words: (data) => [
          '--config.file=store.yaml',
          `--storage.tsdb.path=${data}`,
          `--web.listen-address=127.0.0.1:${behind}`,
          '--web.enable-remote-write-receiver',
          '--enable-feature=exemplar-storage',
        ],
        ready: `http://127.0.0.1:${behind}/-/ready`,
      }),
      await startProgram({
        ...common,
        words: (data) => [
          '--agent',
          '--config.file=scale-out/prometheus.yaml',
          `--storage.agent.path=${data}`,
          `--web.listen-address=127.0.0.1:${agent}`,
          '--web.enable-otlp-receiver',
          '--enable-feature=exemplar-storage,otlp-deltatocumulative',
        ],
        ready: `http://127.0.0.1:${agent}/-/ready`,
      }),
    );
    return { agent, store: behind };
  }

  beforeAll(async () => {
    shared = mkdtempSync(join(tmpdir(), 'spanwise-stores-'));
    const [opened, loki, prometheus] = await Promise.all([
      startOpenSearch(),
      startLokis(),
      startPrometheis(),
    ]);
    node = opened;
    running.push(node);
    const [first, second] = (await startJaegers()) as [
      Record<string, string>,
      Record<string, string>,
    ];
    jaegers = [first, second].map(
      (own) => `http://127.0.0.1:${own['STACK_JAEGER_QUERY_PORT']}/api`,
    );
    lokis = {
      write: `http://127.0.0.1:${loki.write}`,
      read: `http://127.0.0.1:${loki.read}`,
      backend: `http://127.0.0.1:${loki.backend}`,
    };
    store = `http://127.0.0.1:${prometheus.store}/api/v1`;
    const collector = await startCollector(
      ['single-node/collector.yaml', 'single-node/dialects.yaml'],
      {
        STACK_JAEGER_OTLP_PORT: first['STACK_JAEGER_OTLP_PORT']!,
        STACK_LOKI_PORT: String(loki.write),
        STACK_PROMETHEUS_PORT: String(prometheus.agent),
      },
    );
    running.push(collector);
    await runDemo(`http://${collector.grpc}`);
  });
  afterAll(async () => {
    for (const one of running.toReversed()) await one.stop('SIGKILL');
    if (shared) rmSync(shared, { recursive: true, force: true });
  });

  const tracesOf = async (jaeger: string): Promise<readonly JaegerTrace[]> => {
    const query = { service: 'support-desk', operation: ROOT, lookback: '1h', limit: 1000 };
    return (await ask(`${jaeger}/traces`, query)).data;
  };

  it('keep every trace in OpenSearch, whole, and another Jaeger reads them', async () => {
    const [first, second] = jaegers as [string, string];
    const isWhole = ({ spans }: JaegerTrace): boolean => {
      const ids = new Set(spans.map(({ spanID }) => spanID));
      return spans.every(({ references }) => references.every(({ spanID }) => ids.has(spanID)));
    };
    const written = await vi.waitUntil(async () => {
      const traces = await tracesOf(first);
      return traces.length === questionCount && traces.every(isWhole) ? traces : undefined;
    }, PATIENCE);
    const idsOf = (traces: readonly JaegerTrace[]): string[] =>
      traces.map(({ traceID }) => traceID).toSorted();
    expect(idsOf(await tracesOf(second))).toEqual(idsOf(written));
    const indices = await fetch(`${node.address}/_cat/indices/spanwise-jaeger-span-*?h=docs.count`);
    expect(Number((await indices.text()).trim())).toBeGreaterThan(questionCount);
  });

  it('take log records at one part of Loki, and give them back at another', async () => {
    const query = { query: '{service_name="support-desk"}', since: '1h', limit: 1000 };
    const { result } = (
      await vi.waitUntil(async () => {
        const reply = await ask(`${lokis.read}/loki/api/v1/query_range`, query);
        return reply.data.result.length > 0 ? reply : undefined;
      }, PATIENCE)
    ).data;
    expect(result[0].stream.trace_id).toMatch(/^[0-9a-f]{32}$/);
    const refused = await fetch(`${lokis.write}/loki/api/v1/query_range?query={a="b"}`);
    expect(refused.status).toBe(404);
    expect((await fetch(`${lokis.backend}/ready`)).status).toBe(200);
  });

  it('are handed every metric, with its exemplars', async () => {
    const metrics = 'gen_ai_client_inference_duration_seconds_count{job="support-desk"}';
    await vi.waitUntil(async () => {
      const { data } = await ask(`${store}/query`, { query: `sum(${metrics})` });
      return Number(data.result[0]?.value[1]) > 0;
    }, PATIENCE);
    const now = Date.now() / 1000;
    const { data } = await vi.waitUntil(async () => {
      const reply = await ask(`${store}/query_exemplars`, {
        query: 'traces_span_metrics_duration_seconds_bucket',
        start: now - 600,
        end: now + 60,
      });
      return reply.data.length > 0 ? reply : undefined;
    }, PATIENCE);
    const traces = new Set((await tracesOf(jaegers[1]!)).map(({ traceID }) => traceID));
    const examples = data.flatMap(
      ({ exemplars }: { exemplars: { labels: { trace_id: string } }[] }) =>
        exemplars.map(({ labels }) => labels.trace_id),
    );
    expect(examples.some((id: string) => traces.has(id))).toBe(true);
  });
});
