/** Reads metrics as series over time: what was added in each step, and percentiles from buckets. */
import { allMetrics, NAME_SETS } from '@spanwise/semconv';
import type { Attributes, Metric, MetricPoint, MetricSeries, MetricSummary } from '../api.ts';
import type { Store } from '../store/store.ts';

const STEPS = 100;
const MAX_SERIES = 100;
const MIN_STEP_MILLIS = 1000;

interface MetricRow {
  readonly id: number;
  readonly name: string;
  readonly type: MetricSummary['type'];
  readonly unit: string;
  readonly description: string;
}

interface SeriesRow {
  readonly id: number;
  readonly attributes: string;
  readonly is_cumulative: number;
}

interface PointRow {
  readonly started: number;
  readonly at: number;
  readonly value: number;
  readonly count: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly buckets: string | null;
}

/** Upper bound of a bucket to how many are in it; infinity is the last one. */
type Buckets = Map<number, number>;

/** What was added between a point and the one before. */
interface Added {
  readonly at: number;
  readonly value: number;
  readonly count: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly buckets: Buckets;
}

const STANDARD = new Set<string>(Object.keys(allMetrics()));
for (const { metrics, tokenUsage } of Object.values(NAME_SETS)) {
  for (const name of Object.values(metrics)) STANDARD.add(name);
  if (tokenUsage) STANDARD.add(tokenUsage.metric.name);
}

/** Lists what is stored. */
export function listMetrics(store: Store): MetricSummary[] {
  const rows = store
    .statement('SELECT * FROM metrics ORDER BY name')
    .all() as unknown as MetricRow[];
  return rows.map((row) => summaryOf(store, row));
}

/** How a metric is read. */
export interface MetricOptions {
  readonly by: readonly string[];
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly stepMillis?: number | undefined;
}

/** Reads a metric. `undefined` when it is not stored. */
export function readMetric(
  store: Store,
  name: string,
  { by, from, to, stepMillis }: MetricOptions,
): Metric | undefined {
  const metric = store
    .statement('SELECT * FROM metrics WHERE name = ? ORDER BY id LIMIT 1')
    .get(name) as MetricRow | undefined;
  if (!metric) return undefined;
  const rows = seriesOf(store, metric);
  const range = store
    .statement(
      'SELECT min(points.at) AS low, max(points.at) AS high FROM points JOIN series ON series.id = points.series WHERE metric = ?',
    )
    .get(metric.id) as { low: number | null; high: number | null };
  const start = from ?? range.low ?? 0;
  // A point belongs to the step before its time, so the last one lies within.
  const end = to ?? (range.high ?? 0) + 1;
  const step = Math.max(
    stepMillis ?? (end - start) / STEPS,
    (end - start) / 2000,
    stepMillis === undefined ? MIN_STEP_MILLIS : 1,
  );
  const groups = new Map<string, { attributes: Attributes; added: Added[] }>();
  for (const row of rows) {
    const attributes = JSON.parse(row.attributes) as Attributes;
    const grouped = Object.fromEntries(
      by.flatMap((key) => (attributes[key] === undefined ? [] : [[key, attributes[key]]])),
    );
    const key = JSON.stringify(grouped);
    const group = groups.get(key) ?? { attributes: grouped, added: [] };
    const added = addedBy(store, metric, row).filter(({ at }) => at >= start && at < end);
    group.added.push(...(metric.type === 'gauge' && group.added.length > 0 ? [] : added));
    if (added.length > 0) groups.set(key, group);
  }
  const series = [...groups.values()]
    .map(({ attributes, added }): MetricSeries => {
      const steps = new Map<number, Added[]>();
      for (const one of added) {
        const at = start + Math.floor((one.at - start) / step) * step;
        steps.set(at, [...(steps.get(at) ?? []), one]);
      }
      return {
        attributes,
        points: [...steps]
          .toSorted(([left], [right]) => left - right)
          .map(([at, items]) => pointOf(metric, at, items)),
        whole: pointOf(metric, start, added),
      };
    })
    .toSorted((left, right) => right.whole.value - left.whole.value)
    .slice(0, MAX_SERIES);
  return { ...summaryOf(store, metric), from: start, to: end, stepMillis: step, series };
}

