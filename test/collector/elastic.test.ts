/** What `collector/elastic` takes for granted of the names of the registry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRegistry } from '../../scripts/generate/registry.ts';

const root = join(import.meta.dirname, '../..');
const { attributes } = readRegistry(join(root, 'registry'));
const names = attributes
  .filter(({ template, deprecated }) => !template && deprecated === undefined)
  .map(({ key }) => key);
const content = parse(readFileSync(join(root, 'collector/elastic/content.yaml'), 'utf8'));

it.each(['trace_statements', 'log_statements'])(
  '%s make a text of every structure',
  (statements) => {
    const written: string[] = content.processors['transform/content'][statements];
    const read = written.flatMap(
      (statement) => /^set\(\w+\.attributes\["([^"]+)"\]/.exec(statement)?.[1] ?? [],
    );
    const structures = attributes.filter(({ type }) => type === 'any').map(({ key }) => key);
    expect(structures.length).toBeGreaterThan(0);
    expect(read.toSorted()).toEqual(structures.toSorted());
  },
);

it('no attribute is a value and an object at once, which an index refuses', () => {
  expect(names.filter((name) => names.some((other) => other.startsWith(`${name}.`)))).toEqual([]);
});
