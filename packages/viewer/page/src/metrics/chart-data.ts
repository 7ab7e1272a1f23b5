/** Metrics as the lines of a chart. */
import type { Metric, MetricPoint, MetricSeries } from '../../../src/api.ts';

/** What a chart shows of a metric: percentiles of one series, or one figure of several. */
export type Measure = 'percentiles' | 'p50' | 'p90' | 'p99' | 'value';

/** A line of a chart. */
interface ChartLine {
  readonly name: string;
  /** Number of its colour, from 0. */
  readonly color: number;
  /** For each time a value, or nothing where there is none. */
  readonly values: readonly (number | undefined)[];
}

/** The lines of a chart over its times. */
export interface ChartData {
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
}

/** At most this many series are drawn: more cannot be told apart. */
export const mostLines = 8;

/** The lines of a metric. Of many series those with the most are drawn. */
export function chartData(metric: Metric, measure: Measure): ChartData {
  const drawn =
    measure === 'percentiles'
      ? (['p50', 'p90', 'p99'] as const).map((name) => ({
          name,
          series: metric.series[0],
          read: readerOf(name),
        }))
      : metric.series
          .toSorted((one, other) => weight(other) - weight(one))
          .slice(0, mostLines)
          .map((series) => ({ name: nameOf(series), series, read: readerOf(measure) }));
  const points = drawn.map(
    ({ series, read }) => new Map((series?.points ?? []).map((point) => [point.at, read(point)])),
  );
  const times = [...new Set(points.flatMap((byTime) => [...byTime.keys()]))].toSorted(
    (one, other) => one - other,
  );
  return {
    times,
    lines: drawn.map(({ name }, index) => ({
      name,
      color: index,
      values: times.map((time) => points[index]!.get(time)),
    })),
  };
}

/** A series by the values it was grouped by; `all` when it was not. */
export function nameOf(series: MetricSeries): string {
  const values = Object.values(series.attributes).map(String);
  if (values.length === 0) return 'all';
  return values.filter((value) => value !== '' && value !== 'null').join(' · ') || 'none';
}

/** A unit in words: `{token}` as `tokens`. */
export function unitWords(unit: string): string {
  const [, word] = /^\{(.+)\}$/.exec(unit) ?? [];
  if (word) return `${word}s`;
  return unit === '1' ? '' : unit;
}

function readerOf(
  measure: Exclude<Measure, 'percentiles'>,
): (point: MetricPoint) => number | undefined {
  return (point) => point[measure];
}

function weight({ whole }: MetricSeries): number {
  return whole.count ?? whole.value;
}
