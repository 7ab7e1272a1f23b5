/** Instruments the `openai` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { batches } from './batches.ts';
import { chat, completions } from './chat.ts';
import { openaiHeader } from './header.ts';
import { providerOf } from './hosts.ts';
import { images, speech, transcriptions } from './media.ts';
import { responses, retrieve } from './responses.ts';
import { embeddings, moderations } from './vectors.ts';

interface Client {
  readonly baseURL?: string;
  /** Only the client for Azure has it. */
  readonly apiVersion?: string;
}

/** Instruments the `openai` client. */
export const openai: Adapter = defineAdapter({
  provider: 'openai',
  module: openaiHeader.module,
  operations: [
    chat,
    ...responses,
    ...retrieve,
    completions,
    embeddings,
    ...images,
    speech,
    ...transcriptions,
    moderations,
    ...batches,
  ],
  client: (receiver) => {
    // Resources call it `client` in the oldest majors.
    // A method taken off its resource has no receiver.
    const resource = receiver as { _client?: Client; client?: Client } | null | undefined;
    const client = resource?._client ?? resource?.client;
    return {
      baseURL: client?.baseURL,
      provider: typeof client?.apiVersion === 'string' ? 'azure.ai.openai' : undefined,
    };
  },
  providerOf,
  // Rate limits in headers (OpenAI's guide to rate limits, 2026-11); Azure, Groq and others use the same names.
  rateLimits: {
    requests: {
      limit: 'x-ratelimit-limit-requests',
      remaining: 'x-ratelimit-remaining-requests',
      reset: 'x-ratelimit-reset-requests',
    },
    tokens: {
      limit: 'x-ratelimit-limit-tokens',
      remaining: 'x-ratelimit-remaining-tokens',
      reset: 'x-ratelimit-reset-tokens',
    },
  },
});
