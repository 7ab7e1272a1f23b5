/** Why a model stopped, in the conventions' words. */

/** The words of the Converse API, and of Titan's, Llama's, Mistral's and Cohere's own shapes, in lower case. */
const WORDS: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  complete: 'stop',
  finish: 'stop',
  finished: 'stop',
  stop_criteria_met: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_call',
  tool_calls: 'tool_call',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  error_toxic: 'content_filter',
};

/** The conventions' word where they have one, else the provider's in lower case. */
export function finishWord(reason: string | null | undefined): string | null | undefined {
  if (typeof reason !== 'string') return reason;
  const lower = reason.toLowerCase();
  return WORDS[lower] ?? lower;
}
