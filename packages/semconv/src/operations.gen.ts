/** The operation table: how each operation is recorded. Printed from registry/ by `npm run generate`; do not edit. */
import { operationTable } from './operation-table.ts';
import type { OperationTable, RequirementLevel } from './tables.ts';

/** Value of `gen_ai.operation.name`; of a vector store, of `spanwise.vector.operation`. */
export type OperationName =
  | 'chat'
  | 'generate_content'
  | 'text_completion'
  | 'embeddings'
  | 'retrieval'
  | 'fetch_response'
  | 'search_memory'
  | 'create_memory'
  | 'update_memory'
  | 'upsert_memory'
  | 'delete_memory'
  | 'create_memory_store'
  | 'delete_memory_store'
  | 'create_agent'
  | 'invoke_agent'
  | 'execute_tool'
  | 'invoke_workflow'
  | 'plan'
  | 'search'
  | 'write'
  | 'delete'
  | 'read'
  | 'moderation'
  | 'count_tokens'
  | 'rerank'
  | 'create_batch'
  | 'fetch_batch'
  | 'fetch_batch_results'
  | 'create_cache'
  | 'realtime_session'
  | 'cache_lookup';

/** Key of the operation table: an operation, or `invoke_agent_client` for an agent at a remote service. */
export type OperationKey = OperationName | 'invoke_agent_client';

const shared1 = 'gen_ai.output.type gen_ai.request.choice.count gen_ai.request.seed';
const shared2 = 'gen_ai.request.frequency_penalty gen_ai.request.max_tokens gen_ai.request.presence_penalty gen_ai.request.stop_sequences gen_ai.request.temperature gen_ai.request.top_p';
const shared3 = 'gen_ai.request.previous_response.id gen_ai.usage.audio.cache_read.input_tokens gen_ai.usage.audio.input_tokens gen_ai.usage.audio.output_tokens gen_ai.usage.image.cache_read.input_tokens gen_ai.usage.image.input_tokens gen_ai.usage.image.output_tokens gen_ai.usage.text.cache_read.input_tokens gen_ai.usage.text.input_tokens gen_ai.usage.text.output_tokens';
const shared4 = 'server.address spanwise.request.id spanwise.retry.after spanwise.retry.count spanwise.retry.wait spanwise.server.total_time';
const shared5 = 'session.id spanwise.dropped spanwise.seed spanwise.tenant.id spanwise.truncated spanwise.version.code spanwise.version.configuration spanwise.version.data spanwise.version.model spanwise.version.prompt user.id';
const shared6 = 'spanwise.rate_limit.input_tokens.limit spanwise.rate_limit.input_tokens.remaining spanwise.rate_limit.input_tokens.reset spanwise.rate_limit.output_tokens.limit spanwise.rate_limit.output_tokens.remaining spanwise.rate_limit.output_tokens.reset spanwise.rate_limit.requests.limit spanwise.rate_limit.requests.remaining spanwise.rate_limit.requests.reset spanwise.rate_limit.tokens.limit spanwise.rate_limit.tokens.remaining spanwise.rate_limit.tokens.reset spanwise.server.load_time spanwise.server.output_time spanwise.server.prompt_time spanwise.server.queue_time';
const shared7 = 'spanwise.stream.longest_gap spanwise.stream.output_tokens_per_second spanwise.stream.time_per_output_chunk spanwise.stream.time_to_first_audio spanwise.stream.time_to_first_reasoning spanwise.stream.time_to_first_text';

/**
 * All operations. An agent appears twice, as the conventions have it: `invoke_agent` is one that runs in this process,
 * `invoke_agent_client` one at a remote service; both are named `invoke_agent` on the wire.
 */
