/** Instruments the `together-ai` client: Together speaks OpenAI's API. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import {
  chat,
  clientOf,
  completions,
  embeddings,
  images,
  failureInBody,
  isClientOf,
  speech,
  transcriptions,
  withUsage,
} from '@spanwise/instrumentation-openai';
import { batches } from './batches.ts';
import { togetherHeader } from './header.ts';
import { rerank } from './rerank.ts';

/** Instruments the `together-ai` client. */
export const together: Adapter = defineAdapter({
  provider: 'together_ai',
  module: togetherHeader.module,
  operations: [
    withUsage(chat),
    withUsage(completions),
    embeddings,
    // The oldest clients have another name for it.
    { ...images[0]!, versions: '>=0.7' },
    { ...images[0]!, method: 'images.create', versions: '<0.20' },
    speech,
    ...transcriptions,
    rerank,
    ...batches,
  ],
  client: (receiver) => ({ baseURL: clientOf(receiver)?.baseURL }),
  failure: failureInBody,
  isClient: isClientOf('Together'),
  // Together's guide to rate limits (2026-11).
  rateLimits: {
    requests: {
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      reset: 'x-ratelimit-reset',
    },
    tokens: { limit: 'x-tokenlimit-limit', remaining: 'x-tokenlimit-remaining' },
  },
});
