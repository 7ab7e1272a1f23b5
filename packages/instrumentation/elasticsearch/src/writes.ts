/** How a call reads that writes or deletes: of documents only the lengths of their vectors are looked at. */
import { dimensionsOf, vectorBytes } from '@spanwise/store';
import type { Params, StoreCall } from './elasticsearch.ts';
import { createQueryFacts, readQuery } from './query-language.ts';
import { bodyOf, indexOf } from './searches.ts';

/** Shorter lists of numbers are vectors only where their field's name says so. */
const LEAST_DIMENSIONS = 64;
/** Objects in objects are looked into this far. */
const MAX_DEPTH = 3;
/** So many documents of a call are looked at before it is held to have no vectors. */
const MAX_WITHOUT_VECTOR = 10;

/** Whether what a field holds is a vector: a list of numbers that is long, or is named as one. */
export function isVector(name: string, value: unknown): boolean {
  const dimensions = dimensionsOf(value);
  return (
    dimensions !== undefined && (dimensions >= LEAST_DIMENSIONS || /embedding|vector/i.test(name))
  );
}

function* vectorsOf(document: unknown, depth = 0): Generator<unknown, void> {
  if (typeof document !== 'object' || document === null || depth > MAX_DEPTH) return;
  for (const [name, value] of Object.entries(document)) {
    if (isVector(name, value)) yield value;
    else if (typeof value === 'object' && dimensionsOf(value) === undefined)
      yield* vectorsOf(value, depth + 1);
  }
}

function* vectorsOfAll(documents: readonly unknown[]): Generator<unknown, void> {
  for (const document of documents) yield* vectorsOf(document);
}

/** Reads `index`, `create` and `update`; `undefined` where nothing that is written has a vector. */
export function readDocument(params: Params | null | undefined): StoreCall | undefined {
  const { index, document, doc, body } = params ?? {};
  const given = document ?? doc ?? (body as Params | null | undefined)?.doc ?? body;
  return readDocuments([given], indexOf(index), undefined);
}

/** Reads `bulk`: actions, each but a deletion with what is written after it. */
export function readBulk(params: Params | null | undefined): StoreCall | undefined {
  const lines = params?.operations ?? params?.body;
  if (!Array.isArray(lines)) return undefined;
  const documents: unknown[] = [];
  const indexes = new Set<string | undefined>();
  let actions = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const [[action, target] = []] = Object.entries((lines[at] ?? {}) as object);
    actions += 1;
    indexes.add(indexOf((target as { _index?: string } | undefined)?._index ?? params?.index));
    if (action === 'delete') continue;
    at += 1;
    documents.push(lines[at]);
  }
  return readDocuments(documents, indexes.size === 1 ? [...indexes][0] : undefined, actions);
}

function readDocuments(
  documents: readonly unknown[],
  collection: string | undefined,
  batchSize: number | undefined,
): StoreCall | undefined {
  const [first] = vectorsOfAll(documents.slice(0, MAX_WITHOUT_VECTOR));
  if (first === undefined) return undefined;
  return {
    store: {
      collection,
      batchSize,
      dimensionCount: dimensionsOf(first),
      vectorBytes: vectorBytes(vectorsOfAll(documents)),
    },
  };
}

/** Reads `delete`, which names one record. */
export function readDelete(params: Params | null | undefined): StoreCall {
  return { store: { collection: indexOf(params?.index) } };
}

/** Reads `deleteByQuery`. */
export function readDeleteByQuery(params: Params | null | undefined): StoreCall {
  const facts = createQueryFacts();
  const values = readQuery(bodyOf(params)?.query, facts, 'filters');
  return {
    store: {
      collection: indexOf(params?.index),
      operation: 'delete_by_query',
      filterKeys: facts.filterKeys,
      limits: { values },
    },
  };
}
