/** The single node, run for real: the demo sends to it, and everything is found again in its store. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as semconv from '@spanwise/semconv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BoardPanel } from '../../dashboards/src/board.ts';
import { boards } from '../../dashboards/src/boards.ts';
import { fillIn } from '../../dashboards/src/fill-in.ts';
import { shippedMinutes } from '../../dashboards/src/print-rules.ts';
import { alertingRules, recordingRules } from '../../dashboards/src/rules.ts';
import { layerRules } from '../../dashboards/src/servers/print-servers.ts';
import { seriesOf } from '../../dashboards/src/series.ts';
import { missingPrograms, pathOf } from './binaries.ts';
import { runDemo } from './demo.ts';
import { SINGLE_NODE, startStack, type JaegerTrace, type Stack } from './stack.ts';

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 60_000, interval: 250 };
/** Everything has arrived: what is missing now is missing. */
const BRIEFLY = { timeout: 5_000, interval: 250 };

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

/** What servers warn of although nothing is wrong. */
const HARMLESS = [
  // Jaeger is built without its pages.
  'ui assets not embedded',
  // Loki asks its ring before anything has joined it.
  'empty ring',
];

/** Rows of tables that lead to Jaeger. */
const rowLinks = boards
  .flatMap(({ rows }) => rows)
  .flatMap(({ panels }) => panels)
  .filter(({ kind }) => kind === 'table')
  .flatMap(({ title, queries, links = [] }) =>
    links
      .filter(({ url }) => url.startsWith('/explore'))
      .map(({ url }) => [title, queries[0]!.expression, url] as const),
  );

