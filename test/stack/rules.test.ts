/** Every alert fires when it should, and when it should not, none does: on the rules as they are shipped, by `promtool`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { printRules, shippedMinutes } from '../../dashboards/src/print-rules.ts';
import { alertingRules, LATE_SECONDS, TENANT_BUDGET } from '../../dashboards/src/rules.ts';
import { printLayerRules } from '../../dashboards/src/servers/print-servers.ts';
import { missingPrograms, pathOf } from './binaries.ts';

/** Series and their values, one a minute, as `promtool` writes them: `0+5x60` begins at 0 and grows by 5, sixty times. */
type Series = Readonly<Record<string, string>>;

interface Case {
  /** What is tested, as a sentence. */
  readonly name: string;
  readonly series: Series;
  /** Servers say it: their rules read it first. */
  readonly ofServers?: boolean;
  readonly afterMinutes: number;
  /** All alerts that fire then. */
  readonly firing: readonly string[];
}

const call = 'job="desk",gen_ai_provider_name="openai",gen_ai_request_model="gpt-4o-mini"';
const calls = `gen_ai_client_inference_duration_seconds_count{${call}}`;
const failures = `gen_ai_client_inference_duration_seconds_count{${call},error_type="500"}`;
const chunks = `gen_ai_client_inference_time_to_first_chunk_seconds_count{${call}}`;
const soon = `gen_ai_client_inference_time_to_first_chunk_seconds_bucket{${call},le="${LATE_SECONDS}"}`;
const tokens = 'gen_ai_client_inference_operation_input_tokens';
const cost = `spanwise_client_cost_total{${call},spanwise_cost_currency="USD"}`;
const store = 'job="desk",db_system_name="qdrant",db_collection_name="help"';
const searches = `db_client_operation_duration_seconds_count{${store},spanwise_vector_operation="search"}`;
const emptySearches = `spanwise_vector_search_empty_results_total{${store}}`;
const tenantCost = (tenant: string): string =>
  `spanwise_client_cost_total{job="desk",spanwise_tenant_id="${tenant}",spanwise_cost_currency="USD"}`;
const scores = (name: string): string =>
  `spanwise_evaluation_score_${name}{job="desk",gen_ai_evaluation_name="groundedness"}`;
const steps = (le: string): string =>
  `gen_ai_invoke_agent_inference_calls_bucket{job="desk",gen_ai_agent_name="support",le="${le}"}`;
const running: Series = { 'otelcol_process_uptime_seconds_total{job="otelcol"}': '0+60x900' };
const queue = (size: number): Series => ({
  'otelcol_exporter_queue_size{job="otelcol",exporter="otlp_grpc/jaeger",data_type="traces"}': `${size}x30`,
  'otelcol_exporter_queue_capacity{job="otelcol",exporter="otlp_grpc/jaeger",data_type="traces"}':
    '100x30',
});
const limits = (remaining: number): Series => ({
  [`spanwise_rate_limit_remaining{${call},spanwise_rate_limit_kind="requests"}`]: `${remaining}x30`,
  [`spanwise_rate_limit_limit{${call},spanwise_rate_limit_kind="requests"}`]: '100x30',
});

/** A model server as it is scraped. */
function modelServer(
  engine: string,
  names: Readonly<Record<'cache' | 'waiting', string>>,
  cache: number,
  waiting: string,
): Series {
  const labels = `job="${engine}",instance="a:8000",model_name="m"`;
  return {
    [`${engine}:${names.cache}{${labels}}`]: `${cache}x60`,
    [`${engine}:${names.waiting}{${labels}}`]: waiting,
  };
}

