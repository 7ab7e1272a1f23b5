/** The last known limits of each deployment, read when metrics are collected: a record per call would cost more than the call's own metrics. */
import type { Attributes, Meter } from '@opentelemetry/api';
import {
  ATTR_SPANWISE_RATE_LIMIT_KIND,
  METRIC_SPANWISE_RATE_LIMIT_LIMIT,
  METRIC_SPANWISE_RATE_LIMIT_REMAINING,
  CALL_METRICS,
  type CallMetricName,
} from '@spanwise/semconv';
import { state } from '../state.ts';
import type { RateLimit } from './attempts.ts';

/** How long a limit that no reply repeats is told. */
const FRESH_MILLIS = 300_000;
/** Deployments that are told apart; the one that was silent longest gives way. */
const MAX_LIMITS = 500;

/** One limit of one deployment. */
export interface KnownLimit {
  readonly attributes: Attributes;
  readonly limit: number | undefined;
  readonly remaining: number;
  readonly atMillis: number;
}

/** Keeps what a reply said. */
export function keepRateLimits(deployment: Attributes, limits: readonly RateLimit[]): void {
  const { rateLimits } = state();
  for (const { kind, limit, remaining } of limits) {
    const attributes = { ...deployment, [ATTR_SPANWISE_RATE_LIMIT_KIND]: kind };
    const key = JSON.stringify(attributes);
    rateLimits.delete(key);
    if (rateLimits.size >= MAX_LIMITS) rateLimits.delete(rateLimits.keys().next().value!);
    rateLimits.set(key, { attributes, limit, remaining, atMillis: performance.now() });
  }
}

/** Makes the gauges of a meter. */
export function observeRateLimits(meter: Meter): void {
  const gauge = (metric: CallMetricName, field: 'limit' | 'remaining'): void => {
    const { unit, description } = CALL_METRICS[metric];
    meter
      .createObservableGauge(metric, { unit, description, valueType: 0 })
      .addCallback((result) => {
        const since = performance.now() - FRESH_MILLIS;
        for (const known of state().rateLimits.values()) {
          const value = known[field];
          if (value !== undefined && known.atMillis >= since)
            result.observe(value, known.attributes);
        }
      });
  };
  gauge(METRIC_SPANWISE_RATE_LIMIT_LIMIT, 'limit');
  gauge(METRIC_SPANWISE_RATE_LIMIT_REMAINING, 'remaining');
}
