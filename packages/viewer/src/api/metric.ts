/** Metrics over time. */
import type { Attributes } from './trace.ts';

/** One metric that is stored. */
export interface MetricSummary {
  readonly name: string;
  readonly description?: string | undefined;
  readonly unit: string;
  readonly type: 'histogram' | 'counter' | 'gauge' | 'updowncounter';
  /** Names of attributes by which it can be grouped. */
  readonly attributes: readonly string[];
  readonly seriesCount: number;
  /** One of the conventions. */
  readonly isStandard: boolean;
}

/** How a metric is asked for. */
export interface MetricQuery {
  /** Attributes to group by, separated by commas. Default: none, one series. */
  readonly by?: string | undefined;
  /** Default: the earliest stored. */
  readonly from?: number | undefined;
  /** Default: the latest stored. */
  readonly to?: number | undefined;
  /** Width of a point. Default: such that there are about 100 points. */
  readonly stepMillis?: number | undefined;
}

/** A metric over time. */
export interface Metric extends MetricSummary {
  readonly from: number;
  readonly to: number;
  readonly stepMillis: number;
  readonly series: readonly MetricSeries[];
}

/** One series. */
export interface MetricSeries {
  /** The attributes it was grouped by. */
  readonly attributes: Attributes;
  readonly points: readonly MetricPoint[];
  /** Over the whole range. */
  readonly whole: MetricPoint;
}

/** What was measured within one step. Counters and histograms are what was added in it, gauges the latest value. */
export interface MetricPoint {
  /** Start of the step. */
  readonly at: number;
  /** Sum of what was added; of a gauge its value; of a histogram the sum of the values. */
  readonly value: number;
  /** Of histograms. */
  readonly count?: number | undefined;
  /** Of histograms, read from the buckets; absent when nothing was measured. */
  readonly p50?: number | undefined;
  readonly p90?: number | undefined;
  readonly p99?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}
