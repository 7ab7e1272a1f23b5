/** The provider's token counts in the conventions' sums. */
import { listOf, type ModalityTokens, type TokenUsage } from '@spanwise/core/adapter';
import type { ModalityCount, Usage } from './genai.ts';

const MODALITIES = ['text', 'image', 'audio'] as const;

/**
 * Thoughts come beside the candidates, and what tools gave back beside the prompt; the conventions count them in.
 * What is 0 is left out, so a count that is missing follows from the total (reference of `UsageMetadata`, 2026-11).
 *
 * @param isOver False for a stream that was left: its last count of the output is of what came until then.
 */
export function tokenUsage(
  usage: Usage | null | undefined,
  isOver: boolean,
): TokenUsage | undefined {
  if (!usage) return undefined;
  const { promptTokenCount: prompt, toolUsePromptTokenCount: tools = 0 } = usage;
  const { thoughtsTokenCount: thoughts = 0, totalTokenCount: total } = usage;
  const input = typeof prompt === 'number' ? prompt + tools : prompt;
  const candidates =
    usage.candidatesTokenCount ??
    (typeof total === 'number' && typeof input === 'number' ? total - input - thoughts : undefined);
  return {
    inputTokens: input,
    outputTokens: isOver && typeof candidates === 'number' ? candidates + thoughts : undefined,
    cacheReadInputTokens: usage.cachedContentTokenCount,
    reasoningOutputTokens: isOver ? usage.thoughtsTokenCount : undefined,
    modalities: Object.fromEntries(
      MODALITIES.map((modality): [string, ModalityTokens] => [
        modality,
        {
          input: tokensOf(modality, usage.promptTokensDetails, usage.toolUsePromptTokensDetails),
          output: isOver ? tokensOf(modality, usage.candidatesTokensDetails) : undefined,
          cacheRead: tokensOf(modality, usage.cacheTokensDetails),
        },
      ]),
    ),
  };
}

function tokensOf(
  modality: string,
  ...splits: readonly (readonly ModalityCount[] | undefined)[]
): number | undefined {
  let sum: number | undefined;
  for (const entry of splits.flatMap((split) => listOf(split)))
    if (entry.modality?.toLowerCase() === modality && typeof entry.tokenCount === 'number')
      sum = (sum ?? 0) + entry.tokenCount;
  return sum;
}
