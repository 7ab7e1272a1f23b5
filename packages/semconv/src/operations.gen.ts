/** The operation table: how each operation is recorded. Printed from registry/ by `npm run generate`; do not edit. */
import { byLevel } from './by-level.ts';
import { METRICS } from './metrics.gen.ts';
import type { OperationTable, RequirementLevel } from './tables.ts';

/** Value of `gen_ai.operation.name`. */
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
  | 'moderation'
  | 'count_tokens'
  | 'create_batch'
  | 'fetch_batch'
  | 'fetch_batch_results';

/** Key of the operation table: an operation, or `invoke_agent_client` for an agent at a remote service. */
export type OperationKey = OperationName | 'invoke_agent_client';

const shared1 = 'gen_ai.output.type gen_ai.request.choice.count gen_ai.request.seed';
const shared2 = 'gen_ai.request.frequency_penalty gen_ai.request.max_tokens gen_ai.request.presence_penalty gen_ai.request.stop_sequences gen_ai.request.temperature gen_ai.request.top_p';
const shared3 = 'gen_ai.request.previous_response.id gen_ai.usage.audio.cache_read.input_tokens gen_ai.usage.audio.input_tokens gen_ai.usage.audio.output_tokens gen_ai.usage.image.cache_read.input_tokens gen_ai.usage.image.input_tokens gen_ai.usage.image.output_tokens gen_ai.usage.text.cache_read.input_tokens gen_ai.usage.text.input_tokens gen_ai.usage.text.output_tokens';
const shared4 = 'gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_write.input_tokens gen_ai.usage.reasoning.output_tokens';
const shared5 = 'server.address spanwise.rate_limit.input_tokens.limit spanwise.rate_limit.input_tokens.remaining spanwise.rate_limit.input_tokens.reset spanwise.rate_limit.output_tokens.limit spanwise.rate_limit.output_tokens.remaining spanwise.rate_limit.output_tokens.reset spanwise.rate_limit.requests.limit spanwise.rate_limit.requests.remaining spanwise.rate_limit.requests.reset spanwise.rate_limit.tokens.limit spanwise.rate_limit.tokens.remaining spanwise.rate_limit.tokens.reset spanwise.request.id spanwise.retry.after spanwise.retry.count spanwise.retry.wait spanwise.server.load_time spanwise.server.output_time spanwise.server.prompt_time spanwise.server.queue_time spanwise.server.total_time';
const shared6 = 'session.id spanwise.dropped spanwise.seed spanwise.tenant.id spanwise.truncated spanwise.version.code spanwise.version.configuration spanwise.version.data spanwise.version.model spanwise.version.prompt user.id';
const shared7 = 'spanwise.stream.longest_gap spanwise.stream.output_tokens_per_second spanwise.stream.time_per_output_chunk spanwise.stream.time_to_first_reasoning spanwise.stream.time_to_first_text';
const genAiClientInference: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: `${shared1} error.type gen_ai.conversation.id gen_ai.prompt.name gen_ai.prompt.version gen_ai.request.model gen_ai.request.stream gen_ai.request.top_k server.port`,
  recommended: `${shared2} ${shared3} ${shared4} ${shared5} ${shared6} ${shared7} gen_ai.conversation.compacted gen_ai.request.reasoning.level gen_ai.response.finish_reasons gen_ai.response.id gen_ai.response.model gen_ai.response.time_to_first_chunk gen_ai.usage.input_tokens gen_ai.usage.output_tokens spanwise.audio.duration spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source spanwise.image.count spanwise.stream.chunk_count spanwise.stream.outcome`,
  opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.prompt.variable gen_ai.system_instructions gen_ai.tool.definitions',
});
const genAiEmbeddingsClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: 'error.type gen_ai.request.model server.port',
  recommended: `${shared5} ${shared6} gen_ai.embeddings.dimension.count gen_ai.request.encoding_formats gen_ai.response.model gen_ai.usage.input_tokens spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source`,
});
const genAiRetrievalClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name',
  conditionally_required: 'error.type gen_ai.data_source.id gen_ai.provider.name gen_ai.request.model server.port',
  recommended: `${shared5} ${shared6} gen_ai.retrieval.top_k`,
  opt_in: 'gen_ai.retrieval.documents gen_ai.retrieval.query.text',
});
const genAiFetchResponseClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name gen_ai.response.id',
  conditionally_required: 'error.type gen_ai.request.stream_cursor server.port',
  recommended: `${shared5} ${shared6} ${shared7} gen_ai.response.finish_reasons gen_ai.response.model gen_ai.response.status spanwise.stream.chunk_count spanwise.stream.outcome`,
  opt_in: 'gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
});
const genAiMemoryClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name',
  conditionally_required: 'error.type gen_ai.memory.record.id gen_ai.memory.store.id gen_ai.provider.name server.port',
  recommended: `${shared5} ${shared6} gen_ai.memory.record.count`,
  opt_in: 'gen_ai.memory.query.text gen_ai.memory.records',
});
const genAiCreateAgentClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: 'error.type gen_ai.agent.description gen_ai.agent.id gen_ai.agent.name gen_ai.agent.version gen_ai.request.model server.port',
  recommended: `${shared5} ${shared6}`,
  opt_in: 'gen_ai.system_instructions',
});
const genAiInvokeAgentClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: `${shared1} error.type gen_ai.agent.description gen_ai.agent.id gen_ai.agent.name gen_ai.agent.version gen_ai.conversation.id gen_ai.data_source.id server.port`,
  recommended: `${shared2} ${shared3} ${shared4} ${shared5} ${shared6} ${shared7} gen_ai.request.model gen_ai.response.finish_reasons gen_ai.usage.input_tokens gen_ai.usage.output_tokens spanwise.stream.chunk_count spanwise.stream.outcome`,
  opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
});
const genAiInvokeAgentInternal: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name',
  conditionally_required: `${shared1} error.type gen_ai.agent.description gen_ai.agent.name gen_ai.conversation.id gen_ai.data_source.id`,
  recommended: `${shared2} ${shared6} gen_ai.request.model gen_ai.response.finish_reasons gen_ai.usage.input_tokens gen_ai.usage.output_tokens spanwise.cost.amount spanwise.cost.currency`,
  opt_in: 'gen_ai.input.messages gen_ai.output.messages gen_ai.system_instructions gen_ai.tool.definitions',
});
const genAiExecuteToolInternal: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.tool.name',
  conditionally_required: 'error.type gen_ai.agent.name gen_ai.conversation.id',
  recommended: `${shared6} gen_ai.tool.call.id gen_ai.tool.description gen_ai.tool.type`,
  opt_in: 'gen_ai.tool.call.arguments gen_ai.tool.call.result',
});
const genAiInvokeWorkflowInternal: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name',
  conditionally_required: 'error.type gen_ai.conversation.id gen_ai.workflow.name',
  recommended: `${shared6}`,
  opt_in: 'gen_ai.input.messages gen_ai.output.messages',
});
const genAiPlanInternal: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name',
  conditionally_required: 'error.type gen_ai.agent.name',
  recommended: `${shared6}`,
});
const spanwiseModerationClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: 'error.type gen_ai.request.model server.port',
  recommended: `${shared5} ${shared6} gen_ai.response.id gen_ai.response.model spanwise.moderation.flagged`,
});
const spanwiseCountTokensClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: 'error.type gen_ai.request.model server.port',
  recommended: `${shared5} ${shared6} spanwise.count_tokens.input_tokens`,
});
const spanwiseBatchClient: Readonly<Record<string, RequirementLevel>> = /* @__PURE__ */ byLevel({
  required: 'gen_ai.operation.name gen_ai.provider.name',
  conditionally_required: 'error.type gen_ai.request.model server.port spanwise.batch.id',
  recommended: `${shared4} ${shared5} ${shared6} gen_ai.response.model gen_ai.usage.input_tokens gen_ai.usage.output_tokens spanwise.batch.failed_count spanwise.batch.request_count spanwise.batch.status spanwise.batch.succeeded_count spanwise.cost.amount spanwise.cost.currency spanwise.cost.price_date spanwise.cost.source spanwise.stream.chunk_count spanwise.stream.outcome`,
});

