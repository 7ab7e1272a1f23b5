/** Finds the class of tables, which the package does not export: it is in one of its files, which is loaded with it. */
import { createRequire } from 'node:module';
import type { ModuleExports } from '@spanwise/core/adapter';

interface TableFile {
  readonly Table?: unknown;
  readonly LocalTable?: { readonly prototype: object };
}

/** The methods of tables of this copy of the package. `undefined` where its files were put into a bundle. */
export function tables(exports: ModuleExports): object | undefined {
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) {
    if (!/[\\/]table\.js$/.test(file)) continue;
    const { Table, LocalTable } = (cache[file]?.exports ?? {}) as TableFile;
    if (LocalTable !== undefined && Table === exports['Table']) return LocalTable.prototype;
  }
  return undefined;
}
