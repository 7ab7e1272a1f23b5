/** The versions in code are those of the manifests, and all published packages have one. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { versionsInCode } from './versions-in-code.ts';

const root = join(import.meta.dirname, '..');

it('are those of the manifests', () => {
  const versions = versionsInCode(root);
  expect(versions.length).toBeGreaterThan(1);
  expect(versions.map(({ file, written }) => [file, written])).toEqual(
    versions.map(({ file, expected }) => [file, expected]),
  );
});

it('are the same in all packages, also where they depend on each other', () => {
  const manifests = globSync('packages/{*,instrumentation/*}/package.json', { cwd: root }).map(
    (file) =>
      JSON.parse(readFileSync(join(root, file), 'utf8')) as {
        version: string;
        dependencies?: Record<string, string>;
      },
  );
  const versions = new Set(manifests.map(({ version }) => version));
  for (const { dependencies = {} } of manifests) {
    for (const [name, range] of Object.entries(dependencies)) {
      if (name.startsWith('@spanwise/')) versions.add(range);
    }
  }
  expect([...versions]).toHaveLength(1);
});
