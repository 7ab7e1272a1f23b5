/** Why the model stopped, in the conventions' words. */

const WORDS: Readonly<Record<string, string>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  ERROR_LIMIT: 'length',
  ERROR_TOXIC: 'content_filter',
  TOOL_CALL: 'tool_call',
};

/** The conventions' word where they have one, else the provider's. */
export function finishWord(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : (WORDS[reason] ?? reason);
}
