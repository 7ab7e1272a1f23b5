/** Recording and alerting rules, as data: what fires, why it matters, and what to do. */
import * as semconv from '@spanwise/semconv';
import * as measures from './measures.ts';
import type { Scope } from './measures.ts';
import { labelOf } from './series.ts';
import { LAYER, SYSTEM } from './servers/layer.ts';

/** Minutes as PromQL writes a time. A test that cannot wait prints them shorter. */
export type Minutes = (minutes: number) => string;

/** A series that is computed ahead: for alerts, and for whatever asks often. */
export interface RecordingRule {
  readonly record: string;
  readonly expression: string;
}

/** What fires, and its runbook. */
export interface AlertingRule {
  readonly alert: string;
  readonly expression: string;
  /** How long it must hold. */
  readonly for: string;
  /** `page`: people are hurt now. `ticket`: it can wait for the morning. */
  readonly severity: 'page' | 'ticket';
  /** One line, with the labels of what fired. */
  readonly summary: string;
  /** What is wrong when it fires, and for whom. */
  readonly means: string;
  /** Where to look, in this order. */
  readonly look: readonly string[];
  /** What helps, in this order. */
  readonly help: readonly string[];
  /** The board that shows it. */
  readonly board: string;
}

const PROVIDER = labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME);
const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);
const AGENT = labelOf(semconv.ATTR_GEN_AI_AGENT_NAME);
const KIND = labelOf(semconv.ATTR_SPANWISE_RATE_LIMIT_KIND);
const FAILURE = labelOf(semconv.ATTR_SPANWISE_FAILURE_KIND);
const REASON = labelOf(semconv.ATTR_SPANWISE_TELEMETRY_REASON);
const CURRENCY = labelOf(semconv.ATTR_SPANWISE_COST_CURRENCY);
const STORE = labelOf(semconv.ATTR_DB_SYSTEM_NAME);
const COLLECTION = labelOf(semconv.ATTR_DB_COLLECTION_NAME);
const isSearch = `${labelOf(semconv.ATTR_SPANWISE_VECTOR_OPERATION)}="${semconv.SPANWISE_VECTOR_OPERATION_VALUE_SEARCH}"`;
const TENANT = labelOf(semconv.ATTR_SPANWISE_TENANT_ID);
/** Recorded by rules that whoever runs this writes: what each tenant may cost a day. */
export const TENANT_BUDGET = 'spanwise:tenant_budget_per_day';
const EVALUATION = labelOf(semconv.ATTR_GEN_AI_EVALUATION_NAME);
const { inferences, firstChunks, inputTokens, evaluationScores } = measures;

/** The share of calls that may fail, and of answers that may begin late. */
const BUDGET = 0.01;
/** Calls a second below which a share says nothing: 36 an hour. */
const ENOUGH = 0.01;
/** Judgements a second below which their mean says nothing: 18 an hour. */
const ENOUGH_JUDGEMENTS = 0.005;
/** Seconds after which an answer begins late: a boundary of its metric's buckets. */
export const LATE_SECONDS = 2.56;
/** Windows over which shares are recorded, in minutes. */
const WINDOWS = [5, 30, 60, 360] as const;
/** Burn rates of the SRE workbook, chapter 5, for a budget of thirty days: 2 % of it in an hour, 5 % in six. */
const BURNS = [
  { name: 'Fast', factor: 14.4, short: 5, long: 60, severity: 'page', pending: 2 },
  { name: 'Slow', factor: 6, short: 30, long: 360, severity: 'ticket', pending: 15 },
] as const;

const failedShare = (window: number): string =>
  `job:spanwise_inferences_failed:ratio_rate${window}m`;
const lateShare = (window: number): string => `job:spanwise_first_chunks_late:ratio_rate${window}m`;
const COST_AN_HOUR = 'job:spanwise_cost:rate1h';
const INPUT_OF_CALL = 'job:spanwise_input_tokens:mean1h';
const SCORE = 'job:spanwise_evaluation_score:mean1h';

