/** The single node, run for real: the demo sends to it, and everything is found again in its store. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as semconv from '@spanwise/semconv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BoardPanel } from '../../dashboards/src/board.ts';
import { boards } from '../../dashboards/src/boards.ts';
import { fillIn } from '../../dashboards/src/fill-in.ts';
import { seriesOf } from '../../dashboards/src/series.ts';
import { missingPrograms, pathOf } from './binaries.ts';
import { runDemo } from './demo.ts';
import { SINGLE_NODE, startStack, type JaegerTrace, type Stack } from './stack.ts';

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 60_000, interval: 250 };

/** Metrics that the demo records, whatever its answers are. */
const METRICS: readonly semconv.MetricName[] = [
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS,
  semconv.METRIC_GEN_AI_CLIENT_OPERATION_DURATION,
  semconv.METRIC_GEN_AI_EXECUTE_TOOL_DURATION,
  semconv.METRIC_GEN_AI_INVOKE_AGENT_DURATION,
  semconv.METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS,
  semconv.METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS,
  semconv.METRIC_SPANWISE_CLIENT_COST,
  semconv.METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS,
];
const OLDER = 'older/support-desk';

const boardQueries = boards.flatMap(({ uid, rows }) =>
  rows
    .flatMap((row) => row.panels)
    .flatMap((panel) =>
      panel.queries.map(
        ({ expression, legend }) =>
          [`${uid}: ${panel.title}${legend ? `, ${legend}` : ''}`, panel, expression] as const,
      ),
    ),
);

/** Why a query gives nothing in this run. */
const EMPTY: readonly (readonly [query: RegExp, reason: string, job?: string])[] = [];

function emptyHere(name: string, job: string): string | undefined {
  return EMPTY.find(
    ([query, , only]) => query.test(name) && (only === undefined || only === job),
  )?.[1];
}

