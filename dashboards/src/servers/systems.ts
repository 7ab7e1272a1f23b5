/** The servers that are scraped, as data: where each says what it does, and how that reads in the layer. */
import type { LayerName } from './layer.ts';

/** One kind of server. */
export interface ServerSystem {
  /** Its job in Prometheus, its label in the layer, and the name of its file of targets. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'inference' | 'gateway' | 'vector store' | 'store' | 'broker' | 'proxy';
  /** Who says it: the server itself, with the option that it needs, or the exporter beside it. */
  readonly by: string;
  /** The port that it has unasked. */
  readonly port: number;
  /** Default: `/metrics`. */
  readonly path?: string;
  /** Its label of the model. Absent: it has none. */
  readonly model?: string;
  /** Measure to expression; of a histogram to what the names of its series begin with, the newest first. */
  readonly reads: Readonly<Partial<Record<LayerName, string | readonly string[]>>>;
}

/** One rate by the sum of both; nothing where nothing was looked up. */
function hitRatio(hits: string, misses: string): string {
  const [hit, miss] = [hits, misses].map((counter) => `rate(${counter}[5m])`);
  return `${hit} / (${hit} + ${miss} > 0)`;
}

/** What one in twenty exceeds; `perSecond` of its unit are a second. */
function slowest(histogram: string, perSecond = 1): string {
  const quantile = `histogram_quantile(0.95, sum without (node_id) (rate(${histogram}_bucket[5m])))`;
  return perSecond === 1 ? quantile : `${quantile} / ${perSecond}`;
}

