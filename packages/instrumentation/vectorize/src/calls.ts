/** How the calls of a binding read. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, readFilter, sameOf, vectorBytes } from '@spanwise/store';
import type { QueryOptions, Written } from './vectorize.ts';

/** A call: the name that its binding was given, and what it is called with. */
export interface BindingCall<Argument> {
  readonly name: string | undefined;
  readonly argument: Argument | undefined;
  readonly options: QueryOptions;
}

/** The service's default. */
const DEFAULT_TOP_K = 5;

/** How a search reads: by a vector, or by the id of one. */
export function readQuery({ name, argument, options }: BindingCall<unknown>): StoreRequest {
  const { topK, namespace, filter } = options;
  const { keys, values } = readFilter(filter);
  return {
    collection: name,
    namespace,
    topK: topK ?? DEFAULT_TOP_K,
    dimensionCount: dimensionsOf(argument),
    filtered: filter != null,
    filterKeys: keys,
    limits: { values },
  };
}

/** How a call reads that writes vectors. Only their lengths are looked at. */
export function readWrite({ name, argument }: BindingCall<readonly Written[]>): StoreRequest {
  const records = Array.isArray(argument) ? (argument as readonly Written[]) : [];
  const vectors = records.map((record) => record?.values);
  return {
    collection: name,
    namespace: sameOf(records.map((record) => record?.namespace)),
    batchSize: records.length,
    dimensionCount: dimensionsOf(vectors[0]),
    vectorBytes: vectorBytes(vectors),
  };
}

/** How a call reads that names vectors by their ids. */
export function readSelection({ name, argument }: BindingCall<readonly string[]>): StoreRequest {
  return { collection: name, batchSize: argument?.length, limits: {} };
}
