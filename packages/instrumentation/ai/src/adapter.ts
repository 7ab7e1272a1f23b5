/** Instruments the `ai` package: 7 by its channel, 5 and 6 by the tracer in their options. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import type { Told } from './ai.ts';
import { around } from './around.ts';
import { readFailure } from './failure.ts';
import { aiHeader } from './header.ts';
import { media } from './media.ts';
import { modelCall } from './model-call.ts';
import { objects } from './objects.ts';
import { providerName } from './provider.ts';
import { replaced } from './telemetry.ts';

/** The limits that providers tell by headers: requests and tokens by the names of OpenAI and those who follow it, the two directions by Anthropic's (their references, 2026-11). */
const rateLimits: Adapter['rateLimits'] = Object.fromEntries([
  ...['requests', 'tokens'].map((kind) => [
    kind,
    {
      limit: `x-ratelimit-limit-${kind}`,
      remaining: `x-ratelimit-remaining-${kind}`,
      reset: `x-ratelimit-reset-${kind}`,
    },
  ]),
  ...['input', 'output'].map((direction) => [
    `${direction}_tokens`,
    {
      limit: `anthropic-ratelimit-${direction}-tokens-limit`,
      remaining: `anthropic-ratelimit-${direction}-tokens-remaining`,
      reset: `anthropic-ratelimit-${direction}-tokens-reset`,
    },
  ]),
]);

/** Instruments the `ai` package, the Vercel AI SDK. */
export const ai: Adapter = defineAdapter({
  module: aiHeader.module,
  // The provider of a model is a name here; its address is that of the requests it makes.
  client: (_receiver, told) => ({ provider: providerName((told as Told).event?.provider) }),
  isOwnRequest: () => true,
  requestId: ['x-request-id', 'request-id', 'x-amzn-requestid'],
  failure: readFailure,
  operations: [modelCall, ...around],
  replaced: [...replaced, ...objects, ...media],
  rateLimits,
  stepsAside,
});

/** An integration that makes spans of its own keeps the tracer that it makes them by, as `@ai-sdk/otel` does. */
function stepsAside(): string | undefined {
  const { AI_SDK_TELEMETRY_INTEGRATIONS: integrations } = globalThis as {
    AI_SDK_TELEMETRY_INTEGRATIONS?: readonly unknown[];
  };
  if (!Array.isArray(integrations)) return undefined;
  return integrations.some(
    (integration) =>
      typeof (integration as { tracer?: { startSpan?: unknown } } | null)?.tracer?.startSpan ===
      'function',
  )
    ? '@ai-sdk/otel is registered: it records the calls, and nothing of ours does'
    : undefined;
}
