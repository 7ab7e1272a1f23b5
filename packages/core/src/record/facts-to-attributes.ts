/** Which field of the neutral shapes is which attribute. The only place that knows both. */
import * as names from '@spanwise/semconv';
import type { RequestFacts, ResponseFacts } from '../adapter/facts.ts';
import {
  boolean,
  count,
  double,
  int,
  onlyTrue,
  string,
  strings,
  type ReadValue,
} from './values.ts';

/** One row: a field, its attribute, how it is read, and the provider for which alone it holds. */
export interface Row<Facts> {
  readonly field: keyof Facts & string;
  readonly attribute: string;
  readonly read: ReadValue;
  readonly provider?: string;
}

const openai = names.GEN_AI_PROVIDER_NAME_VALUE_OPENAI;
const bedrock = names.GEN_AI_PROVIDER_NAME_VALUE_AWS_BEDROCK;

/** The request's fields, except those that a span has from its start. */
export const REQUEST_ROWS: readonly Row<RequestFacts>[] = [
  { field: 'maxTokens', attribute: names.ATTR_GEN_AI_REQUEST_MAX_TOKENS, read: int },
  { field: 'temperature', attribute: names.ATTR_GEN_AI_REQUEST_TEMPERATURE, read: double },
  { field: 'topP', attribute: names.ATTR_GEN_AI_REQUEST_TOP_P, read: double },
  { field: 'topK', attribute: names.ATTR_GEN_AI_REQUEST_TOP_K, read: int },
  { field: 'stopSequences', attribute: names.ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, read: strings },
  {
    field: 'frequencyPenalty',
    attribute: names.ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY,
    read: double,
  },
  { field: 'presencePenalty', attribute: names.ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, read: double },
  { field: 'seed', attribute: names.ATTR_GEN_AI_REQUEST_SEED, read: int },
  {
    field: 'choiceCount',
    attribute: names.ATTR_GEN_AI_REQUEST_CHOICE_COUNT,
    read: (value) => (value === 1 ? undefined : int(value)),
  },
  { field: 'stream', attribute: names.ATTR_GEN_AI_REQUEST_STREAM, read: onlyTrue },
  { field: 'reasoningLevel', attribute: names.ATTR_GEN_AI_REQUEST_REASONING_LEVEL, read: string },
  {
    field: 'previousResponseId',
    attribute: names.ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID,
    read: string,
  },
  { field: 'outputType', attribute: names.ATTR_GEN_AI_OUTPUT_TYPE, read: string },
  {
    field: 'encodingFormats',
    attribute: names.ATTR_GEN_AI_REQUEST_ENCODING_FORMATS,
    read: strings,
  },
  { field: 'dimensionCount', attribute: names.ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT, read: count },
  { field: 'conversationId', attribute: names.ATTR_GEN_AI_CONVERSATION_ID, read: string },
  { field: 'promptName', attribute: names.ATTR_GEN_AI_PROMPT_NAME, read: string },
  { field: 'promptVersion', attribute: names.ATTR_GEN_AI_PROMPT_VERSION, read: string },
  { field: 'responseId', attribute: names.ATTR_GEN_AI_RESPONSE_ID, read: string },
  { field: 'streamCursor', attribute: names.ATTR_GEN_AI_REQUEST_STREAM_CURSOR, read: string },
  { field: 'batchId', attribute: names.ATTR_SPANWISE_BATCH_ID, read: string },
  {
    field: 'batchRequestCount',
    attribute: names.ATTR_SPANWISE_BATCH_REQUEST_COUNT,
    read: count,
  },
  { field: 'retrievalTopK', attribute: names.ATTR_GEN_AI_RETRIEVAL_TOP_K, read: int },
  { field: 'documentCount', attribute: names.ATTR_SPANWISE_RERANK_DOCUMENT_COUNT, read: count },
  { field: 'agentId', attribute: names.ATTR_GEN_AI_AGENT_ID, read: string },
  { field: 'agentDescription', attribute: names.ATTR_GEN_AI_AGENT_DESCRIPTION, read: string },
  { field: 'agentVersion', attribute: names.ATTR_GEN_AI_AGENT_VERSION, read: string },
  { field: 'toolDescription', attribute: names.ATTR_GEN_AI_TOOL_DESCRIPTION, read: string },
  { field: 'toolCallId', attribute: names.ATTR_GEN_AI_TOOL_CALL_ID, read: string },
  { field: 'apiType', attribute: names.ATTR_OPENAI_API_TYPE, read: string, provider: openai },
  {
    field: 'serviceTier',
    attribute: names.ATTR_OPENAI_REQUEST_SERVICE_TIER,
    read: (value) => (value === 'auto' ? undefined : string(value)),
    provider: openai,
  },
  {
    field: 'guardrailId',
    attribute: names.ATTR_AWS_BEDROCK_GUARDRAIL_ID,
    read: string,
    provider: bedrock,
  },
  {
    field: 'knowledgeBaseId',
    attribute: names.ATTR_AWS_BEDROCK_KNOWLEDGE_BASE_ID,
    read: string,
    provider: bedrock,
  },
];

