/** Why the model stopped, in the conventions' words. */

const WORDS: Readonly<Record<string, string>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  MODEL_ARMOR: 'content_filter',
};

/** The conventions' word where they have one, else the provider's. One that calls a function has `STOP`, too. */
export function finishWord(reason: string | undefined, callsTool: boolean): string | undefined {
  if (reason === undefined) return undefined;
  return callsTool && reason === 'STOP' ? 'tool_call' : (WORDS[reason] ?? reason);
}
