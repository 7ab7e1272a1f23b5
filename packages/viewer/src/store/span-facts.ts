/** What lists, filters and sums need of one span. */
import {
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_AGENT_NAME,
  ATTR_GEN_AI_CONVERSATION_ID,
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_REQUEST_STREAM,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
  ATTR_GEN_AI_TOOL_CALL_RESULT,
  ATTR_GEN_AI_TOOL_NAME,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_ROUTE,
  ATTR_MCP_METHOD_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_SESSION_ID,
  ATTR_SPANWISE_COST_AMOUNT,
  ATTR_SPANWISE_COST_CURRENCY,
  ATTR_SPANWISE_COST_PRICE_DATE,
  ATTR_SPANWISE_COST_SOURCE,
  ATTR_SPANWISE_RETRY_COUNT,
  ATTR_SPANWISE_TENANT_ID,
  ATTR_USER_ID,
} from '@spanwise/semconv';
import type { Attributes, AttributeValue, Cost, SpanCategory, Usage } from '../api.ts';

/** Facts of one span; every field is absent when nobody said. Kept as JSON, so names are short words. */
export interface SpanFacts {
  readonly category: SpanCategory;
  readonly operation?: string | undefined;
  readonly provider?: string | undefined;
  readonly requestModel?: string | undefined;
  readonly responseModel?: string | undefined;
  readonly agent?: string | undefined;
  readonly tool?: string | undefined;
  readonly conversation?: string | undefined;
  readonly user?: string | undefined;
  readonly tenant?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly cost?: Cost | undefined;
  readonly firstChunkMillis?: number | undefined;
  readonly retries?: number | undefined;
  readonly error?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  readonly isStream?: boolean | undefined;
  readonly hasContent?: boolean | undefined;
  readonly question?: string | undefined;
  readonly answer?: string | undefined;
  readonly dialect?: string | undefined;
}

/** Operations that are calls of a model in which messages go and come. */
const CALLS = new Set(['chat', 'generate_content', 'text_completion']);

const CATEGORIES: Readonly<Record<string, SpanCategory>> = {
  chat: 'model',
  generate_content: 'model',
  text_completion: 'model',
  fetch_response: 'model',
  moderation: 'model',
  count_tokens: 'model',
  embeddings: 'embeddings',
  retrieval: 'retrieval',
  rerank: 'retrieval',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
  plan: 'agent',
  invoke_workflow: 'workflow',
};

const PREVIEW_CHARACTERS = 160;

/** True for an operation in which messages go to a model and come back. */
export function isCall(operation: string | undefined): boolean {
  return operation !== undefined && CALLS.has(operation);
}

/** Reads the facts. `attributes` have the newest names. */
export function spanFacts(attributes: Attributes, dialect?: string): SpanFacts {
  const text = (name: string): string | undefined => textOf(attributes[name]);
  const operation = text(ATTR_GEN_AI_OPERATION_NAME);
  const firstChunk = numberOf(attributes[ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]);
  const reasons = attributes[ATTR_GEN_AI_RESPONSE_FINISH_REASONS];
  const content = [
    ATTR_GEN_AI_INPUT_MESSAGES,
    ATTR_GEN_AI_OUTPUT_MESSAGES,
    ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
    ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
    ATTR_GEN_AI_TOOL_CALL_RESULT,
  ];
  return {
    category: categoryOf(attributes, operation),
    operation,
    provider: text(ATTR_GEN_AI_PROVIDER_NAME),
    requestModel: text(ATTR_GEN_AI_REQUEST_MODEL),
    responseModel: text(ATTR_GEN_AI_RESPONSE_MODEL),
    agent: text(ATTR_GEN_AI_AGENT_NAME),
    tool: text(ATTR_GEN_AI_TOOL_NAME),
    conversation: text(ATTR_GEN_AI_CONVERSATION_ID) ?? text(ATTR_SESSION_ID),
    user: text(ATTR_USER_ID),
    tenant: text(ATTR_SPANWISE_TENANT_ID),
    usage: usageOf(attributes),
    cost: costOf(attributes),
    firstChunkMillis: firstChunk === undefined ? undefined : firstChunk * 1000,
    retries: numberOf(attributes[ATTR_SPANWISE_RETRY_COUNT]),
    error: text(ATTR_ERROR_TYPE),
    finishReasons: Array.isArray(reasons)
      ? reasons.filter((reason) => typeof reason === 'string')
      : undefined,
    isStream: attributes[ATTR_GEN_AI_REQUEST_STREAM] === true ? true : undefined,
    hasContent: content.some((name) => attributes[name] !== undefined) ? true : undefined,
    question:
      isCall(operation) || operation === undefined
        ? preview(attributes[ATTR_GEN_AI_INPUT_MESSAGES], 'user')
        : undefined,
    answer: preview(attributes[ATTR_GEN_AI_OUTPUT_MESSAGES], 'assistant'),
    dialect,
  };
}