/** The request's fields that a sampler may look at: given when the span starts, in this order. */
export const START_ROWS: readonly Row<RequestFacts>[] = [
  { field: 'model', attribute: names.ATTR_GEN_AI_REQUEST_MODEL, read: string },
  { field: 'agentName', attribute: names.ATTR_GEN_AI_AGENT_NAME, read: string },
  { field: 'toolName', attribute: names.ATTR_GEN_AI_TOOL_NAME, read: string },
  { field: 'toolType', attribute: names.ATTR_GEN_AI_TOOL_TYPE, read: string },
  { field: 'workflowName', attribute: names.ATTR_GEN_AI_WORKFLOW_NAME, read: string },
  { field: 'dataSourceId', attribute: names.ATTR_GEN_AI_DATA_SOURCE_ID, read: string },
  { field: 'cacheName', attribute: names.ATTR_SPANWISE_CACHE_NAME, read: string },
  { field: 'cacheKind', attribute: names.ATTR_SPANWISE_CACHE_KIND, read: string },
];

/** The reply's fields. */
export const RESPONSE_ROWS: readonly Row<ResponseFacts>[] = [
  { field: 'id', attribute: names.ATTR_GEN_AI_RESPONSE_ID, read: string },
  { field: 'model', attribute: names.ATTR_GEN_AI_RESPONSE_MODEL, read: string },
  { field: 'status', attribute: names.ATTR_GEN_AI_RESPONSE_STATUS, read: string },
  { field: 'conversationId', attribute: names.ATTR_GEN_AI_CONVERSATION_ID, read: string },
  { field: 'dimensionCount', attribute: names.ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT, read: count },
  {
    field: 'retrievedDocumentCount',
    attribute: names.ATTR_SPANWISE_RETRIEVAL_DOCUMENT_COUNT,
    read: count,
  },
  { field: 'imageCount', attribute: names.ATTR_SPANWISE_IMAGE_COUNT, read: count },
  { field: 'audioSeconds', attribute: names.ATTR_SPANWISE_AUDIO_DURATION, read: double },
  {
    field: 'countedInputTokens',
    attribute: names.ATTR_SPANWISE_COUNT_TOKENS_INPUT_TOKENS,
    read: count,
  },
  { field: 'batchId', attribute: names.ATTR_SPANWISE_BATCH_ID, read: string },
  { field: 'batchStatus', attribute: names.ATTR_SPANWISE_BATCH_STATUS, read: string },
  {
    field: 'batchRequestCount',
    attribute: names.ATTR_SPANWISE_BATCH_REQUEST_COUNT,
    read: count,
  },
  {
    field: 'batchSucceededCount',
    attribute: names.ATTR_SPANWISE_BATCH_SUCCEEDED_COUNT,
    read: count,
  },
  { field: 'batchFailedCount', attribute: names.ATTR_SPANWISE_BATCH_FAILED_COUNT, read: count },
  { field: 'toolNames', attribute: names.ATTR_SPANWISE_REALTIME_TOOL_NAMES, read: strings },
  { field: 'flagged', attribute: names.ATTR_SPANWISE_MODERATION_FLAGGED, read: boolean },
  {
    field: 'serviceTier',
    attribute: names.ATTR_OPENAI_RESPONSE_SERVICE_TIER,
    read: string,
    provider: openai,
  },
  {
    field: 'systemFingerprint',
    attribute: names.ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT,
    read: string,
    provider: openai,
  },
];
