/** What is known of names covers the tables of what is recorded. */
import { allMetrics, OPERATIONS } from '@spanwise/semconv';
import { expect, it } from 'vitest';
import { ATTRIBUTE_FACTS } from './facts.gen.ts';

function isKnown(name: string): boolean {
  return name in ATTRIBUTE_FACTS || `${name}.<key>` in ATTRIBUTE_FACTS;
}

it('knows every attribute that is recorded', () => {
  const named = Object.values(OPERATIONS)
    .flatMap((spec) => [
      Object.keys(spec.attributes),
      spec.nameAttributes,
      spec.samplingAttributes,
      spec.durationAttributes,
    ])
    .concat(Object.values(allMetrics()).flatMap((spec) => [spec.attributes, spec.optInAttributes]))
    .flat();
  expect(named.filter((name) => !isKnown(name))).toEqual([]);
});
