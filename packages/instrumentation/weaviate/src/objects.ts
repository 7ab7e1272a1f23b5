/** How a call of Weaviate's reads that writes objects. */
import { dimensionsOf, vectorBytes, type StoreRequest } from '@spanwise/core/adapter';
import { readTarget, type Call } from './searches.ts';
import type { NewObject } from './weaviate.ts';

/** How a call that writes reads. Of the vectors only lengths are looked at; what can be read but once is left alone. */
export function readWrite(call: Call): StoreRequest {
  const { collection, limits } = readTarget(call);
  const isMany =
    typeof call.input === 'object' && call.input !== null && Symbol.iterator in call.input;
  const objects = isMany ? call.input : [call.input];
  if (!Array.isArray(objects)) return { collection, limits };
  const [first] = vectorsOf(objects as readonly NewObject[]);
  return {
    collection,
    limits,
    batchSize: objects.length,
    dimensionCount: dimensionsOf(first),
    vectorBytes: vectorBytes(vectorsOf(objects as readonly NewObject[])),
  };
}

/** Every dense vector of the objects: alone, by the name of its field, or one of several in a field. */
function* vectorsOf(objects: readonly NewObject[]): Generator<unknown, void> {
  for (const object of objects) yield* each(object?.vectors);
}

function* each(vectors: unknown): Generator<unknown, void> {
  if (dimensionsOf(vectors) !== undefined) yield vectors;
  else if (typeof vectors === 'object' && vectors !== null)
    for (const part of Object.values(vectors)) yield* each(part);
}

/** How many of what is counted by place there are. */
export function sizeOf(byPlace: object | null | undefined): number | undefined {
  return byPlace == null ? undefined : Object.keys(byPlace).length;
}