/** Why a query gives nothing in this run. */
const EMPTY: readonly (readonly [query: RegExp, reason: string, job?: string])[] = [
  [
    /Failures by kind/,
    'no call of a model fails in the demo: its failures are tools, and attempts that are sent again',
  ],
  [/\(workflow\)/, 'the workflow runs once, before the first export: there is no rate of it'],
  [/: Between chunks/, 'the option is off'],
  [/: What is left of the limits/, 'the scripted provider says nothing of its limits'],
  [/a week ago \{\{/, 'the stores are a minute old'],
  [/: Models without a price/, 'the price table knows all models of the demo'],
  [/: Output tokens spent on reasoning/, 'no model of the demo reasons'],
  [/: Input tokens from the cache/, 'the older set has no such metric', OLDER],
  [/spanwise-health: (Not recorded|Failures inside)/, 'nothing is dropped, and nothing fails'],
  [/spanwise-health: Metrics over their limit/, 'no metric is over its limit'],
  [/spanwise-health: Lost on the way/, 'nothing is lost'],
  [/spanwise-(?:inference|stores): /, 'no server is scraped here: servers.test.ts asks these'],
  [
    /spanwise-retrieval: (Searches|Retrievals) that found nothing/,
    'every search of the demo finds something',
  ],
  [/spanwise-retrieval: Similarity of/, 'the cache of the demo is exact'],
  [/spanwise-retrieval: Output tokens that/, 'the cache of the demo holds vectors'],
  [
    /spanwise-retrieval: Records written at once/,
    'the demo writes its articles before it sends telemetry',
  ],
  [/spanwise-conversations: Conversations with failures/, 'no call of a model fails in the demo'],
];

function emptyHere(name: string, job: string): string | undefined {
  return EMPTY.find(
    ([query, , only]) => query.test(name) && (only === undefined || only === job),
  )?.[1];
}

describe.skipIf(missing.length > 0)(`the single node${skipped}`, () => {
  let stack: Stack;
  const table: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    await runDemo(stack.otlp);
    await runDemo(stack.otlp, {
      SPANWISE_SEMCONV: '1.41',
      OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=older',
    });
  });
  afterAll(async () => {
    console.log(['store | service | query | rows | why none', ...table].join('\n'));
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

  it.each(METRICS.map((metric) => [metric, seriesOf(semconv.allMetrics()[metric])]))(
    'finds %s in Prometheus as %s',
    async (metric, series) => {
      const isHistogram = semconv.allMetrics()[metric].instrument === 'histogram';
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
      ...semconv.CALL_METRICS[semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION],
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
      const rows = reason === undefined ? await vi.waitUntil(ask, BRIEFLY) : await ask();
      table.push(`${panel.store ?? 'prometheus'} | ${job} | ${name} | ${rows} | ${reason ?? ''}`);
      // A reason that does not hold any more has to go, too.
      expect(rows > 0).toBe(reason === undefined);
    });
  });

  /** How many series or streams a query gives, with the variables of a board filled in. */
  async function rowsOf(panel: BoardPanel, expression: string, job: string): Promise<number> {
    const now = Date.now() / 1000;
    const query = fillIn(expression, {
      job,
      conversation: 'c-1',
      service: job.split('/').at(-1)!,
      __auto: '1m',
      __range: '10m',
      __rate_interval: '1m',
    });
    if (panel.store === 'loki') return (await stack.loki({ query, since: '1h', step: 5 })).length;
    const { result } =
      panel.kind === 'table'
        ? await stack.prometheus('query', { query, time: now })
        : await stack.prometheus('query_range', { query, start: now - 600, end: now, step: 5 });
    return result.filter(({ value, values = value ? [value] : [] }) =>
      values.some(([, text]) => text !== 'NaN'),
    ).length;
  }

  it('evaluates every rule as it is shipped, without an error', async () => {
    const rules = await vi.waitUntil(async () => {
      const loaded = await stack.rules();
      return loaded.every(({ health }) => health !== 'unknown') ? loaded : undefined;
    }, PATIENCE);
    const shipped = [
      ...recordingRules(shippedMinutes).map(({ record }) => record),
      ...alertingRules(shippedMinutes).map(({ alert }) => alert),
      ...layerRules.map(({ record }) => record),
    ];
    expect(rules.map(({ name }) => name).toSorted()).toEqual(shipped.toSorted());
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  it.each(recordingRules(shippedMinutes).map(({ record }) => record))(
    'records %s of both services',
    async (record) => {
      const jobs = await vi.waitUntil(async () => {
        const { result } = await stack.prometheus('query', { query: `count by (job) (${record})` });
        return result.length === 2 ? result.map(({ metric }) => metric['job']) : undefined;
      }, PATIENCE);
      expect(new Set(jobs)).toEqual(new Set([OLDER, 'support-desk']));
    },
  );

  it.each(rowLinks)('leads from a row to traces: %s', async (_name, expression, url) => {
    const query = fillIn(expression, { job: 'support-desk', __range: '10m' });
    const { metric } = await vi.waitUntil(async () => {
      const { result } = await stack.prometheus('query', { query });
      return result[0];
    }, PATIENCE);
    // As Grafana does it: the fields of the row are filled in, and Explore asks Jaeger.
    const filled = url.replaceAll(
      /\$\{__data\.fields\.(\w+)\}/g,
      (_found, field: string) => metric[field] ?? '',
    );
    const panes = new URL(filled, 'http://grafana.test').searchParams.get('panes')!;
    const [search] = JSON.parse(panes).a.queries;
    const tags = Object.fromEntries(search.tags.split(' ').map((tag: string) => tag.split('=')));
    const traces = await stack.jaeger('traces', {
      service: search.service,
      tags: JSON.stringify(tags),
      lookback: '1h',
      limit: search.limit,
    });
    expect(traces.length).toBeGreaterThan(0);
  });

  it('masks a key, and moves content to where Loki searches, however long it is', async () => {
    const key = `sk-${'Ab1'.repeat(12)}`;
    const traceId = randomBytes(16).toString('hex');
    const content = `${'a long message, '.repeat(12_000)}${key}`;
    const attribute = (name: string, value: string): object => ({
      key: name,
      value: { stringValue: value },
    });
    const now = `${Date.now()}000000`;
    const response = await fetch(`${stack.otlpHttp}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: [attribute('service.name', 'content')] },
            scopeLogs: [
              {
                logRecords: [
                  {
                    timeUnixNano: now,
                    observedTimeUnixNano: now,
                    traceId,
                    eventName: semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
                    attributes: [
                      attribute(semconv.ATTR_GEN_AI_OPERATION_NAME, 'chat'),
                      attribute(semconv.ATTR_GEN_AI_INPUT_MESSAGES, content),
                    ],
                  },
                ],
              },
            ],
          },
        ],
      }),
    });
    expect(response.status).toBe(200);
    const [stream] = await vi.waitUntil(async () => {
      const found = await stack.loki({
        query: `{service_name="content"} | trace_id = "${traceId}" |= "a long message"`,
        since: '1h',
      });
      return found.length > 0 ? found : undefined;
    }, PATIENCE);
    expect(stream?.stream).toMatchObject({
      event_name: semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
      gen_ai_operation_name: 'chat',
    });
    expect(stream?.stream).not.toHaveProperty('gen_ai_input_messages');
    const line = JSON.parse(stream!.values[0]![1]);
    expect(line[semconv.ATTR_GEN_AI_INPUT_MESSAGES]).toBe(content.replace(key, '****'));
  });

  it.each([
    ['malformed', '{"resourceSpans":[{]', 400],
    ['larger than 20 MiB', ' '.repeat(21 * 1024 * 1024), 400],
  ])('refuses what is %s', async (_what, body, status) => {
    const response = await fetch(`${stack.otlpHttp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(status);
  });

  it('takes what the Collector says of itself', async () => {
    const accepted = await vi.waitUntil(async () => {
      const { result } = await stack.prometheus('query', {
        query: 'sum(otelcol_receiver_accepted_spans_total{job="otelcol"})',
      });
      return result[0]?.value?.[1];
    }, PATIENCE);
    expect(Number(accepted)).toBeGreaterThan(0);
  });

  it('makes no server warn', () => {
    const warnings = readdirSync(stack.logs)
      .filter((file) => file.endsWith('.log'))
      .flatMap((file) =>
        readFileSync(join(stack.logs, file), 'utf8')
          .split('\n')
          .filter((line) => /\t(warn|error)\t|level=(warn|error)/i.test(line))
          .filter((line) => !HARMLESS.some((reason) => line.includes(reason)))
          .map((line) => `${file}: ${line}`),
      );
    expect(warnings).toEqual([]);
  });
});

describe.skipIf(missing.includes('otelcol'))(
  `the Collector's configurations${missing.includes('otelcol') ? ' (skipped: the Collector is not built)' : ''}`,
  () => {
    it.each([
      [['collector.yaml']],
      [['collector.yaml', 'dialects.yaml', 'collector-open.yaml']],
      [['collector.yaml', 'dialects.yaml', '../gateway/tenants.yaml']],
    ])('are valid: %s', (files) => {
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
    });
  },
);
