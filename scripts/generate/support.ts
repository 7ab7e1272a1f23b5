/** Prints the table of supported libraries into the README, from the adapters. */
import { nameOf, targetOf } from '../../packages/core/src/attach/targets.ts';
import { adapters } from '../../packages/auto/src/adapters.ts';

const START = '<!-- printed: support -->';
const END = '<!-- /printed -->';

/**
 * The README with its table of supported libraries as the adapters have it.
 *
 * @throws {Error} when the README has no place for it.
 */
export function printSupport(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end === -1) throw new Error(`the README needs ${START} and ${END}`);
  const rows = adapters.map(({ packageName, module, load }) => {
    // Versions may have one method in several places.
    const operations = new Map<string, Set<string>>();
    for (const { name, method } of load().operations) {
      const methods = operations.get(name) ?? new Set();
      operations.set(name, methods.add(`\`${nameOf(targetOf(method))}\``));
    }
    const methods =
      operations.size === 0
        ? 'the trace on every line'
        : [...operations].map(([name, paths]) => `${name}: ${[...paths].join(', ')}`).join('; ');
    return `| \`${module.name}\` | \`${module.versions}\` | \`${packageName}\` | ${methods} |`;
  });
  const table = [
    '| client | versions | package | operations |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  return `${readme.slice(0, start + START.length)}\n\n${table}\n\n${readme.slice(end)}`;
}
