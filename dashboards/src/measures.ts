/** The measures that boards and rules read, and the PromQL that reads them under each set of names. */
import * as semconv from '@spanwise/semconv';
import { labelOf, seriesOf } from './series.ts';

/** Series that hold a measure under one set of names. */
interface Source {
  /** What the names of its series begin with. */
  readonly series: string;
  /** Further label matchers, which tell it from other measures of the same name. */
  readonly matchers?: readonly string[];
  /** A label that the other sets do not have: left out, so that one service that emits two sets counts once. */
  readonly without?: string;
}

/** One histogram, from the newest set of names to the oldest. */
export interface Measure {
  readonly sources: readonly Source[];
  /** The attributes that boards filter it by. */
  readonly filters: readonly string[];
}

/** Where a query stands: how its series are filtered, and over which time rates are taken. */
export interface Scope {
  /** Label matchers for the attributes that a measure is filtered by. */
  readonly matchers: (filters: readonly string[]) => readonly string[];
  readonly interval: string;
}

const CLIENT = [semconv.ATTR_GEN_AI_PROVIDER_NAME, semconv.ATTR_GEN_AI_REQUEST_MODEL] as const;
const METRICS = semconv.allMetrics();
const OLDER = semconv.NAME_SETS['1.41'];
const OPERATION = labelOf(semconv.ATTR_GEN_AI_OPERATION_NAME);
/** Operations that are calls of a model. The older set has one duration for these and all others. */
const INFERENCES = [
  ...new Set(
    Object.values(semconv.OPERATIONS)
      .filter(({ inference }) => inference)
      .map(({ name }) => name),
  ),
].join('|');
const isInference = `${OPERATION}=~"${INFERENCES}"`;

function histogram(metric: semconv.MetricName, older?: readonly string[]): Measure {
  const spec = METRICS[metric];
  const renamed = OLDER.metrics[metric];
  return {
    sources: [
      { series: seriesOf(spec) },
      ...(renamed
        ? [{ series: seriesOf({ ...spec, name: renamed }), ...(older && { matchers: older }) }]
        : []),
    ],
    filters: CLIENT.filter((name) => spec.attributes.includes(name)),
  };
}

function tokens(metric: semconv.MetricName, direction: 'input' | 'output'): Measure {
  const { tokenUsage } = OLDER;
  if (tokenUsage === undefined) throw new Error('the set 1.41 has no metric of tokens');
  const label = labelOf(tokenUsage.attribute);
  const measure = histogram(metric);
  return {
    ...measure,
    sources: [
      ...measure.sources,
      {
        series: seriesOf(tokenUsage.metric),
        matchers: [`${label}="${tokenUsage[direction]}"`, isInference],
        without: label,
      },
    ],
  };
}

/** Seconds of calls of models. */
export const inferences: Measure = histogram(semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION, [
  isInference,
]);
/** Seconds to the first chunk of streamed replies. */
export const firstChunks: Measure = histogram(
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
);
/** Seconds between chunks of streamed replies. */
export const outputChunks: Measure = histogram(
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
);
/** Input tokens of calls of models. */
export const inputTokens: Measure = tokens(
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS,
  'input',
);
/** Output tokens of calls of models. */
export const outputTokens: Measure = tokens(
  semconv.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS,
  'output',
);
/** Seconds of calls that are no inferences: embeddings, retrievals and the like. */
export const otherCalls: Measure = {
  sources: [
    {
      series: seriesOf(METRICS[semconv.METRIC_GEN_AI_CLIENT_OPERATION_DURATION]),
      matchers: [`${OPERATION}!~"${INFERENCES}"`],
    },
  ],
  filters: [],
};
/** Seconds of runs of agents. */
export const agentRuns: Measure = histogram(semconv.METRIC_GEN_AI_INVOKE_AGENT_DURATION);
/** Seconds of runs of workflows. */
export const workflowRuns: Measure = histogram(semconv.METRIC_GEN_AI_INVOKE_WORKFLOW_DURATION);
/** Calls of models in a run of an agent. */
export const callsOfRuns: Measure = histogram(semconv.METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS);
/** Runs of tools in a run of an agent. */
export const toolsOfRuns: Measure = histogram(semconv.METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS);
/** Seconds of runs of tools. */
export const toolRuns: Measure = histogram(semconv.METRIC_GEN_AI_EXECUTE_TOOL_DURATION);

/** Seconds of calls of vector stores, searches and writes. */
export const vectorCalls: Measure = {
  sources: [
    {
      series: seriesOf(METRICS[semconv.METRIC_DB_CLIENT_OPERATION_DURATION]),
      matchers: [`${labelOf(semconv.ATTR_SPANWISE_VECTOR_OPERATION)}!=""`],
    },
  ],
  filters: [],
};
/** Best scores of searches that found something. */
export const bestScores: Measure = histogram(semconv.METRIC_SPANWISE_VECTOR_SEARCH_BEST_SCORE);
/** Scores of evaluations. */
export const evaluationScores: Measure = histogram(semconv.METRIC_SPANWISE_EVALUATION_SCORE);
/** Records that one call writes. */
export const writtenBatches: Measure = histogram(semconv.METRIC_SPANWISE_VECTOR_WRITE_BATCH_SIZE);

