/** Tokens as the conventions sum them up. */
import type { TokenUsage } from '@spanwise/core/adapter';
import type { InputTokens, ModelReply, OutputTokens } from './ai.ts';

/** Providers whose input, as the SDK's 5 passes it on, has no cached tokens in it. */
const CACHED_APART = /anthropic|bedrock/;
/** Those whose output has no reasoning in it. */
const REASONING_APART = /^(?:google|vertex)(?!.*anthropic)/;

/** The tokens of one call of a model. The provider is the SDK's word. */
export function usageOf(reply: ModelReply, provider = ''): TokenUsage | undefined {
  const { usage } = reply;
  if (usage == null) return undefined;
  const { inputTokens: input, outputTokens: output } = usage;
  if (typeof input === 'object' || typeof output === 'object') {
    const read: InputTokens = (typeof input === 'object' ? input : null) ?? {};
    const made: OutputTokens = (typeof output === 'object' ? output : null) ?? {};
    return {
      inputTokens: read.total,
      cacheReadInputTokens: read.cacheRead,
      cacheWriteInputTokens: read.cacheWrite,
      outputTokens: made.total,
      reasoningOutputTokens: made.reasoning,
    };
  }
  const cached = usage.cachedInputTokens;
  const written = writtenOf(reply);
  const { reasoningTokens: reasoning } = usage;
  return {
    inputTokens: CACHED_APART.test(provider) ? sum(input, cached, written) : input,
    cacheReadInputTokens: cached,
    cacheWriteInputTokens: written,
    outputTokens: REASONING_APART.test(provider) ? sum(output, reasoning) : output,
    reasoningOutputTokens: reasoning,
  };
}

/** A part that is not there is none; without the first there is no sum. */
function sum(
  first: number | null | undefined,
  ...parts: readonly (number | undefined)[]
): number | null | undefined {
  return typeof first === 'number'
    ? parts.reduce<number>((total, part) => total + (part ?? 0), first)
    : first;
}

/** 5 has no field for tokens that were written to a cache: two providers say them beside it. */
function writtenOf({ providerMetadata }: ModelReply): number | undefined {
  const { anthropic, bedrock } = providerMetadata ?? {};
  const told =
    anthropic?.['cacheCreationInputTokens'] ??
    (bedrock?.['usage'] as { cacheWriteInputTokens?: unknown } | undefined)?.cacheWriteInputTokens;
  return typeof told === 'number' ? told : undefined;
}
