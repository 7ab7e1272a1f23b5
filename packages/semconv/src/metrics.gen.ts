/** Names of metrics and how each is made. Printed from registry/ by `npm run generate`; do not edit. */
import { metricTable, type MetricTable } from './metric-table.ts';

/** Time of one call of a database. Unit: s. */
export const METRIC_DB_CLIENT_OPERATION_DURATION = 'db.client.operation.duration';

/** Rows that one call of a database returned. Unit: {row}. */
export const METRIC_DB_CLIENT_RESPONSE_RETURNED_ROWS = 'db.client.response.returned_rows';

/** Time of one call of a model, as its span. Unit: s. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_DURATION = 'gen_ai.client.inference.duration';

/** Input tokens of one call of a model, of all modalities. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS = 'gen_ai.client.inference.operation.input_tokens';

/** Output tokens of one call of a model, of all modalities. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS = 'gen_ai.client.inference.operation.output_tokens';

/** Time between one chunk of a streamed reply and the next, once for each chunk after the first. Unit: s. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK = 'gen_ai.client.inference.time_per_output_chunk';

/** Time from sending a request to the first chunk of its streamed reply. Unit: s. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK = 'gen_ai.client.inference.time_to_first_chunk';

/** Input tokens that came from the provider's cache; part of the input tokens. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS = 'gen_ai.client.inference.usage.cache_read.input_tokens';

/** Input tokens that were written to the provider's cache; part of the input tokens. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_WRITE_INPUT_TOKENS = 'gen_ai.client.inference.usage.cache_write.input_tokens';

/** Input tokens of calls of a model, cached ones included. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS = 'gen_ai.client.inference.usage.input_tokens';

/** Output tokens of calls of a model, reasoning included. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS = 'gen_ai.client.inference.usage.output_tokens';

/** Output tokens spent on reasoning; part of the output tokens. Unit: {token}. */
export const METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_REASONING_OUTPUT_TOKENS = 'gen_ai.client.inference.usage.reasoning.output_tokens';

/** Time of one call that is not an inference: embeddings, retrieval, memory, stored responses, remote agents. Unit: s. */
export const METRIC_GEN_AI_CLIENT_OPERATION_DURATION = 'gen_ai.client.operation.duration';

/** Time of one run of a tool, as its span. Unit: s. */
export const METRIC_GEN_AI_EXECUTE_TOOL_DURATION = 'gen_ai.execute_tool.duration';

/** Time of one run of an agent in this process, as its span. Unit: s. */
export const METRIC_GEN_AI_INVOKE_AGENT_DURATION = 'gen_ai.invoke_agent.duration';

/** Calls of a model that one run of an agent made itself, failed ones included. Unit: {inference_call}. */
export const METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS = 'gen_ai.invoke_agent.inference_calls';

/** Tools that one run of an agent executed on the client's side. Unit: {tool_call}. */
export const METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS = 'gen_ai.invoke_agent.tool_calls';

/** Time of one run of a workflow, as its span. Unit: s. */
export const METRIC_GEN_AI_INVOKE_WORKFLOW_DURATION = 'gen_ai.invoke_workflow.duration';

/** Time that a model server spent on one request, to its last byte or token. Unit: s. */
export const METRIC_GEN_AI_SERVER_REQUEST_DURATION = 'gen_ai.server.request.duration';

/** Time that a model server needed for each token after the first, of successful replies. Unit: s. */
export const METRIC_GEN_AI_SERVER_TIME_PER_OUTPUT_TOKEN = 'gen_ai.server.time_per_output_token';

/** Time that a model server needed for the first token, of successful replies. Unit: s. */
export const METRIC_GEN_AI_SERVER_TIME_TO_FIRST_TOKEN = 'gen_ai.server.time_to_first_token';

/** Time of one MCP request or notification, at the side that sends it. Unit: s. */
export const METRIC_MCP_CLIENT_OPERATION_DURATION = 'mcp.client.operation.duration';

