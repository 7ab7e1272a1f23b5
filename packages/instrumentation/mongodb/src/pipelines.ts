/** How the searches of a pipeline read: what they ask for, and whom they are limited to. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { commonOf, dimensionsOf, type FilterFacts, readFilter } from '@spanwise/store';
import { readSearchFilter } from './search-filter.ts';
import type { BinaryVector, Fusion, Stage, VectorSearch } from './mongodb.ts';

/** The stages that put the results of several pipelines together. */
const FUSIONS = ['$rankFusion', '$scoreFusion'] as const;
/** The stages that give a field what it has not had. */
const PROJECTIONS = ['$project', '$addFields', '$set'] as const;
/** What the database calls the score of a result, in `{ $meta: … }`. */
const SCORES: ReadonlySet<unknown> = new Set(['vectorSearchScore', 'searchScore', 'score']);

type Part = Readonly<Record<string, unknown>>;

const partOf = (value: unknown): Part | undefined =>
  typeof value === 'object' && value !== null ? (value as Part) : undefined;

const stagesOf = (pipeline: unknown): readonly Stage[] =>
  Array.isArray(pipeline) ? pipeline.filter((stage) => partOf(stage) !== undefined) : [];

/** A vector search, and how its filter reads. */
interface Search {
  readonly said: VectorSearch;
  readonly filter: FilterFacts;
}

/** The vector search that a stage is. A filter below `$search` is written in the operators of that. */
function searchOf(stage: Stage): Search | undefined {
  const own: VectorSearch | undefined = partOf(stage['$vectorSearch']);
  if (own) return { said: own, filter: readFilter(own.filter) };
  const search = partOf(stage['$search']);
  const below: VectorSearch | undefined =
    partOf(search?.['vectorSearch']) ?? partOf(search?.['knnBeta']);
  if (below === undefined) return undefined;
  const index = search?.['index'] as string | undefined;
  return {
    said: { ...below, index: below.index ?? index },
    filter: readSearchFilter(below.filter),
  };
}

/** The pipelines whose results a stage puts together. */
function inputsOf(stage: Stage): readonly unknown[] | undefined {
  const fusion = FUSIONS.map((name) => partOf(stage[name]) as Fusion | undefined).find(Boolean);
  return fusion && Object.values(partOf(fusion.input?.pipelines) ?? {});
}

function searchesOf(pipeline: unknown): readonly Search[] {
  return stagesOf(pipeline).flatMap((stage) => {
    const search = searchOf(stage);
    return search ? [search] : (inputsOf(stage) ?? []).flatMap(searchesOf);
  });
}

/** True for a pipeline that searches by a vector, also in one that it puts together with others. */
export const isSearch = (pipeline: unknown): boolean => searchesOf(pipeline).length > 0;

/** How the searches of a pipeline read. */
export function readPipeline(pipeline: unknown): StoreRequest {
  const stages = stagesOf(pipeline);
  const searches = searchesOf(stages);
  const { said = {} } = searches[0] ?? {};
  const hybrid = stages.some((stage) => inputsOf(stage) !== undefined);
  const filterKeys = searches.flatMap(({ filter }) => filter.keys);
  return {
    index: said.index,
    field: said.path,
    dimensionCount: lengthOf(said.queryVector ?? said.vector),
    topK: hybrid ? limitOf(stages) : (said.limit ?? said.k),
    direction: 'similarity',
    filtered: filterKeys.length > 0,
    filterKeys,
    parameters: { numCandidates: said.numCandidates, exact: said.exact },
    hybrid,
    limits: { values: requiredBy(stages) },
  };
}

/** A fusion has no limit of its own: a stage has it. */
const limitOf = (stages: readonly Stage[]): number | undefined =>
  stages.map((stage) => stage['$limit'] as number | undefined).find((limit) => limit !== undefined);

/** The values that all documents must have that a pipeline gives. */
function requiredBy(pipeline: unknown): readonly unknown[] {
  let values: readonly unknown[] = [];
  for (const stage of stagesOf(pipeline)) {
    const inputs = inputsOf(stage);
    const search = searchOf(stage);
    const joined = partOf(stage['$unionWith']);
    if (search) values = search.filter.values;
    else if (inputs) values = commonOf(inputs.map(requiredBy));
    else if (stage['$search'] !== undefined) values = readSearchFilter(stage['$search']).values;
    else if (stage['$unionWith'] !== undefined)
      values = commonOf([values, requiredBy(joined?.['pipeline'])]);
    else values = [...values, ...readFilter(stage['$match']).values];
  }
  return values;
}

/** The subtype of a vector, and how many bits a number has, by the vector's type. */
const VECTOR_SUBTYPE = 9;
const BITS: Readonly<Record<number, number>> = { 0x03: 8, 0x27: 32, 0x10: 1 };

/** How many numbers a vector has. One in bytes says so by its own length. */
function lengthOf(vector: unknown): number | undefined {
  const { sub_type: subtype, position, buffer } = (partOf(vector) ?? {}) as BinaryVector;
  const bits = BITS[buffer?.[0] ?? 0];
  if (subtype !== VECTOR_SUBTYPE || position === undefined || bits === undefined)
    return dimensionsOf(vector);
  return Math.floor(((position - 2) * 8 - (buffer?.[1] ?? 0)) / bits);
}

/** The field that a pipeline puts the scores into: the last one. */
export function scoreFieldOf(pipeline: unknown): string | undefined {
  return stagesOf(pipeline)
    .flatMap((stage) => PROJECTIONS.flatMap((name) => Object.entries(partOf(stage[name]) ?? {})))
    .findLast(([, value]) => SCORES.has(partOf(value)?.['$meta']))?.[0];
}

/** The text that is searched for. Content. */
export function queryOf(pipeline: unknown): string | undefined {
  const texts = stagesOf(pipeline).flatMap((stage): readonly unknown[] => {
    const query = searchOf(stage)?.said.query;
    const { text, phrase } = partOf(stage['$search']) ?? {};
    const own = [partOf(query)?.['text'] ?? query, partOf(text ?? phrase)?.['query']];
    return own.concat((inputsOf(stage) ?? []).map(queryOf));
  });
  return texts.find((text): text is string => typeof text === 'string');
}
