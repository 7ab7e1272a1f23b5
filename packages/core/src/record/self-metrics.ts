/** What Spanwise dropped and where it failed, as metrics of its own. */
import type { MeterProvider } from '@opentelemetry/api';
import {
  ATTR_SPANWISE_FAILURE_KIND,
  ATTR_SPANWISE_TELEMETRY_REASON,
  METRIC_SPANWISE_INTERNAL_FAILURES,
  METRIC_SPANWISE_TELEMETRY_DROPPED,
  CALL_METRICS,
  type CallMetricName,
} from '@spanwise/semconv';
import { state } from '../state.ts';
import { VERSION } from '../version.ts';
import { observeRateLimits } from './rate-limits.ts';

/**
 * Lets a meter provider read the counts of this process, once. They are read when metrics are collected, so
 * that counting costs a call nothing.
 */
export function observeSelf(provider: MeterProvider): void {
  const shared = state();
  if (shared.selfObserved.has(provider)) return;
  shared.selfObserved.add(provider);
  const meter = provider.getMeter('@spanwise/core', VERSION);
  const observe = (
    metric: CallMetricName,
    attribute: string,
    counts: ReadonlyMap<string, number>,
  ): void => {
    const { unit, description } = CALL_METRICS[metric];
    meter
      .createObservableCounter(metric, { unit, description, valueType: 0 })
      .addCallback((result) => {
        for (const [value, count] of counts) result.observe(count, { [attribute]: value });
      });
  };
  observe(METRIC_SPANWISE_TELEMETRY_DROPPED, ATTR_SPANWISE_TELEMETRY_REASON, shared.dropped);
  observe(METRIC_SPANWISE_INTERNAL_FAILURES, ATTR_SPANWISE_FAILURE_KIND, shared.failures);
  observeRateLimits(meter);
}
