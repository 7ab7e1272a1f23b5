/** Reads what is known of one call of a model. */
import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_TYPE,
  ATTR_GEN_AI_PROMPT_NAME,
  ATTR_GEN_AI_PROMPT_VERSION,
  ATTR_GEN_AI_RESPONSE_ID,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_DEFINITIONS,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_LIMIT,
  ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_REMAINING,
  ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_RESET,
  ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_LIMIT,
  ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_REMAINING,
  ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_RESET,
  ATTR_SPANWISE_RATE_LIMIT_REQUESTS_LIMIT,
  ATTR_SPANWISE_RATE_LIMIT_REQUESTS_REMAINING,
  ATTR_SPANWISE_RATE_LIMIT_REQUESTS_RESET,
  ATTR_SPANWISE_RATE_LIMIT_TOKENS_LIMIT,
  ATTR_SPANWISE_RATE_LIMIT_TOKENS_REMAINING,
  ATTR_SPANWISE_RATE_LIMIT_TOKENS_RESET,
  ATTR_SPANWISE_REQUEST_ID,
  ATTR_SPANWISE_RETRY_AFTER,
  ATTR_SPANWISE_RETRY_COUNT,
  ATTR_SPANWISE_RETRY_WAIT,
  ATTR_SPANWISE_STREAM_CHUNK_COUNT,
  ATTR_SPANWISE_STREAM_LONGEST_GAP,
  ATTR_SPANWISE_STREAM_OUTCOME,
  ATTR_SPANWISE_STREAM_OUTPUT_TOKENS_PER_SECOND,
  ATTR_SPANWISE_STREAM_TIME_TO_FIRST_REASONING,
  ATTR_SPANWISE_STREAM_TIME_TO_FIRST_TEXT,
  ATTR_SPANWISE_TRUNCATED,
  ATTR_SPANWISE_VERSION_CODE,
  ATTR_SPANWISE_VERSION_CONFIGURATION,
  ATTR_SPANWISE_VERSION_DATA,
  ATTR_SPANWISE_VERSION_MODEL,
  ATTR_SPANWISE_VERSION_PROMPT,
} from '@spanwise/semconv';
import type {
  AttributeValue,
  Call,
  CallError,
  Evaluation,
  RateLimit,
  StreamTimes,
  ToolDefinition,
} from '../api.ts';
import type { StoredSpan } from './stored-span.ts';
import { fieldsOf, millisFrom, numberIn, textIn } from './values.ts';

const PARAMETERS = /^gen_ai\.request\.(?!model$|stream$)(.+)$/;
const CONTENT = [
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
];

const RATE_LIMITS: readonly (readonly [RateLimit['kind'], string, string, string])[] = [
  [
    'requests',
    ATTR_SPANWISE_RATE_LIMIT_REQUESTS_LIMIT,
    ATTR_SPANWISE_RATE_LIMIT_REQUESTS_REMAINING,
    ATTR_SPANWISE_RATE_LIMIT_REQUESTS_RESET,
  ],
  [
    'tokens',
    ATTR_SPANWISE_RATE_LIMIT_TOKENS_LIMIT,
    ATTR_SPANWISE_RATE_LIMIT_TOKENS_REMAINING,
    ATTR_SPANWISE_RATE_LIMIT_TOKENS_RESET,
  ],
  [
    'input_tokens',
    ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_LIMIT,
    ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_REMAINING,
    ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_RESET,
  ],
  [
    'output_tokens',
    ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_LIMIT,
    ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_REMAINING,
    ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_RESET,
  ],
];

const VERSIONS: Readonly<Record<string, string>> = {
  code: ATTR_SPANWISE_VERSION_CODE,
  configuration: ATTR_SPANWISE_VERSION_CONFIGURATION,
  data: ATTR_SPANWISE_VERSION_DATA,
  model: ATTR_SPANWISE_VERSION_MODEL,
  prompt: ATTR_SPANWISE_VERSION_PROMPT,
};

