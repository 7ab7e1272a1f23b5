/** Where a package's version stands in its code: a bundle and an adapter's header have no manifest to read. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One version in code. */
export interface VersionInCode {
  /** Path from the root of the repository. */
  readonly file: string;
  /** The version that the file says. */
  readonly written: string;
  /** The version that the package's manifest says. */
  readonly expected: string;
}

/** All versions that stand in the code of the repository in `root`. */
export function versionsInCode(root: string): VersionInCode[] {
  return globSync(['packages/*/src/version.ts', 'packages/instrumentation/*/src/header.ts'], {
    cwd: root,
  })
    .toSorted()
    .map((file) => {
      const manifest = join(root, dirname(file), '../package.json');
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      const text = readFileSync(join(root, file), 'utf8');
      const [, written] = /(?:VERSION = |packageVersion: )'([^']+)'/.exec(text) ?? [];
      if (written === undefined) throw new Error(`${file} says no version`);
      return { file, written, expected: version };
    });
}