/** Time of one MCP session as its client sees it. Unit: s. */
export const METRIC_MCP_CLIENT_SESSION_DURATION = 'mcp.client.session.duration';

/** Time of one MCP request or notification, at the side that receives it. Unit: s. */
export const METRIC_MCP_SERVER_OPERATION_DURATION = 'mcp.server.operation.duration';

/** Time of one MCP session as its server sees it. Unit: s. */
export const METRIC_MCP_SERVER_SESSION_DURATION = 'mcp.server.session.duration';

/** How long one lookup in a cache took, hit or miss. Unit: s. */
export const METRIC_SPANWISE_CACHE_LOOKUP_DURATION = 'spanwise.cache.lookup.duration';

/** How near the nearest entry of a cache was to what was asked. Unit: 1. */
export const METRIC_SPANWISE_CACHE_LOOKUP_SIMILARITY = 'spanwise.cache.lookup.similarity';

/** What hits of a cache saved, as far as it is known. Unit: {currency}. */
export const METRIC_SPANWISE_CACHE_SAVINGS_COST = 'spanwise.cache.savings.cost';

/** Input tokens that hits of a cache saved. Unit: {token}. */
export const METRIC_SPANWISE_CACHE_SAVINGS_INPUT_TOKENS = 'spanwise.cache.savings.input_tokens';

/** Output tokens that hits of a cache saved. Unit: {token}. */
export const METRIC_SPANWISE_CACHE_SAVINGS_OUTPUT_TOKENS = 'spanwise.cache.savings.output_tokens';

/** What model calls and embeddings cost, as far as it is known. Unit: {currency}. */
export const METRIC_SPANWISE_CLIENT_COST = 'spanwise.client.cost';

/** Attempts that a provider turned away because of limits or overload (status 429, 503 and 529), those that the client sent again included. Unit: {attempt}. */
export const METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS = 'spanwise.client.rejected_attempts';

/** Scores of evaluations, on the scale of each evaluator. Unit: 1. */
export const METRIC_SPANWISE_EVALUATION_SCORE = 'spanwise.evaluation.score';

/** Failures inside Spanwise that were kept from the application. Unit: {failure}. */
export const METRIC_SPANWISE_INTERNAL_FAILURES = 'spanwise.internal.failures';

/** What the provider allows in its window, as its last reply of the past five minutes said. Unit: {item}. */
export const METRIC_SPANWISE_RATE_LIMIT_LIMIT = 'spanwise.rate_limit.limit';

/** What is left of it. Unit: {item}. */
export const METRIC_SPANWISE_RATE_LIMIT_REMAINING = 'spanwise.rate_limit.remaining';

/** Time of one session, as its span. Unit: s. */
export const METRIC_SPANWISE_REALTIME_SESSION_DURATION = 'spanwise.realtime.session.duration';

/** How long retrievals and vector searches ran in one piece of work, those at the same time once: of each agent, workflow, tool or cache that stands in no other and in which anything was searched. Unit: s. */
export const METRIC_SPANWISE_RETRIEVAL_DURATION = 'spanwise.retrieval.duration';

/** Retrievals that found no document. Unit: {retrieval}. */
export const METRIC_SPANWISE_RETRIEVAL_EMPTY_RESULTS = 'spanwise.retrieval.empty_results';

/** How long the parts of a call took at the server, where its replies say. Unit: s. */
export const METRIC_SPANWISE_SERVER_PHASE_DURATION = 'spanwise.server.phase.duration';

/** Items of telemetry that Spanwise did not record or send, and values it left out or cut. Unit: {item}. */
export const METRIC_SPANWISE_TELEMETRY_DROPPED = 'spanwise.telemetry.dropped';

/** Calls of a vector store that ran for a tenant and were not limited to it. Unit: {call}. */
export const METRIC_SPANWISE_TENANT_UNSCOPED_CALLS = 'spanwise.tenant.unscoped_calls';

