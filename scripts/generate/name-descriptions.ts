/** Prints what the conventions say of each name, for the viewer's page. */
import type { Registry } from './registry.ts';

/** Prints `name-descriptions.gen.ts`. */
export function printNameDescriptions(registry: Registry): string {
  const attributes = registry.attributes.map(({ key, brief, type, examples, deprecated }) => [
    key,
    {
      description: brief,
      type,
      examples: examples.length > 0 ? examples.map(String) : undefined,
      replacedBy: deprecated?.replacedBy[0],
    },
  ]);
  const metrics = registry.metrics.map(({ name, brief, unit, deprecated }) => [
    name,
    { description: brief, unit, replacedBy: deprecated?.replacedBy[0] },
  ]);
  return [
    '/** What the conventions say of attributes and metrics. Printed from registry/ by `npm run generate`; do not edit. */',
    "import type { NameDescriptions } from '../api.ts';",
    '',
    '/** By name. */',
    'export const NAME_DESCRIPTIONS: NameDescriptions = {',
    ...[...attributes, ...metrics].map(
      ([name, description]) => `  ${JSON.stringify(name)}: ${JSON.stringify(description)},`,
    ),
    '};',
    '',
  ].join('\n');
}
