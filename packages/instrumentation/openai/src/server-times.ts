/** How the servers that speak this API tell the time they took, and the tokens that they count beside it. */
import type { ServerTimes, TokenUsage } from '@spanwise/core/adapter';
import type { Identified, Timed, Times } from './openai.ts';

/** The times of a reply: in `usage` (Groq), in `time_info` (Cerebras) or in `timings` (llama.cpp). */
export function serverTimes(reply: Identified): ServerTimes | null | undefined {
  const inUsage: Times | null | undefined = reply.usage;
  const { timings, time_info: times = inUsage } = reply;
  return (
    timesOf(timings) ??
    (times && {
      queue: times.queue_time,
      prompt: times.prompt_time,
      output: times.completion_time,
      total: times.total_time,
    })
  );
}

/** The times of llama.cpp's server. */
function timesOf(timings: Timed['timings']): ServerTimes | undefined {
  return timings
    ? { prompt: seconds(timings.prompt_ms), output: seconds(timings.predicted_ms) }
    : undefined;
}

/** The tokens that llama.cpp's server tells in a stream without being asked for usage. */
export function timedUsage(timings: Timed['timings']): TokenUsage | undefined {
  const { cache_n: cached, prompt_n: prompt, predicted_n: predicted } = timings ?? {};
  return typeof cached === 'number' && typeof prompt === 'number'
    ? { inputTokens: cached + prompt, outputTokens: predicted, cacheReadInputTokens: cached }
    : undefined;
}

/** To the microsecond, as it is told. */
function seconds(millis: number | undefined): number | undefined {
  return typeof millis === 'number' ? Math.round(millis * 1000) / 1_000_000 : millis;
}