/** Best score of a vector search that has results. Unit: 1. */
export const METRIC_SPANWISE_VECTOR_SEARCH_BEST_SCORE = 'spanwise.vector.search.best_score';

/** Vector searches that found nothing. Unit: {search}. */
export const METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS = 'spanwise.vector.search.empty_results';

/** Records that one call writes. Unit: {record}. */
export const METRIC_SPANWISE_VECTOR_WRITE_BATCH_SIZE = 'spanwise.vector.write.batch_size';

/** Name of a metric that a call of a client may record. */
export type CallMetricName =
  | 'db.client.operation.duration'
  | 'db.client.response.returned_rows'
  | 'gen_ai.client.inference.duration'
  | 'gen_ai.client.inference.operation.input_tokens'
  | 'gen_ai.client.inference.operation.output_tokens'
  | 'gen_ai.client.inference.time_per_output_chunk'
  | 'gen_ai.client.inference.time_to_first_chunk'
  | 'gen_ai.client.inference.usage.cache_read.input_tokens'
  | 'gen_ai.client.inference.usage.cache_write.input_tokens'
  | 'gen_ai.client.inference.usage.input_tokens'
  | 'gen_ai.client.inference.usage.output_tokens'
  | 'gen_ai.client.inference.usage.reasoning.output_tokens'
  | 'gen_ai.client.operation.duration'
  | 'gen_ai.execute_tool.duration'
  | 'gen_ai.invoke_agent.duration'
  | 'gen_ai.invoke_agent.inference_calls'
  | 'gen_ai.invoke_agent.tool_calls'
  | 'gen_ai.invoke_workflow.duration'
  | 'spanwise.cache.lookup.duration'
  | 'spanwise.client.cost'
  | 'spanwise.client.rejected_attempts'
  | 'spanwise.evaluation.score'
  | 'spanwise.internal.failures'
  | 'spanwise.rate_limit.limit'
  | 'spanwise.rate_limit.remaining'
  | 'spanwise.realtime.session.duration'
  | 'spanwise.retrieval.duration'
  | 'spanwise.retrieval.empty_results'
  | 'spanwise.server.phase.duration'
  | 'spanwise.telemetry.dropped'
  | 'spanwise.tenant.unscoped_calls'
  | 'spanwise.vector.search.best_score'
  | 'spanwise.vector.search.empty_results'
  | 'spanwise.vector.write.batch_size';

/** Name of a metric. */
export type MetricName =
  | CallMetricName
  | 'gen_ai.server.request.duration'
  | 'gen_ai.server.time_per_output_token'
  | 'gen_ai.server.time_to_first_token'
  | 'mcp.client.operation.duration'
  | 'mcp.client.session.duration'
  | 'mcp.server.operation.duration'
  | 'mcp.server.session.duration'
  | 'spanwise.cache.lookup.similarity'
  | 'spanwise.cache.savings.cost'
  | 'spanwise.cache.savings.input_tokens'
  | 'spanwise.cache.savings.output_tokens';