/** All of them. */
export const SYSTEMS: readonly ServerSystem[] = [
  {
    id: 'vllm',
    title: 'vLLM',
    kind: 'inference',
    by: 'itself',
    port: 8000,
    model: 'model_name',
    reads: {
      running: 'vllm:num_requests_running',
      waiting: 'vllm:num_requests_waiting',
      cacheUsed: 'vllm:kv_cache_usage_perc or vllm:gpu_cache_usage_perc',
      prefixHits:
        'rate(vllm:prefix_cache_hits_total[5m]) / (rate(vllm:prefix_cache_queries_total[5m]) > 0)',
      inputTokens: 'vllm:prompt_tokens_total',
      outputTokens: 'vllm:generation_tokens_total',
      preemptions: 'vllm:num_preemptions_total',
      firstToken: 'vllm:time_to_first_token_seconds',
      outputToken: [
        'vllm:request_time_per_output_token_seconds',
        'vllm:time_per_output_token_seconds',
      ],
      duration: 'vllm:e2e_request_latency_seconds',
    },
  },
  {
    id: 'sglang',
    title: 'SGLang',
    kind: 'inference',
    by: 'itself, with `--enable-metrics`',
    port: 30_000,
    model: 'model_name',
    reads: {
      running: 'sglang:num_running_reqs',
      waiting: 'sglang:num_queue_reqs',
      cacheUsed: 'sglang:token_usage',
      prefixHits: 'sglang:cache_hit_rate',
      inputTokens: 'sglang:prompt_tokens_total',
      outputTokens: 'sglang:generation_tokens_total',
      firstToken: 'sglang:time_to_first_token_seconds',
      outputToken: [
        'sglang:request_time_per_output_token_seconds',
        'sglang:time_per_output_token_seconds',
      ],
      duration: 'sglang:e2e_request_latency_seconds',
    },
  },
  {
    id: 'tensorrt-llm',
    title: 'TensorRT-LLM (`trtllm-serve`)',
    kind: 'inference',
    by: 'itself; `/metrics` is JSON',
    port: 8000,
    path: '/prometheus/metrics',
    model: 'model_name',
    reads: {
      running: 'trtllm_num_requests_running',
      waiting: 'trtllm_num_requests_waiting',
      cacheUsed: 'trtllm_kv_cache_utilization',
      prefixHits: 'trtllm_kv_cache_hit_rate',
      inputTokens: 'trtllm_prompt_tokens_total',
      outputTokens: 'trtllm_generation_tokens_total',
      firstToken: 'trtllm_time_to_first_token_seconds',
      outputToken: 'trtllm_time_per_output_token_seconds',
      duration: 'trtllm_e2e_request_latency_seconds',
    },
  },
  {
    id: 'triton',
    title: 'Triton with TensorRT-LLM',
    kind: 'inference',
    by: 'itself; it says no time to the first token of a request',
    port: 8002,
    model: 'model',
    reads: {
      running: 'nv_trt_llm_request_metrics{request_type="scheduled"}',
      waiting: 'nv_trt_llm_request_metrics{request_type="waiting"}',
      cacheUsed: 'nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="fraction"}',
      requests: 'nv_inference_request_success',
      failures: 'nv_inference_request_failure',
    },
  },
  {
    id: 'nim',
    title: 'NIM',
    kind: 'inference',
    by: 'itself',
    port: 8000,
    path: '/v1/metrics',
    model: 'model_name',
    // Its names have no prefix: only series with its label are taken.
    reads: {
      running: 'num_requests_running{model_name!=""}',
      waiting: 'num_requests_waiting{model_name!=""}',
      cacheUsed: 'gpu_cache_usage_perc{model_name!=""}',
      inputTokens: 'prompt_tokens_total{model_name!=""}',
      outputTokens: 'generation_tokens_total{model_name!=""}',
      firstToken: 'time_to_first_token_seconds',
      outputToken: 'time_per_output_token_seconds',
      duration: 'e2e_request_latency_seconds',
    },
  },
  {
    id: 'tgi',
    title: 'TGI',
    kind: 'inference',
    by: 'itself; it says no time to the first token, and no KV cache',
    port: 80,
    reads: {
      running: 'tgi_batch_current_size',
      waiting: 'tgi_queue_size',
      inputTokens: 'tgi_request_input_length_sum',
      outputTokens: 'tgi_request_generated_tokens_sum',
      duration: 'tgi_request_duration',
    },
  },
  {
    id: 'llamacpp',
    title: 'llama.cpp',
    kind: 'inference',
    by: 'itself, with `--metrics`; it says no times of requests',
    port: 8080,
    reads: {
      running: 'llamacpp:requests_processing',
      waiting: 'llamacpp:requests_deferred',
      prefixHits: hitRatio('llamacpp:prompt_tokens_cached_total', 'llamacpp:prompt_tokens_total'),
      inputTokens: 'llamacpp:prompt_tokens_total + llamacpp:prompt_tokens_cached_total',
      outputTokens: 'llamacpp:tokens_predicted_total',
    },
  },
  {
    id: 'litellm',
    title: 'LiteLLM',
    kind: 'gateway',
    by: 'itself, with the callback `prometheus`',
    port: 4000,
    path: '/metrics/',
    model: 'requested_model',
    reads: {
      inputTokens: 'litellm_input_tokens_metric_total',
      outputTokens: 'litellm_output_tokens_metric_total',
      firstToken: 'litellm_llm_api_time_to_first_token_metric',
      duration: 'litellm_request_total_latency_metric',
      requests: 'litellm_proxy_total_requests_metric_total',
      failures: 'litellm_proxy_failed_requests_metric_total',
    },
  },
  {
    id: 'milvus',
    title: 'Milvus',
    kind: 'vector store',
    by: 'itself',
    port: 9091,
    reads: {
      requests: 'milvus_proxy_sq_latency_count',
      failures: 'milvus_proxy_req_count{status="fail"}',
      slowest: slowest('milvus_proxy_sq_latency', 1000),
    },
  },
  {
    id: 'weaviate',
    title: 'Weaviate',
    kind: 'vector store',
    by: 'itself, with `PROMETHEUS_MONITORING_ENABLED`',
    port: 2112,
    reads: {
      running: 'concurrent_queries_count',
      requests:
        'weaviate_grpc_server_request_duration_seconds_count{grpc_service="weaviate.v1.Weaviate"} or weaviate_http_request_duration_seconds_count{route!~"/v1/(meta|.well-known/.+)"}',
      failures:
        'weaviate_grpc_server_request_duration_seconds_count{grpc_service="weaviate.v1.Weaviate",status!="OK"} or weaviate_http_request_duration_seconds_count{route!~"/v1/(meta|.well-known/.+)",status_code=~"5.."}',
      slowest: slowest('queries_durations_ms', 1000),
      backlog: 'queue_size',
      items: 'object_count',
    },
  },
  {
    id: 'qdrant',
    title: 'Qdrant',
    kind: 'vector store',
    by: 'itself',
    port: 6333,
    reads: {
      requests: 'rest_responses_total or grpc_responses_total',
      failures: 'rest_responses_total{status=~"5.."}',
      slowest: slowest('rest_responses_duration_seconds'),
      backlog: 'collection_update_queue_length',
      items: 'collection_points',
    },
  },
  {
    id: 'redis',
    title: 'Redis',
    kind: 'store',
    by: '`redis_exporter`',
    port: 9121,
    reads: {
      requests: 'redis_commands_processed_total',
      connections: 'redis_connected_clients',
      cacheHits: hitRatio('redis_keyspace_hits_total', 'redis_keyspace_misses_total'),
      items: 'redis_db_keys',
    },
  },
  {
    id: 'postgresql',
    title: 'PostgreSQL',
    kind: 'store',
    by: '`postgres_exporter`',
    port: 9187,
    reads: {
      requests: 'pg_stat_database_xact_commit + pg_stat_database_xact_rollback',
      failures: 'pg_stat_database_xact_rollback',
      connections: 'pg_stat_database_numbackends',
      cacheHits: hitRatio('pg_stat_database_blks_hit', 'pg_stat_database_blks_read'),
    },
  },
  {
    id: 'kafka',
    title: 'Kafka',
    kind: 'broker',
    by: '`kafka_exporter`',
    port: 9308,
    reads: {
      requests: 'kafka_topic_partition_current_offset',
      backlog: 'kafka_consumergroup_lag',
    },
  },
  {
    id: 'rabbitmq',
    title: 'RabbitMQ',
    kind: 'broker',
    by: 'its plugin `rabbitmq_prometheus`',
    port: 15_692,
    reads: {
      running: 'rabbitmq_queue_messages_unacked',
      requests: 'rabbitmq_global_messages_received_total',
      backlog: 'rabbitmq_queue_messages_ready',
      connections: 'rabbitmq_connections',
    },
  },
  {
    id: 'nginx',
    title: 'Nginx',
    kind: 'proxy',
    by: '`nginx-prometheus-exporter`',
    port: 9113,
    reads: {
      requests: 'nginx_http_requests_total',
      connections: 'nginx_connections_active',
    },
  },
];
