/** The board that says whether the other boards can be trusted. */
import * as semconv from '@spanwise/semconv';
import type { Board, BoardQuery } from '../board.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import {
  boardScope,
  matcherOf,
  modelVariables,
  processVariables,
  wholeScope,
} from '../variables.ts';

const REASON = labelOf(semconv.ATTR_SPANWISE_TELEMETRY_REASON);
const KIND = labelOf(semconv.ATTR_SPANWISE_FAILURE_KIND);
const PER_MODEL = [
  labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME),
  labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL),
] as const;
const needsCollector = 'The Collector of `collector/` says this of itself.';
const matchers = processVariables.map(matcherOf).join(', ');

/** How a counter of the Collector grows, a second, for each signal: its name says which one. */
function collector(counter: string, by: readonly string[], legend: string): BoardQuery[] {
  return (['spans', 'metric_points', 'log_records'] as const).map((items) => ({
    expression: measures.sum(by, `rate(${counter}_${items}_total[$__rate_interval])`),
    legend: `${legend}${items.replace('_', ' ')}`,
  }));
}

/** Telemetry health. */
export const health: Board = {
  uid: 'spanwise-health',
  title: 'Telemetry health',
  asks: 'Can these graphs be trusted?',
  variables: [...processVariables, ...modelVariables],
  rows: [
    {
      title: 'In the applications',
      panels: [
        {
          title: 'Processes that report',
          asks: 'Does every process report, and which version is it?',
          advice: 'Fewer than there should be: their logs say in one line what is wrong.',
          kind: 'table',
          unit: 'short',
          queries: [
            {
              expression: `count by (job, telemetry_sdk_language, telemetry_sdk_version) (target_info{${matchers}})`,
            },
          ],
        },
        {
          title: 'Not recorded or not sent',
          asks: 'What is missing in traces and logs?',
          advice: 'Look the reason up in the guide on troubleshooting.',
          emptyWhen: 'Nothing was dropped.',
          kind: 'stacked',
          unit: 'cps',
          queries: [
            {
              expression: measures.counterRate(
                semconv.METRIC_SPANWISE_TELEMETRY_DROPPED,
                boardScope,
                ['job', REASON],
              ),
              legend: `{{job}}: {{${REASON}}}`,
            },
          ],
        },
        {
          title: 'Failures inside Spanwise',
          asks: 'Does Spanwise itself fail somewhere?',
          advice: 'The first of each kind is a line in the log of the process: report it.',
          emptyWhen: 'Nothing failed.',
          kind: 'stacked',
          unit: 'cps',
          queries: [
            {
              expression: measures.counterRate(
                semconv.METRIC_SPANWISE_INTERNAL_FAILURES,
                boardScope,
                ['job', KIND],
              ),
              legend: `{{job}}: {{${KIND}}}`,
            },
          ],
        },
        {
          title: 'Metrics over their limit',
          asks: 'Which metrics have more combinations than are told apart?',
          advice:
            'The rest is one series: find the attribute that grows, often an address or a model.',
          emptyWhen: 'No metric is over its limit.',
          kind: 'table',
          unit: 'short',
          queries: [
            {
              expression: `count by (job, __name__) ({otel_metric_overflow="true", ${matchers}})`,
            },
          ],
        },
        {
          title: 'Series by service',
          asks: 'Who fills Prometheus?',
          advice: 'Drop a label, or tell fewer tenants apart.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: `count by (job) ({__name__=~"(gen_ai|spanwise)_.+", ${matchers}})`,
              legend: '{{job}}',
            },
          ],
        },
        {
          title: 'Calls whose price is unknown',
          asks: 'Which share of the calls is missing in the costs?',
          advice: 'See the board of costs for their models.',
          emptyWhen: 'No cost is recorded at all.',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: `1 - ${measures.ratio(
                `sum(${measures.rateOf(measures.inferences, wholeScope, PER_MODEL)} and on (${PER_MODEL.join(', ')}) ${measures.counterRate(semconv.METRIC_SPANWISE_CLIENT_COST, wholeScope, PER_MODEL)})`,
                measures.rateOf(measures.inferences, wholeScope, []),
              )}`,
              legend: 'without a price',
            },
          ],
        },
      ],
    },
    {
      title: 'In the Collector',
      panels: [
        {
          title: 'Accepted',
          asks: 'How much comes in?',
          advice: 'A signal that stops alone: its exporter in the application.',
          emptyWhen: needsCollector,
          kind: 'stacked',
          unit: 'cps',
          queries: collector('otelcol_receiver_accepted', ['transport'], '{{transport}}: '),
        },
        {
          title: 'Refused or failed',
          asks: 'Does the Collector turn senders away, or fail to read what they send?',
          advice: 'Refused: it is out of memory, and senders come again. Failed: its log says why.',
          emptyWhen: needsCollector,
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            ...collector('otelcol_receiver_refused', [], 'refused: '),
            ...collector('otelcol_receiver_failed', [], 'failed: '),
          ],
        },
        {
          title: 'Lost on the way to a store',
          asks: 'Does a store refuse what the Collector sends, or is its queue full?',
          advice:
            'The log of the Collector says with which status: too large, too old, or not allowed.',
          emptyWhen: `Nothing was lost. ${needsCollector}`,
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            ...collector('otelcol_exporter_send_failed', ['exporter'], '{{exporter}}, refused: '),
            ...collector(
              'otelcol_exporter_enqueue_failed',
              ['exporter'],
              '{{exporter}}, queue full: ',
            ),
          ],
        },
        {
          title: 'Sent',
          asks: 'Does everything that comes in go out, too?',
          advice: 'Less than accepted: a queue grows, or something failed.',
          emptyWhen: needsCollector,
          kind: 'stacked',
          unit: 'cps',
          queries: collector('otelcol_exporter_sent', ['exporter'], '{{exporter}}: '),
        },
        {
          title: 'Queues',
          asks: 'Is a store too slow, or away?',
          advice: 'A queue that fills is a store that does not answer. At 100 % things are lost.',
          emptyWhen: needsCollector,
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: measures.ratio(
                'max by (job, exporter, data_type) (otelcol_exporter_queue_size)',
                'max by (job, exporter, data_type) (otelcol_exporter_queue_capacity)',
              ),
              legend: '{{exporter}}: {{data_type}}',
            },
          ],
        },
        {
          title: 'Memory',
          asks: 'How close is the memory limit?',
          advice: 'Near the limit of the configuration it refuses: give it more, or sample.',
          emptyWhen: needsCollector,
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            {
              expression: 'max by (job, instance) (otelcol_process_memory_rss_bytes)',
              legend: '{{job}} {{instance}}',
            },
          ],
        },
        {
          title: 'Running since',
          asks: 'Did the Collector restart?',
          advice: 'A line that falls to nothing is a restart: look for why in its log.',
          emptyWhen: needsCollector,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: 'max by (job, instance) (otelcol_process_uptime_seconds_total)',
              legend: '{{job}} {{instance}}',
            },
          ],
        },
      ],
    },
  ],
};
