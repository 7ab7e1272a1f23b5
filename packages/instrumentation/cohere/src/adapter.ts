/** Instruments the `cohere-ai` client. */
import { defineAdapter, type Adapter, type FailureFacts } from '@spanwise/core/adapter';
import { chat } from './chat.ts';
import { clientAt } from './client.ts';
import { cohereHeader } from './header.ts';
import { olderChat } from './older-chat.ts';
import { embeddings, rerank } from './vectors.ts';

/** Instruments the `cohere-ai` client, for both versions of the API. */
export const cohere: Adapter = defineAdapter({
  provider: 'cohere',
  module: cohereHeader.module,
  operations: [...chat, ...olderChat, ...embeddings, ...rerank],
  client: (receiver) => clientAt(receiver, 'https://api.cohere.com'),
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
