/** A lookup in a cache, exact or by nearness: `cache_lookup`, with what a hit saves. */
import * as names from '@spanwise/semconv';
import { otherMetrics } from '@spanwise/semconv';
import type { TokenUsage } from '../adapter/facts.ts';
import type { CallDescription, Recording } from '../record/call-description.ts';
import { costOfReply } from '../record/cost.ts';
import { readCounts } from '../record/usage.ts';
import { double } from '../record/values.ts';
import type { AnyFunction } from './any-function.ts';
import { helperSettings, watchFunction } from './watched-function.ts';
import { requireName } from './options.ts';

/** What is known of a cache. */
export interface CacheOptions<Found = unknown> {
  /** One of few names: it is on metrics. */
  readonly name: string;
  /** `exact`: found by the whole of what is asked; `semantic`: by nearness to it. Default: not recorded. */
  readonly kind?: 'exact' | 'semantic' | undefined;
  /**
   * Reads what the function gave back, `undefined` included. A failure in it is kept from the application. Default:
   * `undefined` and `null` are misses, all else is a hit, of which nothing else is known.
   */
  readonly read?: ((found: Found) => CacheLookup | undefined) | undefined;
}

/** What a lookup found. */
export interface CacheLookup {
  /** Whether the cache had it. Default: whether anything but `undefined` or `null` came back. */
  readonly hit?: boolean | undefined;
  /** How near the nearest entry was, of a miss too: higher is nearer, 1 is the same. Default: not recorded. */
  readonly similarity?: number | undefined;
  /** The call of a model that a hit stands for, as it was when the entry was made. Of a miss it is not read. */
  readonly saved?: CacheSaving | undefined;
}

/** What a call of a model took. Each field is absent where it is not known. */
export interface CacheSaving {
  /** By the conventions' name, such as `openai`. */
  readonly provider?: string | undefined;
  /** The model that answered. */
  readonly model?: string | undefined;
  /** Its tokens. Where the option `cost` is set, provider, model and tokens give the cost. */
  readonly usage?: TokenUsage | undefined;
  /** What it cost, in whole units of a currency of ISO 4217, where the entry knows. Default: what the option `cost` says. */
  readonly cost?: { readonly amount: number; readonly currency: string } | undefined;
}

/**
 * Wraps a lookup in a cache: each call is a span `cache_lookup {name}` that says hit or miss, with metrics. The function
 * may be the lookup alone, or may also make what is missing: then `read` tells one from the other.
 *
 * @returns a function with the type of `fn`.
 * @throws {ConfigError} when there is no name.
 */
export function cache<F extends AnyFunction>(
  options: CacheOptions<Awaited<ReturnType<F>>>,
  fn: F,
): F {
  const { name, kind, read } = requireName('cache', options, fn);
  const metrics = otherMetrics();
  const operation = { name: 'cache_lookup' as const, method: name, request: () => ({}) };
  const besides = (found: unknown, recording: Recording): void =>
    recordLookup(metrics, found, read?.(found as Awaited<ReturnType<F>>), recording);
  return watchFunction(fn, () => ({
    operation,
    facts: { cacheName: name, cacheKind: kind },
    besides,
  }));
}

function recordLookup(
  metrics: ReturnType<typeof otherMetrics>,
  found: unknown,
  { hit = found != null, similarity, saved }: CacheLookup = {},
  { know, put, record, startMillis }: Recording,
): void {
  know(names.ATTR_SPANWISE_CACHE_RESULT, hit ? 'hit' : 'miss');
  const near = similarity == null ? undefined : double(similarity);
  if (near !== undefined) {
    put(names.ATTR_SPANWISE_CACHE_SIMILARITY, near);
    record(metrics[names.METRIC_SPANWISE_CACHE_LOOKUP_SIMILARITY], near);
  }
  if (!hit || saved == null) return;
  const usage = readCounts(saved.usage ?? {});
  const { inputTokens, outputTokens } = usage;
  if (inputTokens !== undefined) {
    put(names.ATTR_SPANWISE_CACHE_SAVED_INPUT_TOKENS, inputTokens);
    record(metrics[names.METRIC_SPANWISE_CACHE_SAVINGS_INPUT_TOKENS], inputTokens);
  }
  if (outputTokens !== undefined) {
    put(names.ATTR_SPANWISE_CACHE_SAVED_OUTPUT_TOKENS, outputTokens);
    record(metrics[names.METRIC_SPANWISE_CACHE_SAVINGS_OUTPUT_TOKENS], outputTokens);
  }
  const { provider, model, cost: told } = saved;
  const cost = costOfReply(
    { ...MODEL_CALL, settings: helperSettings(), provider, facts: { model } },
    { model, cost: told },
    saved.usage && usage,
    undefined,
    startMillis,
  );
  if (cost === undefined) return;
  put(names.ATTR_SPANWISE_CACHE_SAVED_COST, cost.amount);
  put(names.ATTR_SPANWISE_COST_CURRENCY, cost.currency);
  record(metrics[names.METRIC_SPANWISE_CACHE_SAVINGS_COST], cost.amount, {
    [names.ATTR_SPANWISE_COST_CURRENCY]: cost.currency,
  });
}

/** What is saved is priced as the model's own call was. */
const MODEL_CALL: Pick<CallDescription, 'operation' | 'providerIsNamed'> = {
  operation: { name: 'chat', method: 'chat', request: () => ({}) },
  providerIsNamed: true,
};
