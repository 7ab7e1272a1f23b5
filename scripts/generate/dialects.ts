/** Prints the tables by which `@spanwise/dialects` reads other dialects. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DialectReader } from '../../packages/dialects/src/reader.ts';
import type { Registry } from './registry.ts';

type RawReader = Partial<DialectReader> & Pick<DialectReader, 'id' | 'detect'> & { order: number };

/** Reads `registry/dialects/readers/`, in their order; throws when one leads to a name that the registry does not have. */
export function readReaders(folder: string, registry: Registry): DialectReader[] {
  const known = new Set(registry.attributes.map(({ key }) => key));
  return globSync('dialects/readers/*.yaml', { cwd: folder })
    .map((path) => parse(readFileSync(join(folder, path), 'utf8')) as RawReader)
    .toSorted((left, right) => left.order - right.order)
    .map(({ id, detect, attributes = {}, values = {}, messages = {}, events = {} }) => {
      const targets = [
        ...Object.values(attributes),
        ...Object.keys(values),
        ...Object.keys(messages),
        ...Object.values(events).map(({ to }) => to),
      ];
      const missing = targets.filter((name) => !known.has(name));
      if (missing.length > 0) {
        throw new Error(`registry: reader "${id}" leads to unknown ${missing.join(', ')}`);
      }
      return { id, detect, attributes, values, messages, events };
    });
}

/** Prints `readers.gen.ts`. */
export function printReaders(readers: readonly DialectReader[]): string {
  return [
    '/** How other dialects are read. Printed from registry/ by `npm run generate`; do not edit. */',
    "import type { DialectReader } from './reader.ts';",
    '',
    '/** All dialects, those that tell most first. */',
    'export const READERS: readonly DialectReader[] = [',
    ...readers.map((reader) => `  ${JSON.stringify(reader)},`),
    '];',
    '',
  ].join('\n');
}
