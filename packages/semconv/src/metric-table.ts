/** Turns rows into the table of metrics: the rows are half of the size. */
import type { MetricSpec } from './tables.ts';

/** Name, instrument, unit, type of its values, description, attributes and those for who asks, each separated by spaces, boundaries of buckets. */
export type MetricRow<Name extends string> = readonly [
  Name,
  MetricSpec['instrument'],
  string,
  MetricSpec['valueType'],
  string,
  string,
  string,
  (readonly number[])?,
];

/** Metrics by name. */
export type MetricTable<Name extends string> = Readonly<Record<Name, MetricSpec>>;

/** The table of the metrics that have these rows. */
export function metricTable<Name extends string>(
  rows: readonly MetricRow<Name>[],
): MetricTable<Name> {
  const table: Partial<Record<Name, MetricSpec>> = {};
  for (const [name, instrument, unit, valueType, description, attributes, optIn, buckets] of rows)
    table[name] = {
      name,
      instrument,
      unit,
      valueType,
      description,
      buckets,
      attributes: words(attributes),
      optInAttributes: words(optIn),
    };
  return table as MetricTable<Name>;
}

/** The words of a text; none of an empty one. */
export function words(text = ''): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