export const OPERATIONS: OperationTable = /* @__PURE__ */ operationTable([
  {
    names: 'chat generate_content text_completion',
    spanType: 'gen_ai.client.inference',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.inference.duration',
    inProcess: true,
    inference: true,
    countsTokens: true,
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: `${shared1} error.type gen_ai.conversation.id gen_ai.prompt.name gen_ai.prompt.version gen_ai.request.model gen_ai.request.stream gen_ai.request.top_k server.port`,
      recommended: `${shared2} ${shared3} ${shared4} ${shared5} ${shared6} ${shared7} gen_ai.conversation.compacted gen_ai.request.reasoning.level gen_ai.response.finish_reasons gen_ai.response.id gen_ai.response.model gen_ai.response.time_to_first_chunk gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_write.input_tokens gen_ai.usage.input_tokens gen_ai.usage.output_tokens gen_ai.usage.reasoning.output_tokens spanwise.audio.duration spanwise.billed.pages spanwise.billed.search_units spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source spanwise.image.count spanwise.processed.input_tokens spanwise.processed.output_tokens spanwise.realtime.tool_names spanwise.stream.chunk_count spanwise.stream.outcome`,
      opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.prompt.variable gen_ai.system_instructions gen_ai.tool.definitions',
    },
  },
  {
    names: 'embeddings',
    spanType: 'gen_ai.embeddings.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.embeddings.dimension.count gen_ai.request.encoding_formats gen_ai.response.model gen_ai.usage.input_tokens spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source`,
    },
  },
  {
    names: 'retrieval',
    spanType: 'gen_ai.retrieval.client',
    kind: 'client',
    nameAttributes: 'gen_ai.data_source.id',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name',
      conditionally_required: 'error.type gen_ai.data_source.id gen_ai.provider.name gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.retrieval.top_k spanwise.retrieval.document_count`,
      opt_in: 'gen_ai.retrieval.documents gen_ai.retrieval.query.text',
    },
  },
  {
    names: 'fetch_response',
    spanType: 'gen_ai.fetch_response.client',
    kind: 'client',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name gen_ai.response.id',
      conditionally_required: 'error.type gen_ai.request.stream_cursor server.port',
      recommended: `${shared4} ${shared5} ${shared6} ${shared7} gen_ai.response.finish_reasons gen_ai.response.model gen_ai.response.status spanwise.stream.chunk_count spanwise.stream.outcome`,
      opt_in: 'gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
    },
  },
  {
    names: 'search_memory create_memory update_memory upsert_memory delete_memory create_memory_store delete_memory_store',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    durationMetric: 'gen_ai.client.operation.duration',
    inProcess: true,
    levels: {
      required: 'gen_ai.operation.name',
      conditionally_required: 'error.type gen_ai.memory.record.id gen_ai.memory.store.id gen_ai.provider.name server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.memory.record.count`,
      opt_in: 'gen_ai.memory.query.text gen_ai.memory.records',
    },
  },
  {
    names: 'create_agent',
    spanType: 'gen_ai.create_agent.client',
    kind: 'client',
    nameAttributes: 'gen_ai.agent.name',
    samplingAttributes: 'gen_ai.agent.name gen_ai.operation.name gen_ai.provider.name gen_ai.request.model',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.agent.description gen_ai.agent.id gen_ai.agent.name gen_ai.agent.version gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6}`,
      opt_in: 'gen_ai.system_instructions',
    },
  },
  {
    names: 'invoke_agent',
    spanType: 'gen_ai.invoke_agent.client',
    kind: 'client',
    nameAttributes: 'gen_ai.agent.name',
    samplingAttributes: 'gen_ai.agent.name gen_ai.operation.name gen_ai.provider.name gen_ai.request.model',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: `${shared1} error.type gen_ai.agent.description gen_ai.agent.id gen_ai.agent.name gen_ai.agent.version gen_ai.conversation.id gen_ai.data_source.id server.port`,
      recommended: `${shared2} ${shared3} ${shared4} ${shared5} ${shared6} ${shared7} gen_ai.request.model gen_ai.response.finish_reasons gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_write.input_tokens gen_ai.usage.input_tokens gen_ai.usage.output_tokens gen_ai.usage.reasoning.output_tokens spanwise.stream.chunk_count spanwise.stream.outcome`,
      opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
    },
  },
  {
    names: 'invoke_agent',
    spanType: 'gen_ai.invoke_agent.internal',
    kind: 'internal',
    nameAttributes: 'gen_ai.agent.name',
    samplingAttributes: 'gen_ai.agent.name gen_ai.operation.name gen_ai.request.model',
    durationMetric: 'gen_ai.invoke_agent.duration',
    levels: {
      required: 'gen_ai.operation.name',
      conditionally_required: `${shared1} error.type gen_ai.agent.description gen_ai.agent.name gen_ai.conversation.id gen_ai.data_source.id`,
      recommended: `${shared2} ${shared5} gen_ai.request.model gen_ai.response.finish_reasons gen_ai.usage.input_tokens gen_ai.usage.output_tokens spanwise.cost.amount spanwise.cost.currency spanwise.retrieval.time`,
      opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
    },
  },
  {
    names: 'execute_tool',
    spanType: 'gen_ai.execute_tool.internal',
    kind: 'internal',
    nameAttributes: 'gen_ai.tool.name',
    samplingAttributes: 'gen_ai.operation.name gen_ai.tool.name gen_ai.tool.type',
    durationMetric: 'gen_ai.execute_tool.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.tool.name',
      conditionally_required: 'error.type gen_ai.agent.name gen_ai.conversation.id',
      recommended: `${shared5} gen_ai.tool.call.id gen_ai.tool.description gen_ai.tool.type spanwise.retrieval.time`,
      opt_in: 'gen_ai.tool.call.arguments gen_ai.tool.call.result',
    },
  },
  {
    names: 'invoke_workflow',
    spanType: 'gen_ai.invoke_workflow.internal',
    kind: 'internal',
    nameAttributes: 'gen_ai.workflow.name',
    samplingAttributes: 'gen_ai.operation.name',
    durationMetric: 'gen_ai.invoke_workflow.duration',
    levels: {
      required: 'gen_ai.operation.name',
      conditionally_required: 'error.type gen_ai.conversation.id gen_ai.workflow.name',
      recommended: `${shared5} spanwise.retrieval.time`,
      opt_in: 'gen_ai.input.messages gen_ai.output.messages',
    },
  },
  {
    names: 'plan',
    spanType: 'gen_ai.plan.internal',
    kind: 'internal',
    nameAttributes: 'gen_ai.agent.name',
    samplingAttributes: 'gen_ai.operation.name',
    levels: {
      required: 'gen_ai.operation.name',
      conditionally_required: 'error.type gen_ai.agent.name',
      recommended: `${shared5} spanwise.retrieval.time`,
    },
  },
  {
    names: 'search write delete read',
    spanType: 'db.client',
    kind: 'client',
    operationAttribute: 'spanwise.vector.operation',
    nameAttributes: 'db.collection.name db.stored_procedure.name db.namespace',
    samplingAttributes: 'db.system.name spanwise.vector.operation',
    durationMetric: 'db.client.operation.duration',
    inProcess: true,
    levels: {
      required: 'db.system.name',
      conditionally_required: 'db.collection.name db.namespace db.operation.name db.response.status_code error.type server.port spanwise.vector.operation',
      recommended: `${shared4} ${shared5} db.operation.batch.size db.query.summary db.query.text db.stored_procedure.name network.peer.address network.peer.port spanwise.tenant.scoped spanwise.vector.accepted_count spanwise.vector.cost_units spanwise.vector.dimension_count spanwise.vector.failed_count spanwise.vector.field spanwise.vector.filter.keys spanwise.vector.filtered spanwise.vector.index spanwise.vector.read_units spanwise.vector.search.hybrid spanwise.vector.search.metric spanwise.vector.search.parameters spanwise.vector.search.reranked spanwise.vector.search.score.best spanwise.vector.search.score.direction spanwise.vector.search.score.mean spanwise.vector.search.score.threshold spanwise.vector.search.score.worst spanwise.vector.search.top_k spanwise.vector.write.bytes spanwise.vector.write_units`,
      opt_in: 'db.query.parameter db.response.returned_rows gen_ai.retrieval.documents gen_ai.retrieval.query.text',
    },
  },
  {
    names: 'moderation',
    spanType: 'spanwise.moderation.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.id gen_ai.response.model spanwise.moderation.flagged`,
    },
  },
  {
    names: 'count_tokens',
    spanType: 'spanwise.count_tokens.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} spanwise.count_tokens.input_tokens`,
    },
  },
  {
    names: 'rerank',
    spanType: 'spanwise.rerank.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.id gen_ai.response.model gen_ai.retrieval.top_k gen_ai.usage.input_tokens spanwise.billed.search_units spanwise.rerank.document_count`,
      opt_in: 'gen_ai.retrieval.documents gen_ai.retrieval.query.text',
    },
  },
  {
    names: 'create_batch fetch_batch fetch_batch_results',
    spanType: 'spanwise.batch.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    countsTokens: true,
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port spanwise.batch.id',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.model gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_write.input_tokens gen_ai.usage.input_tokens gen_ai.usage.output_tokens gen_ai.usage.reasoning.output_tokens spanwise.batch.failed_count spanwise.batch.request_count spanwise.batch.status spanwise.batch.succeeded_count spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source spanwise.stream.chunk_count spanwise.stream.outcome`,
    },
  },
  {
    names: 'create_cache',
    spanType: 'spanwise.cache.client',
    kind: 'client',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'gen_ai.client.operation.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.id gen_ai.usage.cache_write.input_tokens`,
    },
  },
  {
    names: 'realtime_session',
    spanType: 'spanwise.realtime.internal',
    kind: 'internal',
    nameAttributes: 'gen_ai.request.model',
    samplingAttributes: 'gen_ai.operation.name gen_ai.provider.name gen_ai.request.model server.address server.port',
    durationMetric: 'spanwise.realtime.session.duration',
    levels: {
      required: 'gen_ai.operation.name gen_ai.provider.name',
      conditionally_required: 'error.type gen_ai.conversation.id gen_ai.request.model server.port',
      recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.model spanwise.realtime.close_code spanwise.realtime.interrupted_turn_count spanwise.realtime.session_id spanwise.realtime.turn_count`,
    },
  },
  {
    names: 'cache_lookup',
    spanType: 'spanwise.cache.internal',
    kind: 'internal',
    nameAttributes: 'spanwise.cache.name',
    samplingAttributes: 'gen_ai.operation.name spanwise.cache.kind spanwise.cache.name',
    durationMetric: 'spanwise.cache.lookup.duration',
    levels: {
      required: 'gen_ai.operation.name spanwise.cache.name',
      conditionally_required: 'error.type spanwise.cache.result',
      recommended: `${shared5} spanwise.cache.kind spanwise.cache.saved.cost spanwise.cache.saved.input_tokens spanwise.cache.saved.output_tokens spanwise.cache.similarity spanwise.cost.currency spanwise.retrieval.time`,
    },
  },
]);

/** Attributes that one provider adds to a kind of span, or asks for more strongly: by provider, then by kind of span. */
export const PROVIDER_ATTRIBUTES: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, RequirementLevel>>>>>
> = {
  'anthropic': {
    'gen_ai.client.inference': {
      'gen_ai.request.top_k': 'recommended',
    },
  },
  'aws.bedrock': {
    'gen_ai.client.inference': {
      'aws.bedrock.guardrail.id': 'required',
      'aws.bedrock.knowledge_base.id': 'recommended',
      'gen_ai.request.top_k': 'recommended',
    },
  },
  'azure.ai.inference': {
    'gen_ai.client.inference': {
      'azure.resource_provider.namespace': 'recommended',
    },
  },
  'openai': {
    'gen_ai.client.inference': {
      'gen_ai.request.model': 'required',
      'openai.api.type': 'recommended',
      'openai.request.service_tier': 'conditionally_required',
      'openai.response.service_tier': 'conditionally_required',
      'openai.response.system_fingerprint': 'recommended',
    },
    'gen_ai.fetch_response.client': {
      'openai.api.type': 'recommended',
    },
  },
};
