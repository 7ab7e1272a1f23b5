/** What metrics and attributes are called in Prometheus, when it takes them by OTLP as it does unasked. */
import type { MetricSpec } from '@spanwise/semconv';

/** Units that Prometheus writes out, as a suffix. */
const SUFFIXES: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

/** The name of a label: that of its attribute, dots as underscores. */
export function labelOf(attribute: string): string {
  return attribute.replaceAll(/[^A-Za-z0-9_]/g, '_');
}

/** What the name of every series of a metric begins with: unit and `_total` included, `_bucket` and the like not. */
export function seriesOf({
  name,
  unit,
  instrument,
}: Pick<MetricSpec, 'name' | 'unit' | 'instrument'>): string {
  const suffix = SUFFIXES[unit];
  return [
    labelOf(name),
    ...(suffix ? [suffix] : []),
    ...(instrument === 'counter' ? ['total'] : []),
  ].join('_');
}