/** Reads the call that a span is. */
export function readCall(span: StoredSpan, evaluations: readonly Evaluation[]): Call {
  const { attributes, facts } = span;
  const text = (name: string): string | undefined => textIn(attributes, name);
  const address = text(ATTR_SERVER_ADDRESS);
  const port = numberIn(attributes, ATTR_SERVER_PORT);
  const promptName = text(ATTR_GEN_AI_PROMPT_NAME);
  const promptVersion = text(ATTR_GEN_AI_PROMPT_VERSION);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    operation: facts.operation ?? '',
    provider: facts.provider,
    requestModel: facts.requestModel,
    responseModel: facts.responseModel,
    responseId: text(ATTR_GEN_AI_RESPONSE_ID),
    requestId: text(ATTR_SPANWISE_REQUEST_ID),
    startedAt: span.started,
    durationMillis: span.ended - span.started,
    parameters: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) => {
        const parameter = PARAMETERS.exec(name)?.[1];
        return parameter === undefined ? [] : [[parameter, value]];
      }),
    ),
    usage: facts.usage ?? {},
    cost: facts.cost,
    finishReasons: facts.finishReasons ?? [],
    error: readError(span),
    stream: readStream(span),
    retries: readRetries(span),
    rateLimits: RATE_LIMITS.flatMap(([kind, limit, remaining, reset]) => {
      const found: RateLimit = {
        kind,
        limit: numberIn(attributes, limit),
        remaining: numberIn(attributes, remaining),
        resetMillis: millisFrom(attributes, reset),
      };
      return found.limit === undefined && found.remaining === undefined ? [] : [found];
    }),
    server: address === undefined ? undefined : port === undefined ? address : `${address}:${port}`,
    tools: readTools(attributes[ATTR_GEN_AI_TOOL_DEFINITIONS]),
    outputType: text(ATTR_GEN_AI_OUTPUT_TYPE),
    versions: Object.fromEntries(
      Object.entries(VERSIONS).flatMap(([key, name]) => {
        const version = text(name);
        return version === undefined ? [] : [[key, version]];
      }),
    ),
    prompt:
      promptName === undefined && promptVersion === undefined
        ? undefined
        : { name: promptName, version: promptVersion },
    evaluations,
    hasContent: CONTENT.some((name) => attributes[name] !== undefined),
    truncated: numberIn(attributes, ATTR_SPANWISE_TRUNCATED),
  };
}

/** The error that a span ended with. `undefined` when it did not. */
export function readError({ facts, status, data }: StoredSpan): CallError | undefined {
  if (facts.error === undefined && status !== 2) return undefined;
  const exception = data.v?.find(({ name }) => name === 'exception')?.attributes ?? {};
  return {
    type: facts.error ?? textIn(exception, 'exception.type') ?? 'error',
    message: data.m ?? textIn(exception, 'exception.message'),
  };
}

function readStream({ attributes, facts }: StoredSpan): StreamTimes | undefined {
  const times: StreamTimes = {
    firstChunkMillis: facts.firstChunkMillis,
    firstTextMillis: millisFrom(attributes, ATTR_SPANWISE_STREAM_TIME_TO_FIRST_TEXT),
    firstReasoningMillis: millisFrom(attributes, ATTR_SPANWISE_STREAM_TIME_TO_FIRST_REASONING),
    longestGapMillis: millisFrom(attributes, ATTR_SPANWISE_STREAM_LONGEST_GAP),
    chunkCount: numberIn(attributes, ATTR_SPANWISE_STREAM_CHUNK_COUNT),
    outputTokensPerSecond: numberIn(attributes, ATTR_SPANWISE_STREAM_OUTPUT_TOKENS_PER_SECOND),
    outcome: textIn(attributes, ATTR_SPANWISE_STREAM_OUTCOME),
  };
  return facts.isStream || Object.values(times).some((time) => time !== undefined)
    ? times
    : undefined;
}

function readRetries({ attributes }: StoredSpan): Call['retries'] {
  const count = numberIn(attributes, ATTR_SPANWISE_RETRY_COUNT);
  const afterMillis = millisFrom(attributes, ATTR_SPANWISE_RETRY_AFTER);
  if (count === undefined && afterMillis === undefined) return undefined;
  return {
    count: count ?? 0,
    waitMillis: millisFrom(attributes, ATTR_SPANWISE_RETRY_WAIT),
    afterMillis,
  };
}

function readTools(definitions: AttributeValue | undefined): ToolDefinition[] {
  if (!Array.isArray(definitions)) return [];
  return (definitions as readonly AttributeValue[]).flatMap((definition) => {
    const outer = fieldsOf(definition);
    // OpenAI's own shape has the function within.
    const fields = { ...outer, ...fieldsOf(outer['function']) };
    const name = fields['name'] ?? outer['type'];
    if (typeof name !== 'string') return [];
    const { type, description, parameters, input_schema: schema, inputSchema } = fields;
    return [
      {
        name,
        type: typeof type === 'string' ? type : undefined,
        description: typeof description === 'string' ? description : undefined,
        parameters: parameters ?? schema ?? inputSchema,
      },
    ];
  });
}
