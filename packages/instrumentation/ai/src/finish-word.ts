/** The conventions' word for why a model stopped. */
import type { FinishReason } from './ai.ts';

const WORDS: Readonly<Record<string, string>> = {
  'content-filter': 'content_filter',
  'tool-calls': 'tool_call',
};

/** `undefined` where the SDK says nothing or does not know. */
export function finishWord(reason: FinishReason | null | undefined): string | undefined {
  const word = typeof reason === 'object' ? reason?.unified : reason;
  return word === undefined || word === 'unknown' ? undefined : (WORDS[word] ?? word);
}
