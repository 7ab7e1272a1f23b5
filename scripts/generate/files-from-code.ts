/** The files that are printed from our code, which needs those from the registry to be imported. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles } from '../../dashboards/src/printed-files.ts';
import { READERS } from '../../packages/dialects/src/readers.gen.ts';
import { RULES } from '../../packages/conformance/src/rules.ts';
import { printConfiguration } from './configuration.ts';
import { printDialectStatements } from './dialect-statements.ts';
import type { PrintedFile } from './printed-files.ts';
import { printFindingReference } from './reference.ts';
import { readRegistry } from './registry.ts';
import { printLibraries, printSupport } from './support.ts';

/** The printed files of the repository in `root` that come from its code. */
export function codeFiles(root: string): PrintedFile[] {
  return [
    {
      path: 'README.md',
      print: () => printSupport(readFileSync(join(root, 'README.md'), 'utf8'), root),
    },
    {
      path: 'collector/single-node/dialects.yaml',
      print: () => printDialectStatements(READERS, readRegistry(join(root, 'registry'))),
    },
    { path: 'docs/configuration.md', print: printConfiguration },
    { path: 'docs/reference/libraries.md', print: () => printLibraries(root) },
    { path: 'docs/reference/findings.md', print: () => printFindingReference(RULES) },
    ...dashboardFiles,
  ];
}