const CASES: readonly Case[] = [
  {
    name: 'a quiet service',
    series: {
      [calls]: '0+100x420',
      [chunks]: '0+100x420',
      [soon]: '0+100x420',
      [`${tokens}_sum{${call}}`]: '0+20000x420',
      [`${tokens}_count{${call}}`]: '0+100x420',
      [cost]: '0+0.05x420',
      [steps('4')]: '0+10x420',
      [steps('+Inf')]: '0+10x420',
      ...queue(10),
      ...limits(50),
    },
    afterMinutes: 420,
    firing: [],
  },
  {
    name: 'one call in five fails',
    series: { [calls]: '0+80x120', [failures]: '0+20x120' },
    afterMinutes: 70,
    firing: ['SpanwiseCallsFailFast', 'SpanwiseCallsFailSlow'],
  },
  {
    name: 'eight calls of a hundred fail, for hours',
    series: { [calls]: '0+92x420', [failures]: '0+8x420' },
    afterMinutes: 400,
    firing: ['SpanwiseCallsFailSlow'],
  },
  {
    name: 'five calls of a hundred fail, for hours',
    series: { [calls]: '0+95x420', [failures]: '0+5x420' },
    afterMinutes: 400,
    firing: [],
  },
  {
    name: 'one call in five failed, until half an hour ago',
    series: { [calls]: '0+80x60 4800+100x60', [failures]: '0+20x60 1200+0x60' },
    afterMinutes: 100,
    firing: [],
  },
  {
    name: 'one answer in five begins late',
    series: { [chunks]: '0+100x120', [soon]: '0+80x120' },
    afterMinutes: 70,
    firing: ['SpanwiseAnswersLateFast', 'SpanwiseAnswersLateSlow'],
  },
  {
    name: 'eight answers of a hundred begin late, for hours',
    series: { [chunks]: '0+100x420', [soon]: '0+92x420' },
    afterMinutes: 400,
    firing: ['SpanwiseAnswersLateSlow'],
  },
  {
    name: 'a provider fails most of its calls',
    series: { [calls]: '0+10x10', [failures]: '0+50x10' },
    afterMinutes: 9,
    firing: ['SpanwiseCallsFailFast', 'SpanwiseProviderDown'],
  },
  {
    name: 'the only call of an hour fails',
    series: { [calls]: '0x10', [failures]: '0 1x9' },
    afterMinutes: 5,
    firing: [],
  },
  {
    name: 'one attempt for five calls is turned away',
    series: {
      [calls]: '0+50x40',
      [`spanwise_client_rejected_attempts_total{${call},http_response_status_code="429"}`]:
        '0+10x40',
    },
    afterMinutes: 35,
    firing: ['SpanwiseThrottled'],
  },
  {
    name: 'one attempt for fifty calls is turned away',
    series: {
      [calls]: '0+50x40',
      [`spanwise_client_rejected_attempts_total{${call},http_response_status_code="429"}`]:
        '0+1x40',
    },
    afterMinutes: 35,
    firing: [],
  },
  {
    name: 'little is left of a limit',
    series: limits(5),
    afterMinutes: 20,
    firing: ['SpanwiseLimitNearlyUsed'],
  },
  {
    name: 'the cost of an hour is ten times what it was',
    series: { [cost]: '0+0.05x720 36+0.5x120' },
    afterMinutes: 800,
    firing: ['SpanwiseCostJumps'],
  },
  {
    name: 'the cost of an hour is twice what it was',
    series: { [cost]: '0+0.05x720 36+0.1x120' },
    afterMinutes: 800,
    firing: [],
  },
  {
    name: 'a cost that hardly anybody sees is ten times what it was',
    series: { [cost]: '0+0.0005x720 0.36+0.005x120' },
    afterMinutes: 800,
    firing: [],
  },
  {
    name: 'prompts are three times as long as they were',
    series: {
      [`${tokens}_sum{${call}}`]: '0+20000x720 14400000+60000x120',
      [`${tokens}_count{${call}}`]: '0+100x840',
    },
    afterMinutes: 820,
    firing: ['SpanwisePromptsGrow'],
  },
  {
    name: 'prompts are half as long again as they were',
    series: {
      [`${tokens}_sum{${call}}`]: '0+20000x720 14400000+30000x120',
      [`${tokens}_count{${call}}`]: '0+100x840',
    },
    afterMinutes: 820,
    firing: [],
  },
  {
    name: 'answers are judged a third worse than the day before',
    series: { [scores('sum')]: '0+0.9x720 648+0.6x120', [scores('count')]: '0+1x840' },
    afterMinutes: 820,
    firing: ['SpanwiseAnswersGetWorse'],
  },
  {
    name: 'answers are judged a tenth worse than the day before',
    series: { [scores('sum')]: '0+0.9x720 648+0.8x120', [scores('count')]: '0+1x840' },
    afterMinutes: 820,
    firing: [],
  },
  {
    name: 'the few answers of an hour that are judged are bad',
    series: {
      [scores('sum')]: '0+0.9x720 648x30 648.1x90',
      [scores('count')]: '0+1x720 720x30 721x90',
    },
    afterMinutes: 815,
    firing: [],
  },
  {
    name: 'runs of an agent need more than sixteen calls',
    series: {
      [steps('16')]: '0+90x60',
      [steps('32')]: '0+100x60',
      [steps('+Inf')]: '0+100x60',
    },
    afterMinutes: 40,
    firing: ['SpanwiseAgentLoops'],
  },
  {
    name: 'a service falls silent',
    series: { [calls]: '0+10x60 600x60' },
    afterMinutes: 95,
    firing: ['SpanwiseFallsSilent'],
  },
  {
    name: 'a service drops telemetry',
    series: {
      'spanwise_telemetry_dropped_total{job="desk",spanwise_telemetry_reason="queue full"}':
        '0+5x40',
    },
    afterMinutes: 30,
    firing: ['SpanwiseTelemetryDropped'],
  },
  {
    name: 'a service dropped something an hour ago',
    series: {
      'spanwise_telemetry_dropped_total{job="desk",spanwise_telemetry_reason="queue full"}':
        '0+5x10 50x60',
    },
    afterMinutes: 70,
    firing: [],
  },
  {
    name: 'something fails inside',
    series: {
      'spanwise_internal_failures_total{job="desk",spanwise_failure_kind="reading a reply"}':
        '0 0 1x20',
    },
    afterMinutes: 10,
    firing: ['SpanwiseFailsInside'],
  },
  {
    name: 'a store refuses log records',
    series: {
      'otelcol_exporter_send_failed_log_records_total{job="otelcol",exporter="otlp_http/loki"}':
        '0+10x30',
    },
    afterMinutes: 20,
    firing: ['SpanwiseCollectorLoses'],
  },
  {
    name: 'the queue of a store is full',
    series: {
      ...queue(100),
      'otelcol_exporter_enqueue_failed_spans_total{job="otelcol",exporter="otlp_grpc/jaeger"}':
        '0+10x30',
    },
    afterMinutes: 20,
    firing: ['SpanwiseCollectorLoses', 'SpanwiseCollectorQueueFills'],
  },
  {
    name: 'the Collector is at its memory limit',
    series: {
      'otelcol_receiver_refused_spans_total{job="otelcol",receiver="otlp"}': '0+10x30',
    },
    afterMinutes: 25,
    firing: ['SpanwiseCollectorRefuses'],
  },
  {
    name: 'the Collector is gone',
    series: {
      [calls]: '0+10x30',
      'otelcol_process_uptime_seconds_total{job="otelcol"}': '0+60x5 stale',
    },
    afterMinutes: 25,
    firing: ['SpanwiseCollectorDown'],
  },
  {
    name: 'a tenant costs more than its budget, another less, a third has none',
    series: {
      [`${TENANT_BUDGET}{spanwise_tenant_id="a",spanwise_cost_currency="USD"}`]: '10x420',
      [`${TENANT_BUDGET}{spanwise_tenant_id="b",spanwise_cost_currency="USD"}`]: '10x420',
      [tenantCost('a')]: '0+0.05x420',
      [tenantCost('b')]: '0+0.02x420',
      [tenantCost('c')]: '0+0.05x420',
    },
    afterMinutes: 400,
    firing: ['SpanwiseTenantOverBudget'],
  },
  {
    name: 'one search in three finds nothing',
    series: { [searches]: '0+30x60', [emptySearches]: '0+10x60' },
    afterMinutes: 55,
    firing: ['SpanwiseSearchesFindNothing'],
  },
  {
    name: 'one search in ten finds nothing',
    series: { [searches]: '0+30x60', [emptySearches]: '0+3x60' },
    afterMinutes: 55,
    firing: [],
  },
  {
    name: 'a search for a tenant is not limited to it',
    series: {
      [`spanwise_tenant_unscoped_calls_total{${store},spanwise_vector_operation="search"}`]:
        '0x10 1x50',
    },
    afterMinutes: 15,
    firing: ['SpanwiseSearchUnscoped'],
  },
  {
    name: 'the first search of a process is not limited to its tenant',
    series: {
      [`spanwise_tenant_unscoped_calls_total{${store},spanwise_vector_operation="search"}`]:
        '_x10 1x50',
    },
    afterMinutes: 15,
    firing: ['SpanwiseSearchUnscoped'],
  },
  {
    name: 'a search was not limited to its tenant an hour ago',
    series: {
      [`spanwise_tenant_unscoped_calls_total{${store},spanwise_vector_operation="search"}`]:
        '_x5 1x70',
    },
    afterMinutes: 70,
    firing: [],
  },
  {
    name: 'the KV cache of a vLLM is full, and requests wait',
    ofServers: true,
    series: modelServer(
      'vllm',
      { cache: 'kv_cache_usage_perc', waiting: 'num_requests_waiting' },
      0.97,
      '0 5 5 0x60',
    ),
    afterMinutes: 3,
    firing: [],
  },
  {
    name: 'the KV cache of a vLLM stays full, and requests wait now and then',
    ofServers: true,
    series: modelServer(
      'vllm',
      { cache: 'kv_cache_usage_perc', waiting: 'num_requests_waiting' },
      0.97,
      '0 5x8 0 5x8',
    ),
    afterMinutes: 8,
    firing: ['SpanwiseKvCacheFull'],
  },
  {
    name: 'the KV cache of an SGLang is full, and nobody waits',
    ofServers: true,
    series: modelServer(
      'sglang',
      { cache: 'token_usage', waiting: 'num_queue_reqs' },
      0.97,
      '0x60',
    ),
    afterMinutes: 30,
    firing: [],
  },
  {
    name: 'requests wait at an SGLang all the time',
    ofServers: true,
    series: modelServer('sglang', { cache: 'token_usage', waiting: 'num_queue_reqs' }, 0.5, '3x60'),
    afterMinutes: 30,
    firing: ['SpanwiseRequestsQueue'],
  },
];