function scope(minutes: Minutes, window: number): Scope {
  return { matchers: () => [], interval: minutes(window) };
}

/** The recording rules; with `minutes` the time that a minute of them takes. */
export function recordingRules(minutes: Minutes): RecordingRule[] {
  return [
    ...WINDOWS.map((window) => ({
      record: failedShare(window),
      expression: measures.failedShareOf(inferences, scope(minutes, window), ['job']),
    })),
    ...WINDOWS.map((window) => ({
      record: lateShare(window),
      expression: measures.shareOver(LATE_SECONDS, firstChunks, scope(minutes, window), ['job']),
    })),
    {
      record: COST_AN_HOUR,
      expression: `${measures.counterRate(semconv.METRIC_SPANWISE_CLIENT_COST, scope(minutes, 60), ['job', CURRENCY])} * 3600`,
    },
    {
      record: INPUT_OF_CALL,
      expression: measures.meanOf(inputTokens, scope(minutes, 60), ['job', MODEL]),
    },
    {
      record: SCORE,
      expression: measures.meanOf(evaluationScores, scope(minutes, 60), ['job', EVALUATION]),
    },
  ];
}

/** The alerting rules; with `minutes` the time that a minute of them takes. */
export function alertingRules(minutes: Minutes): AlertingRule[] {
  const within = (window: number): Scope => scope(minutes, window);
  const unscoped = measures.selector(semconv.METRIC_SPANWISE_TENANT_UNSCOPED_CALLS, within(15));
  const lost = (counter: string): string =>
    ['spans', 'metric_points', 'log_records']
      .map((items) => `sum by (job) (rate(${counter}_${items}_total[${minutes(5)}]))`)
      .map((rate) => `${rate} > 0`)
      .join(' or ');
  return [
    ...BURNS.map(({ name, factor, short, long, severity, pending }): AlertingRule => ({
      alert: `SpanwiseCallsFail${name}`,
      expression: `${failedShare(long)} > ${factor * BUDGET} and ${failedShare(short)} > ${factor * BUDGET} and ${measures.rateOf(inferences, within(long), ['job'])} > ${ENOUGH}`,
      for: minutes(pending),
      severity,
      summary: '{{ $value | humanizePercentage }} of the model calls of {{ $labels.job }} fail',
      means: `More calls of models fail than one in a hundred allows: at this pace the budget of thirty days is gone ${factor > 10 ? 'in two days' : 'in five days'}.`,
      look: [
        'Overview, "Failures by kind": limits (429), the provider (5xx), or this application.',
        'Models and providers, "Failed by model": one model, one provider, or all.',
        'Overview, "Failures, with their traces": a trace with this error.',
      ],
      help: [
        'One provider: fall back to another, and look at its status page.',
        'Limits: see the runbook of SpanwiseThrottled.',
        'All at once: undo the last release, or look at the network.',
      ],
      board: 'spanwise-models',
    })),
    ...BURNS.map(({ name, factor, short, long, severity, pending }): AlertingRule => ({
      alert: `SpanwiseAnswersLate${name}`,
      expression: `${lateShare(long)} > ${factor * BUDGET} and ${lateShare(short)} > ${factor * BUDGET} and ${measures.rateOf(firstChunks, within(long), ['job'])} > ${ENOUGH}`,
      for: minutes(pending),
      severity,
      summary:
        '{{ $value | humanizePercentage }} of the streamed answers of {{ $labels.job }} begin late',
      means: `People wait more than ${LATE_SECONDS} s for the first words, more often than one time in a hundred allows.`,
      look: [
        'Models and providers, "First chunk by model": one model or all.',
        'Tokens and cost, "Input tokens of a call": did prompts grow?',
        'Tokens and cost, "Input tokens from the cache": did the cache stop helping?',
      ],
      help: [
        'One model: another region, a smaller model, or another provider.',
        'Longer prompts: undo what made them longer, or put what is always the same first.',
      ],
      board: 'spanwise-models',
    })),
    {
      alert: 'SpanwiseProviderDown',
      expression: `${measures.failedShareOf(inferences, within(5), ['job', PROVIDER])} > 0.5 and ${measures.rateOf(inferences, within(5), ['job', PROVIDER])} > 0.02`,
      for: minutes(3),
      severity: 'page',
      summary: `{{ $labels.${PROVIDER} }} fails {{ $value | humanizePercentage }} of the calls of {{ $labels.job }}`,
      means:
        'More than half of the calls of one provider fail: it is down, or it refuses this account.',
      look: [
        'Models and providers, "Failures by kind and model": 401 and 403 are the key, 5xx and timeouts the provider.',
        'The status page of the provider.',
      ],
      help: ['Fall back to another provider.', 'A key that was refused: replace it.'],
      board: 'spanwise-models',
    },
    {
      alert: 'SpanwiseThrottled',
      expression: `${measures.counterRate(semconv.METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS, within(10), ['job', MODEL])} / (${measures.rateOf(inferences, within(10), ['job', MODEL])} > 0) > 0.1`,
      for: minutes(10),
      severity: 'ticket',
      summary: `Calls of {{ $labels.${MODEL} }} by {{ $labels.job }} are turned away`,
      means:
        'For ten calls that succeed, at least one attempt is turned away because of limits or overload. The client tries again: people wait, and in the end calls fail.',
      look: [
        'Models and providers, "What is left of the limits": requests or tokens?',
        'Tenants, "Tokens by tenant": one customer or all?',
      ],
      help: [
        'Ask the provider for higher limits.',
        'Send less at once: a queue in front, fewer retries, shorter prompts.',
        'Spread the load over deployments or providers.',
      ],
      board: 'spanwise-models',
    },
    {
      alert: 'SpanwiseLimitNearlyUsed',
      expression: `min by (job, ${PROVIDER}, ${MODEL}, ${KIND}) (${measures.ratio(
        measures.selector(semconv.METRIC_SPANWISE_RATE_LIMIT_REMAINING, within(5)),
        measures.selector(semconv.METRIC_SPANWISE_RATE_LIMIT_LIMIT, within(5)),
      )}) < 0.1`,
      for: minutes(5),
      severity: 'ticket',
      summary: `{{ $labels.job }} has {{ $value | humanizePercentage }} left of its {{ $labels.${KIND} }} at {{ $labels.${PROVIDER} }}`,
      means: 'The next peak is turned away.',
      look: ['Models and providers, "What is left of the limits".'],
      help: ['As in the runbook of SpanwiseThrottled, before it fires.'],
      board: 'spanwise-models',
    },
    {
      alert: 'SpanwiseCostJumps',
      expression: `${COST_AN_HOUR} > 3 * avg_over_time(${COST_AN_HOUR}[${minutes(10_080)}] offset ${minutes(60)}) and ${COST_AN_HOUR} > 1`,
      for: minutes(15),
      severity: 'ticket',
      summary: `{{ $labels.job }} costs {{ $value | humanize }} {{ $labels.${CURRENCY} }} an hour, three times its usual`,
      means:
        'A service costs three times what it did on average in the last seven days, and more than 1 an hour.',
      look: [
        'Tokens and cost, "By model" and "By tenant": what moved?',
        'Tokens and cost, "Input tokens of a call" and "Calls of a run of an agent": longer or more?',
      ],
      help: [
        'One tenant: limit it.',
        'Longer prompts or more steps: undo the release that did it.',
        'More traffic: nothing is wrong, raise the budget.',
      ],
      board: 'spanwise-cost',
    },
    {
      alert: 'SpanwiseTenantOverBudget',
      expression: `sum by (${TENANT}, ${CURRENCY}) (increase(${measures.selector(semconv.METRIC_SPANWISE_CLIENT_COST, within(1440), [`${TENANT}!=""`])}[${minutes(1440)}])) / on (${TENANT}, ${CURRENCY}) max by (${TENANT}, ${CURRENCY}) (${TENANT_BUDGET}) > 1`,
      for: minutes(5),
      severity: 'ticket',
      summary: `{{ $labels.${TENANT} }} has used {{ $value | humanizePercentage }} of its budget of a day`,
      means:
        'The calls of one tenant cost more in the last 24 hours than the budget that was written down for it in `rules/budgets.yaml`.',
      look: [
        'Tenants, "Cost an hour by tenant": since when?',
        'Tenants, "Calls by tenant": more calls, or dearer ones?',
      ],
      help: [
        'A loop or an abuse: limit the tenant in the application.',
        'A success: agree on another budget, and write it down.',
      ],
      board: 'spanwise-tenants',
    },
    {
      alert: 'SpanwisePromptsGrow',
      expression: `${INPUT_OF_CALL} > 2 * avg_over_time(${INPUT_OF_CALL}[${minutes(1440)}] offset ${minutes(60)})`,
      for: minutes(30),
      severity: 'ticket',
      summary: `Prompts for {{ $labels.${MODEL} }} by {{ $labels.job }} have twice their usual length`,
      means:
        'A call of a model has on average twice the input tokens of the day before: it costs more and takes longer.',
      look: [
        'Tokens and cost, "Input tokens of a call": a step is a release, a slope is history that is never cut.',
        'A trace of a long call: system prompt, history, documents, or tools?',
      ],
      help: ['Cut the history, return fewer documents, or shorten the descriptions of tools.'],
      board: 'spanwise-cost',
    },
    {
      alert: 'SpanwiseAnswersGetWorse',
      expression: `${SCORE} < 0.8 * avg_over_time(${SCORE}[${minutes(1440)}] offset ${minutes(60)}) and ${measures.rateOf(evaluationScores, within(60), ['job', EVALUATION])} > ${ENOUGH_JUDGEMENTS}`,
      for: minutes(30),
      severity: 'ticket',
      summary: `The mean score of {{ $labels.${EVALUATION} }} in {{ $labels.job }} fell to {{ $value | humanize }}, a fifth below the day before`,
      means:
        'The answers of the last hour are judged worse than those of the day before, by at least a fifth. It is meant for scores of which a high one is good; for others leave their name out of the expression, and turn it round.',
      look: [
        'Quality, "Mean score, and that of a day": which judgement, and since when?',
        'Quality, "Who judged" and "Mean score by tenant": the judge, one tenant, or all?',
        'Quality, "Judgements, the newest first": the trace of a bad answer is one click away.',
        'Retrieval, "Best score of a search, median": were there documents to answer from?',
      ],
      help: [
        'A release of code, prompt or model: undo it.',
        'An index that is old or being built: switch back to the one before.',
        'A judge that was changed: compare with judgements of people before you believe it.',
      ],
      board: 'spanwise-quality',
    },
    {
      alert: 'SpanwiseAgentLoops',
      expression: `(${measures.quantileOf(0.99, measures.callsOfRuns, within(15), ['job', AGENT])}) > 16`,
      for: minutes(10),
      severity: 'ticket',
      summary: `Runs of {{ $labels.${AGENT} }} in {{ $labels.job }} need more than 16 calls of a model`,
      means: 'One run in a hundred calls a model more than sixteen times: it loops, at full price.',
      look: [
        'Overview, "Steps of a run" and "Failed runs of tools".',
        'A long trace of the agent in Jaeger: which tool comes again and again, with which result?',
      ],
      help: [
        'Bound the number of steps in the application.',
        'A tool that fails in the same way each time: say in its result what to do instead.',
      ],
      board: 'spanwise-overview',
    },
    {
      alert: 'SpanwiseSearchesFindNothing',
      expression: `${measures.counterRate(semconv.METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS, within(30), ['job', STORE, COLLECTION])} / (${measures.rateOf(measures.vectorCalls, within(30), ['job', STORE, COLLECTION], [isSearch])} > ${ENOUGH}) > 0.2`,
      for: minutes(15),
      severity: 'ticket',
      summary: `{{ $value | humanizePercentage }} of the searches of {{ $labels.job }} in {{ $labels.${COLLECTION} }} find nothing`,
      means:
        'One search in five or more gives no document: answers are made up, or say that they do not know.',
      look: [
        'Retrieval, "Searches that found nothing" and "Best score of a search, median": since when?',
        'The trace of such a search: its filter, its threshold, the index that it asked.',
      ],
      help: [
        'An index that is empty or being built: switch back to the one before.',
        'A filter of a release: undo it.',
      ],
      board: 'spanwise-retrieval',
    },
    {
      alert: 'SpanwiseSearchUnscoped',
      // A counter that begins at 1 has not grown: the first call counts by being there.
      expression: `sum by (job, ${STORE}, ${COLLECTION}) (increase(${unscoped}[${minutes(15)}]) > 0 or last_over_time(${unscoped}[${minutes(5)}]) unless last_over_time(${unscoped}[${minutes(5)}] offset ${minutes(15)}))`,
      for: minutes(0),
      severity: 'ticket',
      summary: `{{ $labels.job }} asks {{ $labels.${COLLECTION} }} for a tenant, and is not limited to it`,
      means:
        'A call of a vector store ran for one tenant without a filter or a namespace of that tenant: it may have read what belongs to another.',
      look: [
        'Retrieval, "Calls for a tenant that were not limited to it".',
        'The trace of such a call: which code made it?',
      ],
      help: [
        'Undo the release that did it.',
        'Give the call the filter of the tenant, or the store a namespace for each.',
        'A collection that all tenants share on purpose: leave it out of the expression, by its name.',
      ],
      board: 'spanwise-retrieval',
    },
    {
      alert: 'SpanwiseKvCacheFull',
      expression: `max by (${SYSTEM}, job, instance, ${MODEL}) (${LAYER.cacheUsed.series}) > 0.9 and on (job, instance) max by (job, instance) (${LAYER.waiting.series}) > 0`,
      for: minutes(5),
      severity: 'ticket',
      summary: `The KV cache of {{ $labels.instance }} ({{ $labels.${SYSTEM} }}) is {{ $value | humanizePercentage }} full, and requests wait`,
      means:
        'A model server has no memory left for the contexts of requests: they wait, or are put back and computed again. Answers begin late.',
      look: [
        'Model servers, "KV cache used" and "Requests waiting": one server or all?',
        'Model servers, "Input tokens a second": did prompts grow?',
        'Model servers, "Requests put back".',
      ],
      help: [
        'One server of several: look at the routing.',
        'All: allow fewer requests at once or shorter contexts, add servers, or store the cache in fewer bits.',
      ],
      board: 'spanwise-inference',
    },
    {
      alert: 'SpanwiseRequestsQueue',
      expression: `min by (${SYSTEM}, job, instance, ${MODEL}) (min_over_time(${LAYER.waiting.series}[${minutes(10)}])) > 0`,
      for: minutes(5),
      severity: 'ticket',
      summary: `Requests wait at {{ $labels.instance }} ({{ $labels.${SYSTEM} }}) all the time`,
      means:
        'For a quarter of an hour there was never a moment without a queue at a model server: it is too small for what is asked of it.',
      look: [
        'Model servers, "Requests waiting" and "Requests worked on".',
        'Tenants, "Tokens by tenant": one customer or all?',
      ],
      help: ['Add servers.', 'Limit what one tenant may send at once.'],
      board: 'spanwise-inference',
    },
    {
      alert: 'SpanwiseFallsSilent',
      expression: `${measures.rateOf(inferences, within(60), ['job'])} > 0 unless ${measures.rateOf(inferences, within(15), ['job'])} > 0`,
      for: minutes(15),
      severity: 'ticket',
      summary: '{{ $labels.job }} called models in the last hour, and does not any more',
      means: 'Either nobody uses the service, or it runs and its telemetry does not arrive.',
      look: [
        'Telemetry health, "Processes that report" and "Accepted".',
        'The log of the service: one line says what is wrong.',
      ],
      help: ['As the line in the log says; see the guide on troubleshooting.'],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseTelemetryDropped',
      expression: `${measures.counterRate(semconv.METRIC_SPANWISE_TELEMETRY_DROPPED, within(10), ['job', REASON])} > 0`,
      for: minutes(10),
      severity: 'ticket',
      summary: `{{ $labels.job }} drops telemetry: {{ $labels.${REASON} }}`,
      means:
        'Spans, log records or values are left out for this reason. Metrics of calls are still right.',
      look: [
        'Telemetry health, "Not recorded or not sent".',
        'The guide on troubleshooting, by the reason.',
      ],
      help: ['As the guide says for the reason.'],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseFailsInside',
      expression: `sum by (job, ${FAILURE}) (increase(${measures.selector(semconv.METRIC_SPANWISE_INTERNAL_FAILURES, within(30))}[${minutes(30)}])) > 0`,
      for: minutes(0),
      severity: 'ticket',
      summary: `Spanwise fails inside {{ $labels.job }}: {{ $labels.${FAILURE} }}`,
      means:
        'Something in Spanwise failed. The calls of the application were not touched, but what was recorded of them is incomplete.',
      look: ['The log of the service: the first failure of each kind is a line.'],
      help: [
        'Report it, with the line. Switch the instrumentation off that it names, if it comes often.',
      ],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseCollectorLoses',
      expression: `${lost('otelcol_exporter_send_failed')} or ${lost('otelcol_exporter_enqueue_failed')}`,
      for: minutes(5),
      severity: 'page',
      summary: 'The Collector {{ $labels.job }} loses telemetry on its way to a store',
      means:
        'A store refuses what it is sent, or does not answer for so long that the queue is full: it is gone.',
      look: [
        'Telemetry health, "Lost on the way to a store" and "Queues".',
        'The log of the Collector: with which status?',
      ],
      help: [
        'A store that is down: start it.',
        'Refused as too large: raise its limit, or capture less content.',
      ],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseCollectorRefuses',
      expression: lost('otelcol_receiver_refused'),
      for: minutes(10),
      severity: 'ticket',
      summary: 'The Collector {{ $labels.job }} turns senders away',
      means:
        'It is at its memory limit. Senders keep what they have and come again, until their own queues are full.',
      look: ['Telemetry health, "Memory" and "Queues": a full queue is a slow store.'],
      help: [
        'Give it more memory and raise `limit_mib`, or add a second Collector.',
        'Sample, or capture less content.',
      ],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseCollectorQueueFills',
      expression: `${measures.ratio(
        'max by (job, exporter, data_type) (otelcol_exporter_queue_size)',
        'max by (job, exporter, data_type) (otelcol_exporter_queue_capacity)',
      )} > 0.8`,
      for: minutes(5),
      severity: 'page',
      summary: 'The queue of {{ $labels.exporter }} is {{ $value | humanizePercentage }} full',
      means: 'A store has not answered for a while. When the queue is full, telemetry is lost.',
      look: ['Telemetry health, "Queues": one store or all?', 'The store itself.'],
      help: [
        'Start or repair the store: what waits on disk is sent then.',
        'A larger `queue_size` gains time.',
      ],
      board: 'spanwise-health',
    },
    {
      alert: 'SpanwiseCollectorDown',
      // A series that is sent, not scraped, counts as there for five minutes after its last point.
      expression: `absent_over_time(otelcol_process_uptime_seconds_total[${minutes(2)}])`,
      for: minutes(3),
      severity: 'page',
      summary: 'No Collector reports',
      means:
        'No Collector says anything of itself: none runs, or none reaches Prometheus. Nothing of what applications send arrives.',
      look: ['The log of the Collector and of Prometheus.'],
      help: ['Start it. What it had on disk is sent; applications keep what their queues hold.'],
      board: 'spanwise-health',
    },
  ];
}
