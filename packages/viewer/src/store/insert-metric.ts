/** Puts the points of a metric into the database. */
import type { ReceivedMetric } from '../otlp/telemetry.ts';
import { millisOf } from '../otlp/values.ts';
import type { Store } from './store.ts';

/** Inserts them; one of the same series and time is replaced. Gives the bytes that are kept more than before. */
export function insertMetric(
  store: Store,
  metric: ReceivedMetric,
  origin: number,
  now: number,
): number {
  let added = 0;
  const { name, type, unit, description } = metric;
  store
    .statement(
      'INSERT INTO metrics (name, type, unit, description) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET description = excluded.description',
    )
    .run(name, type, unit, description);
  const { id } = store
    .statement('SELECT id FROM metrics WHERE name = ? AND type = ? AND unit = ?')
    .get(name, type, unit) as { id: number };
  for (const point of metric.points) {
    const attributes = JSON.stringify(
      Object.fromEntries(
        Object.entries(point.attributes).toSorted(([left], [right]) => (left < right ? -1 : 1)),
      ),
    );
    const key = [id, origin, attributes, metric.isCumulative ? 1 : 0];
    store
      .statement(
        'INSERT INTO series (metric, origin, attributes, is_cumulative) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(...key);
    const series = store
      .statement(
        'SELECT id FROM series WHERE metric = ? AND origin = ? AND attributes = ? AND is_cumulative = ?',
      )
      .get(...key) as { id: number };
    const buckets =
      point.buckets && point.bounds ? JSON.stringify([point.bounds, point.buckets]) : null;
    const bytes = 120 + (buckets?.length ?? 0);
    const at = point.nanos === 0n ? now : millisOf(point.nanos);
    const { changes } = store
      .statement('DELETE FROM points WHERE series = ? AND at = ?')
      .run(series.id, at);
    store
      .statement(
        'INSERT INTO points (series, received, bytes, started, at, value, count, low, high, buckets) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        series.id,
        now,
        bytes,
        millisOf(point.startNanos),
        at,
        point.value,
        point.count ?? null,
        point.min ?? null,
        point.max ?? null,
        buckets,
      );
    if (changes === 0) added += bytes;
  }
  return added;
}
