/** What the adapters of clients have in common whose provider speaks OpenAI's API. */
import type {
  FailureFacts,
  Operation,
  RateLimitHeaders,
  RateLimitKind,
} from '@spanwise/core/adapter';

interface Client {
  readonly baseURL?: string;
  /** Only OpenAI's client for Azure has it. */
  readonly apiVersion?: string;
}

/** The client of a resource such as `client.chat.completions`; `undefined` for a method that was taken off it. */
export function clientOf(receiver: unknown): Client | undefined {
  // Resources call it `client` in the oldest majors.
  const resource = receiver as { _client?: Client; client?: Client } | null | undefined;
  return resource?._client ?? resource?.client;
}

/**
 * Tells a client that Stainless generates: its class has a static member of its own name, which classes that
 * extend it inherit.
 */
export function isClientOf(name: string): (instance: object) => boolean {
  return (instance) => name in (instance.constructor ?? {});
}

/** The provider's code for a failure, from the body, which clients other than OpenAI's keep as it came. */
export function failureInBody(failure: unknown): FailureFacts | undefined {
  const { error: body, message } = failure as {
    error?: { code?: unknown; error?: { code?: unknown } | null } | null;
    message?: string;
  };
  const code = body?.error?.code ?? body?.code;
  return typeof code === 'string' && code !== '' ? { type: code, message } : undefined;
}

/** The headers of a limit whose names end in this word, with OpenAI's beginning. */
export function rateLimit(kind: string): RateLimitHeaders {
  const prefix = 'x-ratelimit';
  return {
    limit: `${prefix}-limit-${kind}`,
    remaining: `${prefix}-remaining-${kind}`,
    reset: `${prefix}-reset-${kind}`,
  };
}

/** Rate limits in headers (OpenAI's guide to rate limits, 2026-11); Azure, Groq and others use the same names. */
export const rateLimits: Readonly<Partial<Record<RateLimitKind, RateLimitHeaders>>> = {
  requests: rateLimit('requests'),
  tokens: rateLimit('tokens'),
};

/** The same operation at a provider that reports the usage of a stream without being asked. */
export function withUsage(
  operation: Operation<never, never, never>,
): Operation<never, never, never> {
  const { stream, ...rest } = operation;
  if (stream === undefined) return operation;
  const { includeUsage: _, ...fold } = stream;
  return { ...rest, stream: fold };
}
