/** The token counts of a reply: what of them is believed, and as which attributes it is recorded. */
import * as names from '@spanwise/semconv';
import type { ModalityTokens, TokenUsage } from '../adapter/facts.ts';
import type { Counts } from './cost-function.ts';
import type { AttributeWriter } from './put.ts';
import { count } from './values.ts';

type Total = keyof Omit<TokenUsage, 'modalities'>;
type Modality = keyof NonNullable<TokenUsage['modalities']>;

/** Which count is which attribute; `undefined`: it is only for the price. */
const TOTALS: Readonly<Record<Total, string | undefined>> = {
  inputTokens: names.ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  outputTokens: names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  cacheReadInputTokens: names.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  cacheWriteInputTokens: names.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS,
  cacheWrite5mInputTokens: undefined,
  cacheWrite1hInputTokens: undefined,
  webSearches: undefined,
  fileSearches: undefined,
  otherBilledTools: undefined,
  processedInputTokens: names.ATTR_SPANWISE_PROCESSED_INPUT_TOKENS,
  processedOutputTokens: names.ATTR_SPANWISE_PROCESSED_OUTPUT_TOKENS,
  billedSearchUnits: names.ATTR_SPANWISE_BILLED_SEARCH_UNITS,
  billedPages: names.ATTR_SPANWISE_BILLED_PAGES,
  reasoningOutputTokens: names.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
};
const MODALITIES: Readonly<Record<Modality, Readonly<Record<keyof ModalityTokens, string>>>> = {
  text: {
    input: names.ATTR_GEN_AI_USAGE_TEXT_INPUT_TOKENS,
    output: names.ATTR_GEN_AI_USAGE_TEXT_OUTPUT_TOKENS,
    cacheRead: names.ATTR_GEN_AI_USAGE_TEXT_CACHE_READ_INPUT_TOKENS,
  },
  image: {
    input: names.ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS,
    output: names.ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS,
    cacheRead: names.ATTR_GEN_AI_USAGE_IMAGE_CACHE_READ_INPUT_TOKENS,
  },
  audio: {
    input: names.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS,
    output: names.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS,
    cacheRead: names.ATTR_GEN_AI_USAGE_AUDIO_CACHE_READ_INPUT_TOKENS,
  },
};
const PARTS: readonly (keyof ModalityTokens)[] = ['input', 'output', 'cacheRead'];

/** What of a usage is believed. A count of the wrong type is dropped and counted, once. */
export function readCounts(usage: TokenUsage): Counts {
  const counts: Counts = {};
  for (const field of Object.keys(TOTALS) as Total[]) {
    const value = usage[field];
    if (value === undefined || value === null) continue;
    const tokens = count(value);
    if (tokens !== undefined) counts[field] = tokens;
  }
  if (usage.modalities) counts.modalities = usage.modalities;
  return counts;
}

/** Sets what a provider reported. A count that it did not report is not set. */
export function putCounts(writer: AttributeWriter, counts: Counts): void {
  for (const field of Object.keys(TOTALS) as Total[]) {
    const attribute = TOTALS[field];
    if (attribute !== undefined) writer.putExpected(attribute, counts[field]);
  }
  const { modalities } = counts;
  if (modalities === undefined) return;
  for (const modality of Object.keys(MODALITIES) as Modality[]) {
    const tokens = modalities[modality];
    if (tokens === undefined) continue;
    for (const part of PARTS) {
      const value = tokens[part];
      // A modality that took no part is left out.
      if (value !== undefined && value !== null && value !== 0)
        writer.putExpected(MODALITIES[modality][part], count(value));
    }
  }
}
