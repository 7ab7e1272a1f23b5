/** What the raw replies of a provider say: request id, limits, attempts that were turned away. */
import * as names from '@spanwise/semconv';
import type { RateLimitHeaders, RateLimitKind } from '../adapter/adapter.ts';
import { headerOf, type HttpFacts } from '../adapter/facts.ts';
import type { AttributeWriter } from './put.ts';

/** Statuses by which a provider turns an attempt away: too many requests, unavailable, overloaded (Anthropic's 529). */
export const REJECTED: ReadonlySet<number> = new Set([429, 503, 529]);

/** The attributes of one kind of limit. */
const RATE_LIMIT_ATTRIBUTES: Readonly<
  Record<
    RateLimitKind,
    { readonly limit: string; readonly remaining: string; readonly reset: string }
  >
> = {
  requests: {
    limit: names.ATTR_SPANWISE_RATE_LIMIT_REQUESTS_LIMIT,
    remaining: names.ATTR_SPANWISE_RATE_LIMIT_REQUESTS_REMAINING,
    reset: names.ATTR_SPANWISE_RATE_LIMIT_REQUESTS_RESET,
  },
  tokens: {
    limit: names.ATTR_SPANWISE_RATE_LIMIT_TOKENS_LIMIT,
    remaining: names.ATTR_SPANWISE_RATE_LIMIT_TOKENS_REMAINING,
    reset: names.ATTR_SPANWISE_RATE_LIMIT_TOKENS_RESET,
  },
  input_tokens: {
    limit: names.ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_LIMIT,
    remaining: names.ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_REMAINING,
    reset: names.ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_RESET,
  },
  output_tokens: {
    limit: names.ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_LIMIT,
    remaining: names.ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_REMAINING,
    reset: names.ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_RESET,
  },
};

/** One limit as a reply says it. */
export interface RateLimit {
  readonly kind: RateLimitKind;
  readonly limit: number | undefined;
  readonly remaining: number;
  /** Seconds until it is whole again. */
  readonly reset: number | undefined;
}

/** The attempts of one call: how often it was sent and how long it waited in between. */
export class Attempts {
  count = 0;
  waitMillis = 0;
  #endMillis = 0;
  #isNext = false;
  #running = 0;

  begins(): void {
    // A call that sends another request after a good reply, or beside one that is under way, does not try again.
    const isNext = this.#isNext || this.#running > 0;
    this.#running += 1;
    if (!isNext) this.count += 1;
    if (this.#endMillis > 0 && !isNext) this.waitMillis += performance.now() - this.#endMillis;
    this.#endMillis = 0;
  }

  /** @param status Of the reply; absent when there is none. */
  ends(status: number | undefined): void {
    this.#running -= 1;
    this.#endMillis = performance.now();
    this.#isNext = status !== undefined && status < 400;
  }
}

/** The id of the request by the first of these headers that is there. */
export function readRequestId(http: HttpFacts, named: readonly string[]): string | undefined {
  for (const name of named) {
    const id = headerOf(http, name);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The limits that a reply names. One without a number left is not there. */
export function readRateLimits(
  http: HttpFacts,
  named: Readonly<Partial<Record<RateLimitKind, RateLimitHeaders>>>,
): RateLimit[] {
  const limits: RateLimit[] = [];
  for (const kind of Object.keys(named) as RateLimitKind[]) {
    const { limit, remaining, reset } = named[kind]!;
    const left = numberOf(headerOf(http, remaining));
    if (left === undefined) continue;
    limits.push({
      kind,
      remaining: left,
      limit: limit === undefined ? undefined : numberOf(headerOf(http, limit)),
      reset: reset === undefined ? undefined : secondsOf(headerOf(http, reset)),
    });
  }
  return limits;
}

/** Seconds after which a reply asks to be called again: `retry-after-ms`, else `retry-after` (RFC 9110 §10.2.3). */
export function readRetryAfter(http: HttpFacts): number | undefined {
  const millis = numberOf(headerOf(http, 'retry-after-ms'));
  return millis === undefined ? secondsOf(headerOf(http, 'retry-after')) : millis / 1000;
}

/** Sets how often a call was sent again, when it was. */
export function putAttempts(writer: AttributeWriter, { count, waitMillis }: Attempts): void {
  if (count < 2) return;
  writer.putExpected(names.ATTR_SPANWISE_RETRY_COUNT, count - 1);
  writer.putExpected(names.ATTR_SPANWISE_RETRY_WAIT, waitMillis / 1000);
}

/** Sets the limits of a reply. */
export function putRateLimits(writer: AttributeWriter, limits: readonly RateLimit[]): void {
  for (const { kind, limit, remaining, reset } of limits) {
    const attributes = RATE_LIMIT_ATTRIBUTES[kind];
    writer.putExpected(attributes.limit, limit);
    writer.putExpected(attributes.remaining, remaining);
    writer.putExpected(attributes.reset, reset);
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** A time to wait, in seconds: `1.5`, `6m0s`, `20ms`, or a date. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 64) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    let seconds = 0;
    for (const [, amount, unit] of text.matchAll(/([\d.]+)(ms|[smhd])/g))
      seconds += Number(amount) * UNIT_SECONDS[unit!]!;
    return Math.round(seconds * 1000) / 1000;
  }
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? undefined : Math.max(0, Math.round(millis - Date.now()) / 1000);
}
