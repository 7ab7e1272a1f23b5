/** Why the model stopped, in the conventions' words. */

const WORDS: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_call',
  refusal: 'content_filter',
};

/** The conventions' word where they have one, else the provider's. */
export function finishWord(reason: string | null | undefined): string | null | undefined {
  return reason == null ? reason : (WORDS[reason] ?? reason);
}
