/** How the calls of an index read. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, readFilter, vectorBytes } from '@spanwise/store';
import type {
  Change,
  Index,
  NamedSelection,
  Query,
  Records,
  Search,
  Selection,
} from './pinecone.ts';

/** A call: its index, and what it is given. */
export interface IndexCall<Argument> {
  readonly index: Index;
  readonly argument: Argument | undefined;
}

/** What the client calls the namespace of those who name none. */
const DEFAULT_NAMESPACE = '__default__';

/** The names of an index: a call may name another namespace than the index was opened with. */
export function namesOf({ target }: Index, own: string | undefined): StoreRequest {
  const namespace = own ?? target?.namespace;
  return {
    collection: target?.indexName || target?.index || undefined,
    namespace: namespace === DEFAULT_NAMESPACE ? undefined : namespace || undefined,
  };
}

/** How a `query` reads. */
export function readQuery({ index, argument }: IndexCall<Query>): StoreRequest {
  const { vector, sparseVector, topK, filter, namespace, scanFactor, maxCandidates } =
    argument ?? {};
  const { keys, values } = readFilter(filter);
  return {
    ...namesOf(index, namespace),
    topK,
    dimensionCount: dimensionsOf(vector),
    filtered: filter != null,
    filterKeys: keys,
    parameters: { scanFactor, maxCandidates },
    hybrid: vector != null && sparseVector != null,
    limits: { values },
  };
}

/** How a `searchRecords` reads. */
export function readSearch({ index, argument }: IndexCall<Search>): StoreRequest {
  const { query, rerank, namespace } = argument ?? {};
  const { keys, values } = readFilter(query?.filter);
  return {
    ...namesOf(index, namespace),
    topK: query?.topK,
    dimensionCount: dimensionsOf(query?.vector?.values),
    filtered: query?.filter != null,
    filterKeys: keys,
    reranked: rerank != null,
    limits: { values },
  };
}

/** The text that the index makes a vector of. Content. */
export function searchTextOf({ argument }: IndexCall<Search>): string | undefined {
  const { text } = (argument?.query?.inputs ?? {}) as { readonly text?: unknown };
  return typeof text === 'string' ? text : undefined;
}

/** How a call reads that writes records. Of the vectors only lengths are looked at. */
export function readRecords({ index, argument }: IndexCall<Records>): StoreRequest {
  const named = Array.isArray(argument) ? undefined : (argument as NamedRecords | undefined);
  const records = named ? named.records : (argument as readonly object[] | undefined);
  const vectors = [...vectorsOf(records)];
  return {
    ...namesOf(index, named?.namespace),
    batchSize: records?.length,
    dimensionCount: dimensionsOf(vectors[0]),
    vectorBytes: vectorBytes(vectors),
  };
}

type NamedRecords = Exclude<Records, readonly object[]>;

function vectorsOf(records: readonly object[] | undefined): readonly unknown[] {
  if (!Array.isArray(records)) return [];
  return (records as readonly ({ readonly values?: unknown } | null)[]).map(
    (record) => record?.values,
  );
}

/** How a call reads that changes a record, or those that a filter lets through. */
export function readChange({ index, argument }: IndexCall<Change>): StoreRequest {
  const { values: vector, filter, namespace } = argument ?? {};
  const { keys, values } = readFilter(filter);
  return {
    ...namesOf(index, namespace),
    dimensionCount: dimensionsOf(vector),
    vectorBytes: vectorBytes([vector]),
    filterKeys: keys,
    limits: { values },
  };
}

/** How a call reads that says which records it is about. */
export function readSelection({ index, argument }: IndexCall<Selection>): StoreRequest {
  const { ids, filter, namespace } = namedOf(argument);
  const { keys, values } = readFilter(filter);
  return {
    ...namesOf(index, namespace),
    batchSize: ids?.length,
    filterKeys: keys,
    limits: { values },
  };
}

/** The form from 7 on of any of the forms. */
function namedOf(argument: Selection | undefined): NamedSelection {
  if (Array.isArray(argument)) return { ids: argument as readonly string[] };
  if (typeof argument !== 'object') return {};
  const isNamed = ['id', 'ids', 'filter', 'namespace', 'prefix', 'limit'].some(
    (name) => name in argument,
  );
  return isNamed ? argument : { filter: argument };
}
