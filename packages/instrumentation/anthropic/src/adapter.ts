/** Instruments the `@anthropic-ai/sdk` client. */
import {
  defineAdapter,
  nativeSpans,
  type Adapter,
  type FailureFacts,
  type RateLimitHeaders,
} from '@spanwise/core/adapter';
import { batches } from './batches.ts';
import { completions } from './completions.ts';
import { anthropicHeader } from './header.ts';
import { countTokens, messages } from './messages.ts';
import { method } from './method.ts';

interface Client {
  readonly baseURL?: string;
  /** From 0.134 on. */
  readonly _genAIProviderName?: string;
  /** Only the client for Bedrock has it. */
  readonly awsRegion?: string;
  /** Only the client for Vertex AI has it. */
  readonly projectId?: string;
}

/** Instruments the `@anthropic-ai/sdk` client, also as the base of those for Bedrock and Vertex AI. */
export const anthropic: Adapter = defineAdapter({
  provider: 'anthropic',
  module: anthropicHeader.module,
  operations: [...messages, ...countTokens, completions, ...batches],
  client: (receiver) => {
    const client = clientOf(receiver);
    return { baseURL: client?.baseURL, provider: client && providerOf(client) };
  },
  failure,
  // Bedrock's name for it comes second.
  requestId: ['request-id', 'x-amzn-requestid'],
  // Anthropic's reference of response headers (2026-11); resets are dates.
  rateLimits: {
    requests: rateLimit('requests'),
    tokens: rateLimit('tokens'),
    input_tokens: rateLimit('input-tokens'),
    output_tokens: rateLimit('output-tokens'),
  },
  nativeSpans: nativeSpans({
    holder: clientOf,
    property: '_tracer',
    names: [
      'anthropic.messages.create',
      'anthropic.messages.count_tokens',
      'anthropic.completions.create',
      'anthropic.messages.batches.create',
      'anthropic.messages.batches.retrieve',
      'anthropic.messages.batches.results',
    ],
    methods: [method('messages.stream'), method('beta.messages.stream')],
  }),
});

/** A method taken off its resource has no receiver. */
function clientOf(receiver: unknown): Client | undefined {
  return (receiver as { _client?: Client } | null | undefined)?._client;
}

function providerOf(client: Client): string | undefined {
  const { _genAIProviderName: named } = client;
  // What goes without saying is no word of the client's: a gateway that answers may say another.
  if (named !== undefined) return named === 'anthropic' ? undefined : named;
  if (client.awsRegion !== undefined) return 'aws.bedrock';
  return client.projectId === undefined ? undefined : 'gcp.vertex_ai';
}

/** The provider's word for the failure, which the oldest clients leave in the text of a failed stream. */
function failure(error: unknown): FailureFacts | undefined {
  const {
    error: body,
    cause,
    message,
  } = error as {
    error?: { error?: { type?: unknown } };
    cause?: { message?: unknown };
    message?: string;
  };
  const type = body?.error?.type ?? /"type": ?"(\w+_error)"/.exec(String(cause?.message))?.[1];
  return typeof type === 'string' ? { type, message } : undefined;
}

function rateLimit(kind: string): RateLimitHeaders {
  const prefix = `anthropic-ratelimit-${kind}`;
  return { limit: `${prefix}-limit`, remaining: `${prefix}-remaining`, reset: `${prefix}-reset` };
}