/** A short label for a person: what the span is about. */
export function labelOf(name: string, facts: SpanFacts, attributes: Attributes): string {
  const { category, tool, agent, responseModel, requestModel } = facts;
  if (category === 'tool') return tool ?? name;
  if (category === 'agent') return agent ?? name;
  if (category === 'model' || category === 'embeddings')
    return responseModel ?? requestModel ?? name;
  if (category === 'http') {
    const where = textOf(attributes[ATTR_HTTP_ROUTE]) ?? textOf(attributes[ATTR_SERVER_ADDRESS]);
    const method = textOf(attributes[ATTR_HTTP_REQUEST_METHOD]);
    if (method !== undefined && where !== undefined) return `${method} ${where}`;
  }
  return name;
}

/** Tokens as the attributes say. `undefined` when they say none. */
function usageOf(attributes: Attributes): Usage | undefined {
  const usage: Usage = {
    inputTokens: numberOf(attributes[ATTR_GEN_AI_USAGE_INPUT_TOKENS]),
    outputTokens: numberOf(attributes[ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]),
    cacheReadTokens: numberOf(attributes[ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS]),
    cacheWriteTokens: numberOf(attributes[ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS]),
    reasoningTokens: numberOf(attributes[ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS]),
  };
  return Object.values(usage).some((tokens) => tokens !== undefined) ? usage : undefined;
}

/** Cost as the attributes say. `undefined` when they say none. */
function costOf(attributes: Attributes): Cost | undefined {
  const amount = numberOf(attributes[ATTR_SPANWISE_COST_AMOUNT]);
  if (amount === undefined) return undefined;
  return {
    amount,
    currency: textOf(attributes[ATTR_SPANWISE_COST_CURRENCY]) ?? 'USD',
    source: textOf(attributes[ATTR_SPANWISE_COST_SOURCE]),
    priceDate: textOf(attributes[ATTR_SPANWISE_COST_PRICE_DATE]),
  };
}

function categoryOf(attributes: Attributes, operation: string | undefined): SpanCategory {
  if (operation !== undefined) {
    return CATEGORIES[operation] ?? (operation.includes('memory') ? 'memory' : 'other');
  }
  if (attributes[ATTR_MCP_METHOD_NAME] !== undefined) return 'tool';
  // The older names of both are still met everywhere.
  if (attributes[ATTR_DB_SYSTEM_NAME] !== undefined || attributes['db.system'] !== undefined)
    return 'database';
  if (attributes['messaging.system'] !== undefined) return 'messaging';
  if (attributes[ATTR_HTTP_REQUEST_METHOD] !== undefined || attributes['http.method'] !== undefined)
    return 'http';
  return 'other';
}

/** First words of the last message of that role that has text. */
function preview(messages: AttributeValue | undefined, role: string): string | undefined {
  if (!Array.isArray(messages)) return undefined;
  for (const message of (messages as readonly AttributeValue[]).toReversed()) {
    const { role: by, parts } = fieldsOf(message);
    if (by !== role || !Array.isArray(parts)) continue;
    for (const part of parts) {
      const { type, content } = fieldsOf(part as AttributeValue);
      if (type === 'text' && typeof content === 'string' && content.trim() !== '') {
        const words = content.trim().replaceAll(/\s+/g, ' ');
        return words.length > PREVIEW_CHARACTERS ? `${words.slice(0, PREVIEW_CHARACTERS)}…` : words;
      }
    }
  }
  return undefined;
}

function fieldsOf(value: AttributeValue): Readonly<Record<string, AttributeValue>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, AttributeValue>>)
    : {};
}

function textOf(value: AttributeValue | undefined): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;
}

function numberOf(value: AttributeValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
