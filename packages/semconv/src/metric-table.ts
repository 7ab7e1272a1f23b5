/** Turns rows into the table of metrics: the rows are half of the size. */
import type { MetricSpec } from './tables.ts';

/** Instrument, unit, type of its values, description, attributes and those for who asks, each separated by spaces, boundaries of buckets. */
export type MetricRow = readonly [
  MetricSpec['instrument'],
  string,
  MetricSpec['valueType'],
  string,
  string,
  string,
  (readonly number[])?,
];

/** The table of the metrics that have these rows. */
export function metricTable<Name extends string>(
  rows: Readonly<Record<Name, MetricRow>>,
): Readonly<Record<Name, MetricSpec>> {
  const table: Partial<Record<Name, MetricSpec>> = {};
  for (const name of Object.keys(rows) as Name[]) {
    const [instrument, unit, valueType, description, attributes, optIn, buckets] = rows[name];
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
  }
  return table as Readonly<Record<Name, MetricSpec>>;
}

/** The words of a text; none of an empty one. */
export function words(text = ''): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