const buckets1: readonly number[] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const buckets2: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
const buckets3: readonly number[] = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const buckets4: readonly number[] = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
const buckets5: readonly number[] = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6];
const buckets6: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128];
const buckets7: readonly number[] = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];
const buckets8: readonly number[] = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
const buckets9: readonly number[] = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const buckets10: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const buckets11: readonly number[] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const buckets12: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 1];
const buckets13: readonly number[] = [-1, -0.5, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 5, 10, 100];
const attributes1 = 'db.collection.name db.namespace db.operation.name db.query.summary db.response.status_code db.stored_procedure.name db.system.name error.type network.peer.address network.peer.port server.address server.port spanwise.vector.operation';
const attributes2 = 'db.query.text spanwise.tenant.id';
const attributes3 = 'error.type gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port openai.response.service_tier openai.response.system_fingerprint';
const attributes4 = 'spanwise.tenant.id';
const attributes5 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port openai.response.service_tier openai.response.system_fingerprint';
const attributes6 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port';
const attributes7 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model gen_ai.token.modality server.address server.port openai.response.service_tier openai.response.system_fingerprint';
const attributes8 = 'error.type gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port';
const attributes9 = 'error.type gen_ai.agent.name gen_ai.tool.name gen_ai.tool.type';
const attributes10 = 'error.type gen_ai.agent.name gen_ai.request.model';
const attributes11 = 'gen_ai.agent.name';
const attributes12 = '';
const attributes13 = 'error.type gen_ai.workflow.name';
const attributes14 = 'error.type gen_ai.operation.name gen_ai.prompt.name gen_ai.tool.name jsonrpc.protocol.version mcp.method.name mcp.protocol.version network.protocol.name network.protocol.version network.transport rpc.response.status_code server.address server.port';
const attributes15 = 'gen_ai.prompt.variable mcp.resource.uri';
const attributes16 = 'error.type jsonrpc.protocol.version mcp.protocol.version network.protocol.name network.protocol.version network.transport server.address server.port';
const attributes17 = 'error.type gen_ai.operation.name gen_ai.prompt.name gen_ai.tool.name jsonrpc.protocol.version mcp.method.name mcp.protocol.version network.protocol.name network.protocol.version network.transport rpc.response.status_code';
const attributes18 = 'error.type jsonrpc.protocol.version mcp.protocol.version network.protocol.name network.protocol.version network.transport';
const attributes19 = 'error.type spanwise.cache.kind spanwise.cache.name spanwise.cache.result';
const attributes20 = 'spanwise.cache.kind spanwise.cache.name spanwise.cache.result';
const attributes21 = 'spanwise.cache.kind spanwise.cache.name spanwise.cost.currency';
const attributes22 = 'spanwise.cache.kind spanwise.cache.name';
const attributes23 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port spanwise.cost.currency spanwise.cost.source';
const attributes24 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model http.response.status_code server.address server.port';
const attributes25 = 'gen_ai.evaluation.name';
const attributes26 = 'spanwise.failure.kind';
const attributes27 = 'gen_ai.provider.name gen_ai.request.model server.address server.port spanwise.rate_limit.kind';
const attributes28 = 'error.type gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port';
const attributes29 = 'gen_ai.agent.name gen_ai.operation.name gen_ai.tool.name gen_ai.workflow.name';
const attributes30 = 'gen_ai.data_source.id';
const attributes31 = 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model server.address server.port spanwise.server.phase';
const attributes32 = 'spanwise.telemetry.reason';
const attributes33 = 'db.collection.name db.namespace db.operation.name db.system.name server.address server.port spanwise.vector.operation';
const attributes34 = 'db.collection.name db.namespace db.operation.name db.system.name server.address server.port spanwise.vector.search.metric spanwise.vector.search.score.direction';
const attributes35 = 'db.collection.name db.namespace db.operation.name db.system.name server.address server.port';

