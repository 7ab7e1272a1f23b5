/** The provider's counts in the conventions' words: billed ones, with what was processed beside them. */
import type { TokenUsage } from '@spanwise/core/adapter';
import type { Usage } from './cohere.ts';

/** Where a provider tells two counts, the billed one is the usage (`gen_ai.usage.input_tokens` of the conventions). */
export function tokenUsage(usage: Usage | null | undefined): TokenUsage | undefined {
  if (!usage) return undefined;
  const { billedUnits: billed, tokens, cachedTokens } = usage;
  const inputTokens = billed?.inputTokens ?? tokens?.inputTokens;
  const outputTokens = billed?.outputTokens ?? tokens?.outputTokens;
  return {
    inputTokens,
    outputTokens,
    cacheReadInputTokens: cachedTokens,
    processedInputTokens: tokens?.inputTokens === inputTokens ? undefined : tokens?.inputTokens,
    processedOutputTokens: tokens?.outputTokens === outputTokens ? undefined : tokens?.outputTokens,
    billedSearchUnits: billed?.searchUnits,
  };
}
