/** Instruments the `cohere-ai` client. */
import { defineAdapter, type Adapter, type FailureFacts } from '@spanwise/core/adapter';
import { chat } from './chat.ts';
import { cohereHeader } from './header.ts';
import { olderChat } from './older-chat.ts';
import { embeddings, rerank } from './vectors.ts';

interface Client {
  readonly _options?: { readonly baseUrl?: unknown; readonly environment?: unknown };
}

/** Instruments the `cohere-ai` client, for both versions of the API. */
export const cohere: Adapter = defineAdapter({
  provider: 'cohere',
  module: cohereHeader.module,
  operations: [...chat, ...olderChat, ...embeddings, ...rerank],
  client: (receiver) => {
    const { baseUrl, environment } = (receiver as Client | undefined)?._options ?? {};
    const address = baseUrl ?? environment ?? 'https://api.cohere.com';
    // It may be a function, or a promise of one.
    return { baseURL: typeof address === 'string' ? address : undefined };
  },
  failure,
  // Read off replies of the provider; limits are those of trial keys.
  requestId: ['x-debug-trace-id'],
  rateLimits: {
    requests: {
      limit: 'x-trial-endpoint-call-limit',
      remaining: 'x-trial-endpoint-call-remaining',
    },
  },
});

/** The provider's word for the failure, where it has one. */
function failure(error: unknown): FailureFacts | undefined {
  const { body, message } = error as {
    readonly body?: { readonly error_type?: unknown } | null;
    readonly message?: string;
  };
  const type = body?.error_type;
  return typeof type === 'string' ? { type, message } : undefined;
}