/**
 * All operations. An agent appears twice, as the conventions have it: `invoke_agent` is one that runs in this process,
 * `invoke_agent_client` one at a remote service; both are named `invoke_agent` on the wire.
 */
export const OPERATIONS: OperationTable = {
  chat: {
    name: 'chat',
    spanType: 'gen_ai.client.inference',
    kind: 'client',
    inProcess: true,
    nameAttributes: ['gen_ai.request.model'],
    attributes: genAiClientInference,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.inference.duration',
    durationAttributes: METRICS['gen_ai.client.inference.duration'].attributes,
    inference: true,
    countsTokens: true,
  },
  generate_content: {
    name: 'generate_content',
    spanType: 'gen_ai.client.inference',
    kind: 'client',
    inProcess: true,
    nameAttributes: ['gen_ai.request.model'],
    attributes: genAiClientInference,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.inference.duration',
    durationAttributes: METRICS['gen_ai.client.inference.duration'].attributes,
    inference: true,
    countsTokens: true,
  },
  text_completion: {
    name: 'text_completion',
    spanType: 'gen_ai.client.inference',
    kind: 'client',
    inProcess: true,
    nameAttributes: ['gen_ai.request.model'],
    attributes: genAiClientInference,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.inference.duration',
    durationAttributes: METRICS['gen_ai.client.inference.duration'].attributes,
    inference: true,
    countsTokens: true,
  },
  embeddings: {
    name: 'embeddings',
    spanType: 'gen_ai.embeddings.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: genAiEmbeddingsClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  retrieval: {
    name: 'retrieval',
    spanType: 'gen_ai.retrieval.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.data_source.id'],
    attributes: genAiRetrievalClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  fetch_response: {
    name: 'fetch_response',
    spanType: 'gen_ai.fetch_response.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: [],
    attributes: genAiFetchResponseClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  search_memory: {
    name: 'search_memory',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  create_memory: {
    name: 'create_memory',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  update_memory: {
    name: 'update_memory',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  upsert_memory: {
    name: 'upsert_memory',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  delete_memory: {
    name: 'delete_memory',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  create_memory_store: {
    name: 'create_memory_store',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  delete_memory_store: {
    name: 'delete_memory_store',
    spanType: 'gen_ai.memory.client',
    kind: 'client',
    inProcess: true,
    nameAttributes: [],
    attributes: genAiMemoryClient,
    samplingAttributes: [],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  create_agent: {
    name: 'create_agent',
    spanType: 'gen_ai.create_agent.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.agent.name'],
    attributes: genAiCreateAgentClient,
    samplingAttributes: ['gen_ai.agent.name', 'gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  invoke_agent_client: {
    name: 'invoke_agent',
    spanType: 'gen_ai.invoke_agent.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.agent.name'],
    attributes: genAiInvokeAgentClient,
    samplingAttributes: ['gen_ai.agent.name', 'gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  invoke_agent: {
    name: 'invoke_agent',
    spanType: 'gen_ai.invoke_agent.internal',
    kind: 'internal',
    inProcess: false,
    nameAttributes: ['gen_ai.agent.name'],
    attributes: genAiInvokeAgentInternal,
    samplingAttributes: ['gen_ai.agent.name', 'gen_ai.operation.name', 'gen_ai.request.model'],
    durationMetric: 'gen_ai.invoke_agent.duration',
    durationAttributes: METRICS['gen_ai.invoke_agent.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  execute_tool: {
    name: 'execute_tool',
    spanType: 'gen_ai.execute_tool.internal',
    kind: 'internal',
    inProcess: false,
    nameAttributes: ['gen_ai.tool.name'],
    attributes: genAiExecuteToolInternal,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.tool.name', 'gen_ai.tool.type'],
    durationMetric: 'gen_ai.execute_tool.duration',
    durationAttributes: METRICS['gen_ai.execute_tool.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  invoke_workflow: {
    name: 'invoke_workflow',
    spanType: 'gen_ai.invoke_workflow.internal',
    kind: 'internal',
    inProcess: false,
    nameAttributes: ['gen_ai.workflow.name'],
    attributes: genAiInvokeWorkflowInternal,
    samplingAttributes: ['gen_ai.operation.name'],
    durationMetric: 'gen_ai.invoke_workflow.duration',
    durationAttributes: METRICS['gen_ai.invoke_workflow.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  plan: {
    name: 'plan',
    spanType: 'gen_ai.plan.internal',
    kind: 'internal',
    inProcess: false,
    nameAttributes: ['gen_ai.agent.name'],
    attributes: genAiPlanInternal,
    samplingAttributes: ['gen_ai.operation.name'],
    durationMetric: undefined,
    durationAttributes: [],
    inference: false,
    countsTokens: false,
  },
  moderation: {
    name: 'moderation',
    spanType: 'spanwise.moderation.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: spanwiseModerationClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  count_tokens: {
    name: 'count_tokens',
    spanType: 'spanwise.count_tokens.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: spanwiseCountTokensClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: false,
  },
  create_batch: {
    name: 'create_batch',
    spanType: 'spanwise.batch.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: spanwiseBatchClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: true,
  },
  fetch_batch: {
    name: 'fetch_batch',
    spanType: 'spanwise.batch.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: spanwiseBatchClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: true,
  },
  fetch_batch_results: {
    name: 'fetch_batch_results',
    spanType: 'spanwise.batch.client',
    kind: 'client',
    inProcess: false,
    nameAttributes: ['gen_ai.request.model'],
    attributes: spanwiseBatchClient,
    samplingAttributes: ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'server.address', 'server.port'],
    durationMetric: 'gen_ai.client.operation.duration',
    durationAttributes: METRICS['gen_ai.client.operation.duration'].attributes,
    inference: false,
    countsTokens: true,
  },
};

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