function summaryOf(store: Store, metric: MetricRow): MetricSummary {
  const rows = seriesOf(store, metric);
  return {
    name: metric.name,
    description: metric.description || undefined,
    unit: metric.unit,
    type: metric.type,
    attributes: [
      ...new Set(
        rows.flatMap(({ attributes }) => Object.keys(JSON.parse(attributes) as Attributes)),
      ),
    ].toSorted(),
    seriesCount: rows.length,
    isStandard: STANDARD.has(metric.name),
  };
}

function seriesOf(store: Store, { id }: MetricRow): SeriesRow[] {
  return store
    .statement('SELECT id, attributes, is_cumulative FROM series WHERE metric = ?')
    .all(id) as unknown as SeriesRow[];
}

/** The points of a series as what each added. Of a gauge, which adds nothing, its values. */
function addedBy(store: Store, { type }: MetricRow, series: SeriesRow): Added[] {
  const rows = store
    .statement(
      'SELECT started, at, value, count, low, high, buckets FROM points WHERE series = ? ORDER BY at',
    )
    .all(series.id) as unknown as PointRow[];
  const isDelta = type === 'gauge' || series.is_cumulative === 0;
  return rows.map((row, index) => {
    const before = rows[index - 1];
    // Another start: the process began to count anew.
    const since =
      isDelta || before === undefined || before.started !== row.started ? undefined : before;
    const buckets = bucketsOf(row);
    if (since) {
      for (const [bound, count] of bucketsOf(since))
        buckets.set(bound, Math.max(0, (buckets.get(bound) ?? 0) - count));
    }
    return {
      at: row.at,
      value: row.value - (since?.value ?? 0),
      count: row.count === null ? undefined : row.count - (since?.count ?? 0),
      // Least and greatest of a cumulative point are of the whole time.
      low: row.low ?? undefined,
      high: row.high ?? undefined,
      buckets,
    };
  });
}

function bucketsOf({ buckets }: PointRow): Buckets {
  if (buckets === null) return new Map();
  const [bounds, counts] = JSON.parse(buckets) as [number[], number[]];
  return new Map(counts.map((count, index) => [bounds[index] ?? Number.POSITIVE_INFINITY, count]));
}

function pointOf({ type }: MetricRow, at: number, items: readonly Added[]): MetricPoint {
  if (type === 'gauge') return { at, value: items.at(-1)?.value ?? 0 };
  const value = items.reduce((sum, item) => sum + item.value, 0);
  if (type !== 'histogram') return { at, value };
  const buckets: Buckets = new Map();
  for (const item of items) {
    for (const [bound, count] of item.buckets)
      buckets.set(bound, (buckets.get(bound) ?? 0) + count);
  }
  const lows = items.flatMap(({ low }) => low ?? []);
  const highs = items.flatMap(({ high }) => high ?? []);
  const min = lows.length > 0 ? lows.reduce((left, right) => Math.min(left, right)) : undefined;
  const max = highs.length > 0 ? highs.reduce((left, right) => Math.max(left, right)) : undefined;
  const sorted = [...buckets].toSorted(([left], [right]) => left - right);
  return {
    at,
    value,
    count: items.reduce((sum, { count = 0 }) => sum + count, 0),
    p50: percentile(sorted, 0.5, min, max),
    p90: percentile(sorted, 0.9, min, max),
    p99: percentile(sorted, 0.99, min, max),
    min,
    max,
  };
}

/** Within the bucket it is taken to lie in proportion; the ends of the first and the last are the least and the greatest. */
function percentile(
  buckets: readonly (readonly [number, number])[],
  share: number,
  min: number | undefined,
  max: number | undefined,
): number | undefined {
  const all = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return undefined;
  const rank = all * share;
  let below = 0;
  let from = Math.min(min ?? 0, buckets[0]?.[0] ?? 0);
  for (const [bound, count] of buckets) {
    if (count > 0 && below + count >= rank) {
      const to = bound === Number.POSITIVE_INFINITY ? Math.max(max ?? from, from) : bound;
      const value = from + ((to - from) * (rank - below)) / count;
      return Math.min(max ?? value, Math.max(min ?? value, value));
    }
    below += count;
    from = bound;
  }
  return max;
}
