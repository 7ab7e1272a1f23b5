/** The options of one instrumentation. */
import type { CoreOptions } from '../settings.ts';

/** The options of one instrumentation: the ones of `instrument()` that may differ by library, and its own. */
export interface InstrumentationOptions extends Pick<
  CoreOptions,
  | 'captureContent'
  | 'includeUsage'
  | 'logContext'
  | 'logFields'
  | 'nativeSpans'
  | 'timePerOutputChunk'
> {
  /** Names the provider behind an address: `{ 'llm.internal:8000': 'vllm' }`. Wins over the adapter's own table. */
  readonly providers?: Readonly<Record<string, string>> | undefined;
}