/** What a call of a client may record, by name. */
export const CALL_METRICS: MetricTable<CallMetricName> = metricTable([
  [METRIC_DB_CLIENT_OPERATION_DURATION, 'histogram', 's', 'double', 'Time of one call of a database.', attributes1, attributes2, buckets1],
  [METRIC_DB_CLIENT_RESPONSE_RETURNED_ROWS, 'histogram', '{row}', 'int', 'Rows that one call of a database returned.', attributes1, attributes2, buckets2],
  [METRIC_GEN_AI_CLIENT_INFERENCE_DURATION, 'histogram', 's', 'double', 'Time of one call of a model, as its span.', attributes3, attributes4, buckets3],
  [METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS, 'histogram', '{token}', 'int', 'Input tokens of one call of a model, of all modalities.', attributes5, attributes4, buckets4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS, 'histogram', '{token}', 'int', 'Output tokens of one call of a model, of all modalities.', attributes5, attributes4, buckets4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK, 'histogram', 's', 'double', 'Time between one chunk of a streamed reply and the next, once for each chunk after the first.', attributes6, attributes4, buckets3],
  [METRIC_GEN_AI_CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK, 'histogram', 's', 'double', 'Time from sending a request to the first chunk of its streamed reply.', attributes6, attributes4, buckets3],
  [METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS, 'counter', '{token}', 'int', 'Input tokens that came from the provider\'s cache; part of the input tokens.', attributes7, attributes4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_WRITE_INPUT_TOKENS, 'counter', '{token}', 'int', 'Input tokens that were written to the provider\'s cache; part of the input tokens.', attributes7, attributes4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS, 'counter', '{token}', 'int', 'Input tokens of calls of a model, cached ones included.', attributes7, attributes4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS, 'counter', '{token}', 'int', 'Output tokens of calls of a model, reasoning included.', attributes7, attributes4],
  [METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_REASONING_OUTPUT_TOKENS, 'counter', '{token}', 'int', 'Output tokens spent on reasoning; part of the output tokens.', attributes7, attributes4],
  [METRIC_GEN_AI_CLIENT_OPERATION_DURATION, 'histogram', 's', 'double', 'Time of one call that is not an inference: embeddings, retrieval, memory, stored responses, remote agents.', attributes8, attributes4, buckets3],
  [METRIC_GEN_AI_EXECUTE_TOOL_DURATION, 'histogram', 's', 'double', 'Time of one run of a tool, as its span.', attributes9, attributes4, buckets3],
  [METRIC_GEN_AI_INVOKE_AGENT_DURATION, 'histogram', 's', 'double', 'Time of one run of an agent in this process, as its span.', attributes10, attributes4, buckets5],
  [METRIC_GEN_AI_INVOKE_AGENT_INFERENCE_CALLS, 'histogram', '{inference_call}', 'int', 'Calls of a model that one run of an agent made itself, failed ones included.', attributes11, attributes12, buckets6],
  [METRIC_GEN_AI_INVOKE_AGENT_TOOL_CALLS, 'histogram', '{tool_call}', 'int', 'Tools that one run of an agent executed on the client\'s side.', attributes11, attributes12, buckets6],
  [METRIC_GEN_AI_INVOKE_WORKFLOW_DURATION, 'histogram', 's', 'double', 'Time of one run of a workflow, as its span.', attributes13, attributes4, buckets7],
  [METRIC_SPANWISE_CACHE_LOOKUP_DURATION, 'histogram', 's', 'double', 'How long one lookup in a cache took, hit or miss.', attributes19, attributes4, buckets11],
  [METRIC_SPANWISE_CLIENT_COST, 'counter', '{currency}', 'double', 'What model calls and embeddings cost, as far as it is known.', attributes23, attributes4],
  [METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS, 'counter', '{attempt}', 'int', 'Attempts that a provider turned away because of limits or overload (status 429, 503 and 529), those that the client sent again included.', attributes24, attributes12],
  [METRIC_SPANWISE_EVALUATION_SCORE, 'histogram', '1', 'double', 'Scores of evaluations, on the scale of each evaluator.', attributes25, attributes4, buckets13],
  [METRIC_SPANWISE_INTERNAL_FAILURES, 'counter', '{failure}', 'int', 'Failures inside Spanwise that were kept from the application.', attributes26, attributes12],
  [METRIC_SPANWISE_RATE_LIMIT_LIMIT, 'gauge', '{item}', 'int', 'What the provider allows in its window, as its last reply of the past five minutes said.', attributes27, attributes12],
  [METRIC_SPANWISE_RATE_LIMIT_REMAINING, 'gauge', '{item}', 'int', 'What is left of it.', attributes27, attributes12],
  [METRIC_SPANWISE_REALTIME_SESSION_DURATION, 'histogram', 's', 'double', 'Time of one session, as its span.', attributes28, attributes4, buckets7],
  [METRIC_SPANWISE_RETRIEVAL_DURATION, 'histogram', 's', 'double', 'How long retrievals and vector searches ran in one piece of work, those at the same time once: of each agent, workflow, tool or cache that stands in no other and in which anything was searched.', attributes29, attributes4, buckets11],
  [METRIC_SPANWISE_RETRIEVAL_EMPTY_RESULTS, 'counter', '{retrieval}', 'int', 'Retrievals that found no document.', attributes30, attributes4],
  [METRIC_SPANWISE_SERVER_PHASE_DURATION, 'histogram', 's', 'double', 'How long the parts of a call took at the server, where its replies say.', attributes31, attributes4, buckets11],
  [METRIC_SPANWISE_TELEMETRY_DROPPED, 'counter', '{item}', 'int', 'Items of telemetry that Spanwise did not record or send, and values it left out or cut.', attributes32, attributes12],
  [METRIC_SPANWISE_TENANT_UNSCOPED_CALLS, 'counter', '{call}', 'int', 'Calls of a vector store that ran for a tenant and were not limited to it.', attributes33, attributes4],
  [METRIC_SPANWISE_VECTOR_SEARCH_BEST_SCORE, 'histogram', '1', 'double', 'Best score of a vector search that has results.', attributes34, attributes4, buckets13],
  [METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS, 'counter', '{search}', 'int', 'Vector searches that found nothing.', attributes35, attributes4],
  [METRIC_SPANWISE_VECTOR_WRITE_BATCH_SIZE, 'histogram', '{record}', 'int', 'Records that one call writes.', attributes35, attributes4, buckets2],
]);