describe.skipIf(missing.length > 0)(`the single node${skipped}`, () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await runDemo(stack.otlp);
    await runDemo(stack.otlp, {
      SPANWISE_SEMCONV: '1.41',
      OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=older',
    });
  });
  afterAll(async () => {
    await stack?.stop();
  });

  /** A trace of one conversation, found as a person would: by service, tenant and conversation. */
  function traceOf(conversation: string): Promise<JaegerTrace> {
    return vi.waitUntil(async () => {
      const [trace] = await stack.jaeger('traces', {
        service: 'support-desk',
        tags: JSON.stringify({
          [semconv.ATTR_SPANWISE_TENANT_ID]: 'outdoor',
          [semconv.ATTR_GEN_AI_CONVERSATION_ID]: conversation,
        }),
        lookback: '1h',
        limit: 1,
      });
      return trace;
    }, PATIENCE);
  }

  it('finds a whole trace in Jaeger, by tenant and conversation', async () => {
    const { spans } = await traceOf('c-1');
    const ids = new Set(spans.map(({ spanID }) => spanID));
    const roots = spans.filter(({ references }) => references.length === 0);
    expect(roots.map(({ operationName }) => operationName)).toEqual([
      'POST /conversations/:id/messages',
    ]);
    expect(
      spans.flatMap(({ references }) => references).every(({ spanID }) => ids.has(spanID)),
    ).toBe(true);
    expect(spans.map(({ operationName }) => operationName)).toEqual(
      expect.arrayContaining([
        'invoke_agent support',
        'chat gpt-4o-mini',
        'execute_tool search_knowledge',
        'retrieval help-articles',
        'embeddings text-embedding-3-small',
      ]),
    );
  });

  it.each(METRICS.map((metric) => [metric, seriesOf(semconv.METRICS[metric])]))(
    'finds %s in Prometheus as %s',
    async (metric, series) => {
      const isHistogram = semconv.METRICS[metric].instrument === 'histogram';
      const [sum] = await vi.waitUntil(async () => {
        const { result } = await stack.prometheus('query', {
          query: `sum({__name__="${series}${isHistogram ? '_count' : ''}",job="support-desk"})`,
        });
        return result.length > 0 ? result : undefined;
      }, PATIENCE);
      expect(Number(sum?.value?.[1])).toBeGreaterThan(0);
    },
  );

  it('finds the older names, of a service that emits them', async () => {
    const { tokenUsage, metrics } = semconv.NAME_SETS['1.41'];
    const duration = {
      ...semconv.METRICS[semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION],
      name: metrics[semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION]!,
    };
    for (const metric of [tokenUsage!.metric, duration]) {
      const found = await vi.waitUntil(async () => {
        const { result } = await stack.prometheus('query', {
          query: `sum(${seriesOf(metric)}_count{job="${OLDER}"})`,
        });
        return result.length > 0 ? result : undefined;
      }, PATIENCE);
      expect(Number(found[0]?.value?.[1])).toBeGreaterThan(0);
    }
  });

  it('leads from a trace to its log records in Loki', async () => {
    const { traceID } = await traceOf('c-1');
    const streams = await vi.waitUntil(async () => {
      const found = await stack.loki({
        query: `{service_name="support-desk"} | trace_id = "${traceID}"`,
        since: '1h',
      });
      return found.length > 0 ? found : undefined;
    }, PATIENCE);
    expect(streams[0]?.stream).toMatchObject({ service_name: 'support-desk', trace_id: traceID });
  });

  it('leads from a point of a metric to its trace in Jaeger', async () => {
    const example = await vi.waitUntil(async () => {
      const now = Date.now() / 1000;
      const { exemplars } = await stack.prometheus('query_exemplars', {
        query: 'traces_span_metrics_duration_seconds_bucket{gen_ai_operation_name="chat"}',
        start: now - 600,
        end: now + 60,
      });
      return exemplars[0];
    }, PATIENCE);
    const [trace] = await vi.waitUntil(
      () => stack.jaeger(`traces/${example['trace_id']}`),
      PATIENCE,
    );
    expect(trace?.spans.map(({ spanID }) => spanID)).toContain(example['span_id']);
  });

  describe.each(['support-desk', OLDER])('the boards, of %s', (job) => {
    it.each(boardQueries)('%s', async (name, panel, expression) => {
      const reason = emptyHere(name, job);
      const ask = (): Promise<number> => rowsOf(panel, expression, job);
      const rows = reason === undefined ? await vi.waitUntil(ask, PATIENCE) : await ask();
      console.log(`${panel.store ?? 'prometheus'} | ${job} | ${name} | ${rows} | ${reason ?? ''}`);
      // A reason that does not hold any more has to go, too.
      expect(rows > 0).toBe(reason === undefined);
    });
  });

  /** How many series or streams a query gives, with the variables of a board filled in. */
  async function rowsOf(panel: BoardPanel, expression: string, job: string): Promise<number> {
    const now = Date.now() / 1000;
    const query = fillIn(expression, {
      job,
      service: job.split('/').at(-1)!,
      __range: '10m',
      __rate_interval: '1m',
    });
    if (panel.store === 'loki') return (await stack.loki({ query, since: '1h' })).length;
    const { result } =
      panel.kind === 'table'
        ? await stack.prometheus('query', { query, time: now })
        : await stack.prometheus('query_range', { query, start: now - 600, end: now, step: 5 });
    return result.filter(({ value, values = value ? [value] : [] }) =>
      values.some(([, text]) => text !== 'NaN'),
    ).length;
  }

  it('takes what the Collector says of itself', async () => {
    const accepted = await vi.waitUntil(async () => {
      const { result } = await stack.prometheus('query', {
        query: 'sum(otelcol_receiver_accepted_spans_total{job="otelcol"})',
      });
      return result[0]?.value?.[1];
    }, PATIENCE);
    expect(Number(accepted)).toBeGreaterThan(0);
  });

  it('starts without a warning of a server about its configuration', () => {
    const warnings = readdirSync(stack.logs)
      .filter((file) => file.endsWith('.log'))
      .flatMap((file) =>
        readFileSync(join(stack.logs, file), 'utf8')
          .split('\n')
          .filter((line) => /deprecat|legacy service|unknown field|not exist/i.test(line))
          .map((line) => `${file}: ${line}`),
      );
    expect(warnings).toEqual([]);
  });
});

describe.skipIf(missing.includes('otelcol'))(
  `the Collector's configurations${missing.includes('otelcol') ? ' (skipped: the Collector is not built)' : ''}`,
  () => {
    it.each([[['collector.yaml']], [['collector.yaml', 'collector-open.yaml']]])(
      'are valid: %s',
      (files) => {
        const { status, stderr } = spawnSync(
          pathOf('otelcol'),
          ['validate', ...files.map((file) => `--config=${file}`)],
          {
            cwd: SINGLE_NODE,
            encoding: 'utf8',
            env: {
              ...process.env,
              STACK_COLLECTOR_TOKEN_FILE: 'token',
              STACK_COLLECTOR_CERT_FILE: 'cert.pem',
              STACK_COLLECTOR_KEY_FILE: 'key.pem',
            },
          },
        );
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      },
    );
  },
);
