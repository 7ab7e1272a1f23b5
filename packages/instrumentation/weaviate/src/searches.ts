/** How a search of Weaviate's reads, by whichever of its methods it is made. */
import { listOf, type StoreRequest, type StoreResponse } from '@spanwise/core/adapter';
import { dimensionsOf, retrievedDocument } from '@spanwise/store';
import { readFilter } from './filters.ts';
import type { Found, FoundReply, Options, Receiver, Source, TargetVector } from './weaviate.ts';

/** A call of a method of a collection. */
export interface Call {
  readonly source: Source;
  /** The first argument. */
  readonly input: unknown;
  readonly options: Options;
}

/** Whatever has the methods: the manager of queries, older ones without a part for checks, or the collection. */
export function sourceOf(receiver: unknown): Source {
  const { query, ...own } = (receiver ?? {}) as Receiver;
  // Older managers have a method of that name.
  const manager = typeof query === 'object' ? query : own;
  return manager.check ?? manager;
}

/** What every call says: the collection, and whom it is limited to. */
export function readTarget({ source, options }: Call): StoreRequest {
  const { keys, values } = readFilter(options.filters);
  return {
    collection: source.name,
    filterKeys: keys,
    limits: { names: [source.tenant], values },
  };
}

/** How a search reads. */
export function readSearch(call: Call): StoreRequest {
  const { input, options } = call;
  return {
    ...readTarget(call),
    topK: options.limit,
    dimensionCount: dimensionsOf(denseOf(input) ?? denseOf(options.vector)),
    field: fieldOf(options.targetVector) ?? nameOf(input),
    threshold: options.distance ?? options.certainty ?? options.maxVectorDistance,
    parameters: {
      alpha: options.alpha,
      fusionType: options.fusionType,
      autoLimit: options.autoLimit,
    },
    filtered: options.filters != null,
    reranked: options.rerank != null || options.diversity != null,
  };
}

/** A dense vector, or the first of several, by whatever they are named. */
function denseOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return undefined;
  if (dimensionsOf(input) !== undefined) return input;
  if (Array.isArray(input)) return denseOf(input[0]);
  const { vector, vectors = vector, query } = input as Readonly<Record<string, unknown>>;
  return query === undefined ? denseOf(vectors ?? Object.values(input)[0]) : undefined;
}

function fieldOf(target: TargetVector | null | undefined): string | undefined {
  if (typeof target === 'string') return target;
  const targets = Array.isArray(target)
    ? (target as readonly string[])
    : listOf((target as { readonly targetVectors?: readonly string[] } | null)?.targetVectors);
  return targets.length === 1 ? targets[0] : undefined;
}

/** The name of the only vector that is given by name. */
function nameOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const names = ArrayBuffer.isView(input) ? [] : Object.keys(input);
  return names.length === 1 ? names[0] : undefined;
}

/** The text that is searched by. Content. */
export function queryTextOf({ input, options }: Call): string | undefined {
  const { query } = (options.vector ?? {}) as { readonly query?: unknown };
  const texts = [input ?? query].flat().filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.join(' ');
}

/** What a search found. Weaviate gives scores where the call asks for them. */
export function readFound({ objects }: FoundReply): StoreResponse {
  const all = listOf(objects);
  const isDistance = all[0]?.metadata?.distance !== undefined;
  return {
    scores: [all.map(scoreOf)],
    direction: isDistance ? 'distance' : 'similarity',
  };
}

function scoreOf({ metadata }: Found): number | undefined {
  return metadata?.distance ?? metadata?.certainty ?? metadata?.score;
}

/** The documents that were found. Content. */
export function documentsOf({ objects }: FoundReply): readonly object[] {
  return listOf(objects).map((found) =>
    retrievedDocument(found.uuid, scoreOf(found), found.properties),
  );
}