/** All metrics, by name. A function, so that a bundle of clients need not hold what no call of theirs records. */
export function allMetrics(): MetricTable<MetricName> {
  return { ...CALL_METRICS, ...otherMetrics() };
}

/** What no such call records, by name. */
export function otherMetrics(): MetricTable<Exclude<MetricName, CallMetricName>> {
  return metricTable([
    [METRIC_GEN_AI_SERVER_REQUEST_DURATION, 'histogram', 's', 'double', 'Time that a model server spent on one request, to its last byte or token.', attributes8, attributes12, buckets3],
    [METRIC_GEN_AI_SERVER_TIME_PER_OUTPUT_TOKEN, 'histogram', 's', 'double', 'Time that a model server needed for each token after the first, of successful replies.', attributes6, attributes12, buckets8],
    [METRIC_GEN_AI_SERVER_TIME_TO_FIRST_TOKEN, 'histogram', 's', 'double', 'Time that a model server needed for the first token, of successful replies.', attributes6, attributes12, buckets9],
    [METRIC_MCP_CLIENT_OPERATION_DURATION, 'histogram', 's', 'double', 'Time of one MCP request or notification, at the side that sends it.', attributes14, attributes15, buckets10],
    [METRIC_MCP_CLIENT_SESSION_DURATION, 'histogram', 's', 'double', 'Time of one MCP session as its client sees it.', attributes16, attributes12, buckets10],
    [METRIC_MCP_SERVER_OPERATION_DURATION, 'histogram', 's', 'double', 'Time of one MCP request or notification, at the side that receives it.', attributes17, attributes15, buckets10],
    [METRIC_MCP_SERVER_SESSION_DURATION, 'histogram', 's', 'double', 'Time of one MCP session as its server sees it.', attributes18, attributes12, buckets10],
    [METRIC_SPANWISE_CACHE_LOOKUP_SIMILARITY, 'histogram', '1', 'double', 'How near the nearest entry of a cache was to what was asked.', attributes20, attributes4, buckets12],
    [METRIC_SPANWISE_CACHE_SAVINGS_COST, 'counter', '{currency}', 'double', 'What hits of a cache saved, as far as it is known.', attributes21, attributes4],
    [METRIC_SPANWISE_CACHE_SAVINGS_INPUT_TOKENS, 'counter', '{token}', 'int', 'Input tokens that hits of a cache saved.', attributes22, attributes4],
    [METRIC_SPANWISE_CACHE_SAVINGS_OUTPUT_TOKENS, 'counter', '{token}', 'int', 'Output tokens that hits of a cache saved.', attributes22, attributes4],
  ]);
}
