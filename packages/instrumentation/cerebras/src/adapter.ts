/** Instruments the `@cerebras/cerebras_cloud_sdk` client: Cerebras speaks OpenAI's API, and adds times. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import {
  chat,
  clientOf,
  completions,
  failureInBody,
  isClientOf,
  rateLimit,
  withUsage,
} from '@spanwise/instrumentation-openai';
import { cerebrasHeader } from './header.ts';

/** Instruments the `@cerebras/cerebras_cloud_sdk` client. */
export const cerebras: Adapter = defineAdapter({
  provider: 'cerebras',
  module: cerebrasHeader.module,
  operations: [withUsage(chat), withUsage(completions)],
  client: (receiver) => ({ baseURL: clientOf(receiver)?.baseURL }),
  failure: failureInBody,
  isClient: isClientOf('Cerebras'),
  // Cerebras's guide to rate limits (2026-11).
  rateLimits: { requests: rateLimit('requests-day'), tokens: rateLimit('tokens-minute') },
});
