/** How a write of turbopuffer's reads: rows or columns that are put or changed, and rows that are deleted. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, vectorBytes } from '@spanwise/store';
import { readFilter } from './filters.ts';
import type { Write } from './turbopuffer.ts';

/** True for a write that deletes, and does nothing else. */
export function isDeletion(write: Write): boolean {
  return (
    (write.deletes != null || write.delete_by_filter != null) &&
    write.upsert_rows == null &&
    write.upsert_columns == null &&
    write.patch_rows == null &&
    write.patch_columns == null &&
    write.patch_by_filter == null
  );
}

/** How a write reads. Of the vectors only lengths are looked at. */
export function readWrite(write: Write): StoreRequest {
  const sizes = [
    write.upsert_rows?.length,
    write.upsert_columns?.id?.length,
    write.patch_rows?.length,
    write.patch_columns?.id?.length,
    write.deletes?.length,
  ].filter((size) => typeof size === 'number');
  const filters = [write.delete_by_filter, write.patch_by_filter?.filters].map((filter) =>
    readFilter(filter),
  );
  const [first] = vectorsIn(write);
  return {
    batchSize: sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : undefined,
    dimensionCount: dimensionsOf(first),
    vectorBytes: vectorBytes(vectorsIn(write)),
    filterKeys: filters.flatMap(({ keys }) => keys),
    limits: { values: filters.flatMap(({ values }) => values) },
  };
}

/** The vectors that are written in the field of that name, those in the encoding of base64 left out. */
function* vectorsIn({
  upsert_rows: rows,
  upsert_columns: columns,
  patch_rows: changedRows,
  patch_columns: changedColumns,
}: Write): Generator<unknown, void> {
  for (const list of [rows, changedRows]) for (const row of list ?? []) yield row?.vector;
  for (const { vector } of [columns ?? {}, changedColumns ?? {}])
    if (Array.isArray(vector)) yield* vector as readonly unknown[];
}
