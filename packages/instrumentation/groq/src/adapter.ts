/** Instruments the `groq-sdk` client: Groq speaks OpenAI's API, and adds times to usage. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import {
  batches,
  chat,
  clientOf,
  embeddings,
  failureInBody,
  isClientOf,
  rateLimits,
  speech,
  transcriptions,
  withUsage,
} from '@spanwise/instrumentation-openai';
import { groqHeader } from './header.ts';

/** Instruments the `groq-sdk` client. */
export const groq: Adapter = defineAdapter({
  provider: 'groq',
  module: groqHeader.module,
  operations: [withUsage(chat), embeddings, speech, ...transcriptions, ...batches],
  client: (receiver) => ({ baseURL: clientOf(receiver)?.baseURL }),
  failure: failureInBody,
  isClient: isClientOf('Groq'),
  // Requests are those of a day, tokens those of a minute (Groq's guide to rate limits, 2026-11).
  rateLimits,
});
