/** The files that are printed from the registry and from tables that need none of our code: a new one is one line here. */
import { join } from 'node:path';
import { printReaders, readReaders } from './dialects.ts';
import { printIndexTemplate } from './print-index-templates.ts';
import { printNameDescriptions } from './name-descriptions.ts';
import { printVendor, printVendorReference } from './print-vendors.ts';
import {
  printAttributeReference,
  printEventReference,
  printMetricReference,
  printNameSetReference,
  printSpanReference,
} from './reference.ts';
import { readRegistry } from './registry.ts';
import {
  printAttributes,
  printEvents,
  printFacts,
  printMetrics,
  printNameSets,
  printOperations,
} from './semconv.ts';
import { VENDORS } from './vendors.ts';

/** A file that is printed. */
export interface PrintedFile {
  /** Path from the root of the repository. */
  readonly path: string;
  /** Gives the file's whole text, the same each time. */
  readonly print: () => string;
}

/** The printed files of the repository in `root` that come from its registry. */
export function registryFiles(root: string): PrintedFile[] {
  const registry = readRegistry(join(root, 'registry'));
  return [
    { path: 'docs/reference/attributes.md', print: () => printAttributeReference(registry) },
    { path: 'docs/reference/events.md', print: () => printEventReference(registry) },
    { path: 'docs/reference/metrics.md', print: () => printMetricReference(registry) },
    { path: 'docs/reference/name-sets.md', print: () => printNameSetReference(registry) },
    { path: 'docs/reference/spans.md', print: () => printSpanReference(registry) },
    { path: 'packages/semconv/src/attributes.gen.ts', print: () => printAttributes(registry) },
    { path: 'packages/conformance/src/facts.gen.ts', print: () => printFacts(registry) },
    {
      path: 'packages/dialects/src/readers.gen.ts',
      print: () => printReaders(readReaders(join(root, 'registry'), registry)),
    },
    { path: 'packages/semconv/src/events.gen.ts', print: () => printEvents(registry) },
    { path: 'packages/semconv/src/metrics.gen.ts', print: () => printMetrics(registry) },
    { path: 'packages/semconv/src/name-sets.gen.ts', print: () => printNameSets(registry) },
    { path: 'collector/vendors/README.md', print: printVendorReference },
    ...VENDORS.map((vendor) => ({
      path: `collector/vendors/${vendor.id}.yaml`,
      print: () => printVendor(vendor),
    })),
    ...(['traces', 'logs'] as const).map((documents) => ({
      path: `collector/elastic/opensearch/${documents}.json`,
      print: () => printIndexTemplate(registry, documents),
    })),
    { path: 'packages/semconv/src/operations.gen.ts', print: () => printOperations(registry) },
    {
      path: 'packages/viewer/src/server/name-descriptions.gen.ts',
      print: () => printNameDescriptions(registry),
    },
  ];
}

/** Paths of those whose text on disk is not what is printed now. */
export function staleFiles(
  files: readonly PrintedFile[],
  read: (path: string) => string | undefined,
): string[] {
  return files.filter((file) => read(file.path) !== file.print()).map((file) => file.path);
}