const isMissing = missingPrograms().includes('promtool');

describe.skipIf(isMissing)(
  `the rules${isMissing ? ' (skipped: promtool is not built)' : ''}`,
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'spanwise-rules-'));
      writeFileSync(join(folder, 'rules.yaml'), printRules());
      writeFileSync(join(folder, 'servers.yaml'), printLayerRules('1m'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const promtool = (args: readonly string[]): { status: number | null; said: string } => {
      const { status, stdout, stderr } = spawnSync(pathOf('promtool'), args, {
        cwd: folder,
        encoding: 'utf8',
      });
      return { status, said: `${stdout}${stderr}` };
    };

    it('are valid, without a remark of the linter', () => {
      const { status, said } = promtool([
        'check',
        'rules',
        '--lint=all',
        '--lint-fatal',
        'rules.yaml',
        'servers.yaml',
      ]);
      expect({ status, said }).toMatchObject({
        status: 0,
        said: expect.stringContaining('SUCCESS'),
      });
    });

    it.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => {
      const { series, ofServers = false, afterMinutes, firing } = one;
      const test = {
        rule_files: ['rules.yaml', ...(ofServers ? ['servers.yaml'] : [])],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: Object.entries({ ...running, ...series }).map(([name, values]) => ({
              series: name,
              values,
            })),
            promql_expr_test: [
              {
                expr: 'count by (alertname) (ALERTS{alertstate="firing"}) > bool 0',
                eval_time: `${afterMinutes}m`,
                exp_samples: firing.map((alert) => ({
                  labels: `{alertname="${alert}"}`,
                  value: 1,
                })),
              },
            ],
          },
        ],
      };
      writeFileSync(join(folder, 'test.yaml'), stringify(test));
      const { status, said } = promtool(['test', 'rules', 'test.yaml']);
      expect(status === 0 ? '' : said).toBe('');
    });

    it('each fire in a case', () => {
      const fired = new Set(CASES.flatMap(({ firing }) => firing));
      const alerts = alertingRules(shippedMinutes).map(({ alert }) => alert);
      expect(alerts.filter((alert) => !fired.has(alert))).toEqual([]);
    });
  },
);
