/** The one layer of names that servers are read by, whatever each calls it. */
import * as semconv from '@spanwise/semconv';
import { seriesOf } from '../series.ts';

/** What a measure of the layer is. */
interface LayerMeasure {
  /** The series of a gauge or a counter, or what those of a histogram begin with. */
  readonly series: string;
  readonly kind: 'gauge' | 'counter' | 'histogram';
  /** What it says, with its unit. */
  readonly says: string;
}

/** The names of the measures. */
export type LayerName =
  | 'running'
  | 'waiting'
  | 'cacheUsed'
  | 'prefixHits'
  | 'inputTokens'
  | 'outputTokens'
  | 'preemptions'
  | 'firstToken'
  | 'outputToken'
  | 'duration'
  | 'requests'
  | 'failures'
  | 'slowest'
  | 'backlog'
  | 'connections'
  | 'cacheHits'
  | 'items';

function histogram(metric: semconv.MetricName, says: string): LayerMeasure {
  return { series: seriesOf(semconv.allMetrics()[metric]), kind: 'histogram', says };
}

/**
 * The layer. Upstream names where upstream has some, so that a server or a gateway that speaks them itself is
 * read without a rule. The others are names of recording rules.
 */
export const LAYER: Readonly<Record<LayerName, LayerMeasure>> = {
  running: {
    series: 'spanwise:server_requests_running',
    kind: 'gauge',
    says: 'requests that are worked on',
  },
  waiting: {
    series: 'spanwise:server_requests_waiting',
    kind: 'gauge',
    says: 'requests that wait',
  },
  cacheUsed: {
    series: 'spanwise:server_kv_cache_used_ratio',
    kind: 'gauge',
    says: 'the share of the KV cache that is used, from 0 to 1',
  },
  prefixHits: {
    series: 'spanwise:server_prefix_cache_hit_ratio',
    kind: 'gauge',
    says: 'the share of the input tokens that were in the prefix cache, from 0 to 1, of the last five minutes where the server counts them',
  },
  inputTokens: {
    series: 'spanwise:server_input_tokens_total',
    kind: 'counter',
    says: 'input tokens',
  },
  outputTokens: {
    series: 'spanwise:server_output_tokens_total',
    kind: 'counter',
    says: 'output tokens',
  },
  preemptions: {
    series: 'spanwise:server_preemptions_total',
    kind: 'counter',
    says: 'requests that were put back because the KV cache was full',
  },
  firstToken: histogram(
    semconv.METRIC_GEN_AI_SERVER_TIME_TO_FIRST_TOKEN,
    'seconds to the first token',
  ),
  outputToken: histogram(
    semconv.METRIC_GEN_AI_SERVER_TIME_PER_OUTPUT_TOKEN,
    'seconds for each token after the first',
  ),
  duration: histogram(semconv.METRIC_GEN_AI_SERVER_REQUEST_DURATION, 'seconds of a request'),
  requests: {
    series: 'spanwise:server_requests_total',
    kind: 'counter',
    says: 'requests, searches, transactions, commands or messages, whatever the server takes',
  },
  failures: {
    series: 'spanwise:server_requests_failed_total',
    kind: 'counter',
    says: 'those of them that failed',
  },
  slowest: {
    series: 'spanwise:server_request_seconds:p95',
    kind: 'gauge',
    says: 'seconds that one of them in twenty exceeds, of the last five minutes',
  },
  backlog: {
    series: 'spanwise:server_backlog',
    kind: 'gauge',
    says: 'messages or updates that wait to be worked on',
  },
  connections: {
    series: 'spanwise:server_connections',
    kind: 'gauge',
    says: 'connections that are open',
  },
  cacheHits: {
    series: 'spanwise:server_cache_hit_ratio',
    kind: 'gauge',
    says: 'the share of look-ups that the cache answered, from 0 to 1, of the last five minutes',
  },
  items: {
    series: 'spanwise:server_items',
    kind: 'gauge',
    says: 'vectors, objects, keys or points that are kept',
  },
};

/** The label that says what kind of server it is. */
export const SYSTEM = 'system';
