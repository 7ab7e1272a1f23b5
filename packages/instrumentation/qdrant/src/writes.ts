/** How a call reads that writes, deletes or reads points without ranking them. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, vectorBytes } from '@spanwise/store';
import { readFilter } from './filters.ts';
import type { ReadReply, SelectionArguments } from './qdrant.ts';

/** How a call that writes points reads. Of the vectors only lengths are looked at. */
export function readWrite([collection, selection]: SelectionArguments): StoreRequest {
  const { points, batch, operations } = selection ?? {};
  const [first] = vectorsOf(points, batch?.vectors);
  return {
    collection,
    batchSize: (points ?? batch?.ids ?? operations)?.length,
    dimensionCount: dimensionsOf(first),
    vectorBytes: vectorBytes(vectorsOf(points, batch?.vectors)),
  };
}

/** How a call reads that says which points it is about: by their ids, or by a filter. */
export function readSelection([collection, selection]: SelectionArguments): StoreRequest {
  const { points, ids, filter, shard_key: shard } = selection ?? {};
  const { keys, values } = readFilter(filter);
  return {
    collection,
    batchSize: (points ?? ids)?.length,
    filterKeys: keys,
    limits: { names: [shard].flat(), values },
  };
}

/** How many points came back. */
export function rowsOf(reply: ReadReply): number | undefined {
  if (Array.isArray(reply)) return reply.length;
  return (reply as { readonly points?: readonly unknown[] }).points?.length;
}

/** Every vector that is written: of points, each alone or by the name of its field, or of a batch of columns. */
function* vectorsOf(
  points: readonly unknown[] | null | undefined,
  columns: unknown,
): Generator<unknown, void> {
  for (const point of points ?? []) {
    const { vector } = (point ?? {}) as { readonly vector?: unknown };
    yield* each(vector);
  }
  const lists = Array.isArray(columns) ? [columns] : Object.values(columns ?? {});
  for (const list of lists as unknown[])
    if (Array.isArray(list)) for (const one of list) yield* each(one);
}

/** A dense vector, those that stand for one point together, or those of several fields. */
function* each(vector: unknown): Generator<unknown, void> {
  if (dimensionsOf(vector) !== undefined) yield vector;
  else if (typeof vector === 'object' && vector !== null && !('indices' in vector))
    for (const part of Object.values(vector)) yield* each(part);
}
