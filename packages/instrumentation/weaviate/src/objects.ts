/** How a call of Weaviate's reads that writes objects. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, vectorBytes } from '@spanwise/store';
import { readTarget, type Call } from './searches.ts';
import type { NewObject } from './weaviate.ts';

/**
 * How a call that writes reads. Of the vectors only lengths are looked at; what can be read but once is left alone.
 *
 * @param vectorsOf What of an object is or holds its vectors.
 */
export function readWrite(
  call: Call,
  vectorsOf: (object: NewObject) => unknown = ({ vectors }) => vectors,
): StoreRequest {
  const { collection, limits } = readTarget(call);
  const { input } = call;
  const isMany = typeof input === 'object' && input !== null && Symbol.iterator in input;
  const objects = isMany ? input : [input];
  if (!Array.isArray(objects)) return { collection, limits };
  const vectors = function* (): Generator<unknown, void> {
    for (const object of objects as readonly (NewObject | null | undefined)[])
      if (object != null) yield* each(vectorsOf(object));
  };
  const [first] = vectors();
  return {
    collection,
    limits,
    batchSize: objects.length,
    dimensionCount: dimensionsOf(first),
    vectorBytes: vectorBytes(vectors()),
  };
}

/** A dense vector: alone, by the name of its field, or one of several in a field. */
function* each(vectors: unknown): Generator<unknown, void> {
  if (dimensionsOf(vectors) !== undefined) yield vectors;
  else if (typeof vectors === 'object' && vectors !== null)
    for (const part of Object.values(vectors)) yield* each(part);
}

/** How many of what is counted by place there are. */
export function sizeOf(byPlace: object | null | undefined): number | undefined {
  return byPlace == null ? undefined : Object.keys(byPlace).length;
}
