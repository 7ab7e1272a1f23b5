/** What a collection tells of the calls that are made on it. */
import { type ClientFacts, type StoreRequest, type TenantLimits } from '@spanwise/core/adapter';
import { dimensionsOf, readFilter, vectorBytes } from '@spanwise/store';
import type { Collection, Records, Selection } from './chroma.ts';

/** A call: its collection, and what it is given. */
export interface CollectionCall<Argument> {
  readonly collection: Collection;
  readonly argument: Argument | undefined;
}

/** What Chroma calls the metrics of the conventions. */
const METRICS: Readonly<Record<string, string>> = {
  l2: 'euclidean',
  cosine: 'cosine',
  ip: 'dot_product',
};

/** The names of a collection. */
export function readCollection(collection: Collection): StoreRequest {
  const { database } = partsOf(collection);
  return { collection: collection.name || undefined, namespace: database };
}

/** What its vectors are compared by, where it tells. */
export function metricOf({ configuration, metadata }: Collection): string | undefined {
  const space =
    configuration?.hnsw?.space ?? configuration?.spann?.space ?? metadata?.['hnsw:space'];
  return typeof space === 'string' ? (METRICS[space] ?? space) : undefined;
}

/** Where it sends its calls. */
export function addressOf({ apiClient, client }: Collection): ClientFacts {
  return {
    baseURL: apiClient?.getConfig?.().baseUrl ?? client?.api?.configuration?.basePath,
  };
}

/** What a call on it is limited to, beside its name. */
export function limitsOf(collection: Collection, values: readonly unknown[]): TenantLimits {
  return { names: [partsOf(collection).tenant], values };
}

function partsOf({ tenant, database, chromaClient, client }: Collection): {
  readonly tenant: string | undefined;
  readonly database: string | undefined;
} {
  const set = chromaClient ?? client;
  return { tenant: tenant ?? set?.tenant, database: database ?? set?.database };
}

/** Lists of vectors: a list of one may be the vector itself. */
export function vectorsOf(embeddings: Records['embeddings']): readonly unknown[] {
  if (!Array.isArray(embeddings)) return [];
  return typeof embeddings[0] === 'number' ? [embeddings] : (embeddings as readonly unknown[]);
}

/** How many there are. */
export function countOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return value == null ? undefined : 1;
}

/** How a call reads that writes records. Of the vectors only lengths are looked at. */
export function readRecords({ collection, argument }: CollectionCall<Records>): StoreRequest {
  const vectors = vectorsOf(argument?.embeddings);
  return {
    ...readCollection(collection),
    batchSize: countOf(argument?.ids),
    dimensionCount: dimensionsOf(vectors[0]),
    vectorBytes: vectorBytes(vectors),
  };
}

/** How a call reads that says which records it is about: by their ids, or by filters. */
export function readSelection({ collection, argument }: CollectionCall<Selection>): StoreRequest {
  const { keys, values } = readFilter(argument?.where);
  return {
    ...readCollection(collection),
    batchSize: countOf(argument?.ids),
    filterKeys: keys,
    limits: limitsOf(collection, values),
  };
}