/** Seconds in which a piece of work searched. */
export const retrievals: Measure = histogram(semconv.METRIC_SPANWISE_RETRIEVAL_DURATION);
/** Seconds of lookups in caches. */
export const cacheLookups: Measure = histogram(semconv.METRIC_SPANWISE_CACHE_LOOKUP_DURATION);
/** How near the nearest entry of a cache was. */
export const cacheSimilarities: Measure = histogram(
  semconv.METRIC_SPANWISE_CACHE_LOOKUP_SIMILARITY,
);

/** Matches what failed. */
export const failed: string = `${labelOf(semconv.ATTR_ERROR_TYPE)}!=""`;

/** How many a second. */
export function rateOf(
  measure: Measure,
  scope: Scope,
  by: readonly string[],
  where: readonly string[] = [],
): string {
  return sum(by, united(measure, scope, where, ['_count', 'histogram_count']));
}

/** The sum of their values, a second: tokens a second, seconds of work a second. */
export function totalOf(
  measure: Measure,
  scope: Scope,
  by: readonly string[],
  where: readonly string[] = [],
): string {
  return sum(by, united(measure, scope, where, ['_sum', 'histogram_sum']));
}

/** The value that the share `quantile` of them does not exceed. */
export function quantileOf(
  quantile: number,
  measure: Measure,
  scope: Scope,
  by: readonly string[],
): string {
  const classic = union(measure, (source) => rate(source, scope, '_bucket', measure, []));
  const native = union(measure, (source) => rate(source, scope, '', measure, []));
  return `histogram_quantile(${quantile}, ${sum(['le', ...by], classic)}) or histogram_quantile(${quantile}, ${sum(by, native)})`;
}

/**
 * The share of them whose value is over a boundary, from 0 to 1; nothing when there were none. Classic histograms
 * know it only for a boundary of their buckets.
 */
export function shareOver(
  boundary: number,
  measure: Measure,
  scope: Scope,
  by: readonly string[],
): string {
  const all = sum(
    by,
    union(measure, (source) => rate(source, scope, '_count', measure, [])),
  );
  const below = sum(
    by,
    union(measure, (source) => rate(source, scope, '_bucket', measure, [`le="${boundary}"`])),
  );
  const native = sum(
    by,
    union(measure, (source) => rate(source, scope, '', measure, [])),
  );
  return `1 - ${ratio(below, all)} or histogram_fraction(${boundary}, +Inf, ${native})`;
}

/** How many a second, by bucket: what a heat map draws. */
export function bucketsOf(measure: Measure, scope: Scope): string {
  return sum(
    ['le'],
    union(measure, (source) => rate(source, scope, '_bucket', measure, [])),
  );
}

/** The mean of their values; nothing when there were none. */
export function meanOf(measure: Measure, scope: Scope, by: readonly string[]): string {
  return ratio(totalOf(measure, scope, by), rateOf(measure, scope, by));
}

/** The share of them that failed, from 0 to 1; nothing when there were none. */
export function failedShareOf(measure: Measure, scope: Scope, by: readonly string[]): string {
  const all = rateOf(measure, scope, by);
  // Without a failure there is no series of failures, and the share is 0, not unknown.
  return ratio(`(${rateOf(measure, scope, by, [failed])} or 0 * ${all})`, all);
}

/** A counter or a gauge that stands in one set alone. */
export function selector(
  metric: semconv.MetricName,
  scope: Scope,
  where: readonly string[] = [],
): string {
  const spec = METRICS[metric];
  const filters = CLIENT.filter((name) => spec.attributes.includes(name));
  return select(seriesOf(spec), [...scope.matchers(filters), ...where]);
}

/** How much a counter grew, a second. */
export function counterRate(
  metric: semconv.MetricName,
  scope: Scope,
  by: readonly string[],
  where: readonly string[] = [],
): string {
  return sum(by, `rate(${selector(metric, scope, where)}[${scope.interval}])`);
}

/** One by the other; nothing where the other is 0. */
export function ratio(part: string, whole: string): string {
  return `${part} / (${whole} > 0)`;
}

/** The sum by these labels; over all when there are none. */
export function sum(by: readonly string[], expression: string): string {
  return by.length > 0 ? `sum by (${by.join(', ')}) (${expression})` : `sum(${expression})`;
}

/** Series of this name with these matchers. */
function select(series: string, matchers: readonly string[]): string {
  return matchers.length > 0 ? `${series}{${matchers.join(', ')}}` : series;
}

/** Classic histograms by a suffix, native ones by a function: a service emits either. */
function united(
  measure: Measure,
  scope: Scope,
  where: readonly string[],
  [suffix, of]: readonly [suffix: string, function: string],
): string {
  return [
    union(measure, (source) => rate(source, scope, suffix, measure, where)),
    union(measure, (source) => `${of}(${rate(source, scope, '', measure, where)})`),
  ].join(' or ');
}

/** `or` takes a series of an older name only where there is none of a newer one with the same labels. */
function union(measure: Measure, read: (source: Source) => string): string {
  return measure.sources.map(read).join(' or ');
}

function rate(
  source: Source,
  scope: Scope,
  suffix: string,
  measure: Measure,
  where: readonly string[],
): string {
  const matchers = [...scope.matchers(measure.filters), ...(source.matchers ?? []), ...where];
  const expression = `rate(${select(source.series + suffix, matchers)}[${scope.interval}])`;
  return source.without === undefined
    ? expression
    : `sum without (${source.without}) (${expression})`;
}
