/** Instruments the `@mistralai/mistralai` client. */
import { defineAdapter, type Adapter, type FailureFacts } from '@spanwise/core/adapter';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { mistralHeader } from './header.ts';
import { nativeSpans } from './native-spans.ts';
import { embeddings, moderations, ocr } from './others.ts';

/** Instruments the `@mistralai/mistralai` client. */
export const mistral: Adapter = defineAdapter({
  provider: 'mistral_ai',
  module: mistralHeader.module,
  operations: [...chat, ...conversations, embeddings, ...moderations, ocr],
  client: (receiver) => {
    // A method taken off its resource has no receiver. The first name is that of 1.0 only.
    const { baseURL, _baseURL } = (receiver ?? {}) as Readonly<Record<string, URL | undefined>>;
    return { baseURL: _baseURL ?? baseURL };
  },
  failure,
  nativeSpans,
  // Read off replies of the provider (its client's issue 169, 2026-02); they say no time of a reset.
  requestId: ['mistral-correlation-id', 'x-kong-request-id'],
  rateLimits: {
    requests: {
      limit: 'x-ratelimit-limit-req-minute',
      remaining: 'x-ratelimit-remaining-req-minute',
    },
    tokens: {
      limit: 'x-ratelimit-limit-tokens-minute',
      remaining: 'x-ratelimit-remaining-tokens-minute',
    },
  },
});

/** The provider's word for the failure, which the client leaves in the body's text. */
function failure(error: unknown): FailureFacts | undefined {
  const { body, message } = error as { readonly body?: unknown; readonly message?: string };
  if (typeof body !== 'string') return undefined;
  try {
    const { type } = JSON.parse(body) as { readonly type?: unknown };
    return typeof type === 'string' ? { type, message } : undefined;
  } catch {
    return undefined;
  }
}
