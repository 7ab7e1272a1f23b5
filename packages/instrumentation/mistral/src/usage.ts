/** The provider's token counts in the conventions' words. */
import type { TokenUsage } from '@spanwise/core/adapter';
import type { Usage } from './mistral.ts';

/** A reply has tokens: where the total is 0, it is the client that put it there. Cached tokens are part of the input (Mistral's guide to prompt caching, 2026-11). */
export function tokenUsage(usage: Usage | null | undefined): TokenUsage | undefined {
  if (!usage || usage.totalTokens === 0) return undefined;
  const details = usage.prompt_tokens_details as { readonly cached_tokens?: number } | undefined;
  return {
    inputTokens: usage.promptTokens,
    outputTokens: usage.completionTokens,
    cacheReadInputTokens: details?.cached_tokens,
  };
}
