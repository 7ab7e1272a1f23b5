/** What a query says in the language of Elasticsearch and OpenSearch: its vectors, its texts, its filters. */
import { listOf } from '@spanwise/core/adapter';
import { dimensionsOf } from '@spanwise/store';

/** One comparison of vectors. */
interface VectorPart {
  readonly field?: string | undefined;
  readonly dimensionCount?: number | undefined;
  readonly k?: number | undefined;
  readonly threshold?: number | undefined;
  readonly metric?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** What a query says, gathered from all of its parts. */
export interface QueryFacts {
  readonly vectors: VectorPart[];
  /** What is looked for in words. Content. */
  readonly texts: string[];
  readonly filterKeys: string[];
  /** Whether results are ranked by words, too. */
  isLexical: boolean;
  /** Whether the results of several searches are put together by the server's own means. */
  isFused: boolean;
  isReranked: boolean;
  isFiltered: boolean;
}

type Part = Readonly<Record<string, unknown>>;
/** A query of the kind `ranks` says how well records match; of the kind `filters`, which do. */
type Role = 'ranks' | 'filters';

/** Deeper queries are not followed. */
const MAX_DEPTH = 12;

/** Queries that rank by words, where they rank. */
const LEXICAL: ReadonlySet<string> = new Set([
  'match',
  'match_phrase',
  'match_phrase_prefix',
  'match_bool_prefix',
  'multi_match',
  'combined_fields',
  'query_string',
  'simple_query_string',
  'more_like_this',
]);
/** What stands beside the field in a condition. */
const OPTIONS: ReadonlySet<string> = new Set(['boost', '_name', 'ignore_unmapped']);

/** The words of all who compare vectors, in ours; others stay as they are. */
const METRICS: Readonly<Record<string, string>> = {
  l2: 'euclidean',
  l1: 'manhattan',
  cosinesimil: 'cosine',
  innerproduct: 'dot_product',
  hammingbit: 'hamming',
};
/** The functions of scripts, whose field stands in quotes. */
const SCRIPT = /\b(cosineSimilarity|dotProduct|l1norm|l2norm|l2Squared|hamming)\s*\(([^)]*)/i;
const SCRIPT_METRICS: Readonly<Record<string, string>> = {
  cosinesimilarity: 'cosine',
  dotproduct: 'dot_product',
  l1norm: 'manhattan',
  l2norm: 'euclidean',
  l2squared: 'euclidean',
  hamming: 'hamming',
};

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;
const partOf = (value: unknown): Part => (isPart(value) ? value : {});
const partsOf = (value: unknown): readonly Part[] =>
  Array.isArray(value) ? listOf(value as Part[]) : [partOf(value)];
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** What is known of a query before it is read. */
export function createQueryFacts(): QueryFacts {
  return {
    vectors: [],
    texts: [],
    filterKeys: [],
    isLexical: false,
    isFused: false,
    isReranked: false,
    isFiltered: false,
  };
}

/** The values that are in each of the lists. */
export function commonOf(lists: readonly (readonly unknown[])[]): readonly unknown[] {
  const [first = [], ...others] = lists;
  return first.filter((value) => others.every((list) => list.includes(value)));
}

/** Reads a query, or several that all must match, into `facts`. Gives back the values that it requires of every record. */
export function readQuery(
  query: unknown,
  facts: QueryFacts,
  role: Role = 'ranks',
  depth = 0,
): readonly unknown[] {
  if (!isPart(query) || depth > MAX_DEPTH) return [];
  const inner = (part: unknown, as: Role = role): readonly unknown[] =>
    readQuery(part, facts, as, depth + 1);
  /** Any of these may match. */
  const anyOf = (parts: unknown): readonly unknown[] =>
    commonOf(partsOf(parts).map((part) => inner(part)));
  if (Array.isArray(query)) return query.flatMap((part) => inner(part));
  return Object.entries(query).flatMap(([kind, value]): readonly unknown[] => {
    const part = partOf(value);
    switch (kind) {
      case 'bool': {
        inner(part['must_not'], 'filters');
        const required = inner(part['must']).concat(inner(part['filter'], 'filters'));
        const optional = part['should'] == null ? [] : anyOf(part['should']);
        return part['must'] == null && part['filter'] == null ? optional : required;
      }
      case 'constant_score':
        return inner(part['filter'], 'filters');
      case 'hybrid':
        facts.isFused = true;
        return anyOf(part['queries']).concat(inner(part['filter'], 'filters'));
      case 'dis_max':
        return anyOf(part['queries']);
      case 'boosting':
        inner(part['negative'], 'filters');
        return inner(part['positive']);
      case 'nested':
      case 'function_score':
        return inner(part['query']);
      case 'script_score':
        readScript(part['script'], facts);
        return inner(part['query']);
      case 'match_all':
      case 'match_none':
        return [];
      default:
        return isComparison(kind)
          ? readComparison(kind, part, facts)
          : readLeaf(kind, value, facts, role);
    }
  });
}

/** Reads a retriever of Elasticsearch's, which may have others inside. Gives back what {@link readQuery} does. */
export function readRetriever(
  retriever: unknown,
  facts: QueryFacts,
  depth = 0,
): readonly unknown[] {
  if (!isPart(retriever) || depth > MAX_DEPTH) return [];
  return Object.entries(retriever).flatMap(([kind, value]) =>
    readRetrieverOf(kind, partOf(value), facts, depth),
  );
}

function readRetrieverOf(
  kind: string,
  part: Part,
  facts: QueryFacts,
  depth: number,
): readonly unknown[] {
  if (kind === 'knn') return readComparison(kind, part, facts);
  const filter = readQuery(part['filter'], facts, 'filters');
  if (kind === 'standard') return filter.concat(readQuery(part['query'], facts));
  if (kind === 'text_similarity_reranker' || kind === 'rescorer' || kind === 'diversify')
    facts.isReranked = true;
  addText(part['inference_text'] ?? part['query'], facts);
  if (part['retrievers'] == null)
    return filter.concat(readRetriever(part['retriever'], facts, depth + 1));
  facts.isFused = true;
  const each = partsOf(part['retrievers']).map((entry) =>
    readRetriever(entry['retriever'] ?? entry, facts, depth + 1),
  );
  return filter.concat(commonOf(each));
}

const COMPARISONS: ReadonlySet<string> = new Set([
  'knn',
  'semantic',
  'sparse_vector',
  'text_expansion',
  'weighted_tokens',
  'neural',
  'neural_sparse',
]);
const isComparison = (kind: string): boolean => COMPARISONS.has(kind);

/** Reads a comparison of vectors: `{ field, … }`, or `{ [field]: { … } }`. */
export function readComparison(kind: string, given: Part, facts: QueryFacts): readonly unknown[] {
  const [named = '', inner] = Object.entries(given).find(([name]) => !OPTIONS.has(name)) ?? [];
  const isNamed = typeof given['field'] === 'string';
  const part = isNamed ? given : partOf(inner);
  const parameters = {
    ...pick(part, [
      'k',
      'num_candidates',
      'visit_percentage',
      'max_distance',
      'expand_nested_docs',
    ]),
    ...partOf(part['method_parameters']),
  };
  facts.vectors.push({
    field: isNamed ? textOf(given['field']) : named,
    dimensionCount: dimensionsOf(part['query_vector'] ?? part['vector']),
    k: numberOf(part['k']),
    threshold: numberOf(part['similarity'] ?? part['min_score']),
    parameters: kind === 'knn' || kind === 'neural' ? parameters : undefined,
  });
  const builder = partOf(partOf(part['query_vector_builder'])['text_embedding']);
  addText(
    builder['model_text'] ?? part['query_text'] ?? part['model_text'] ?? part['query'],
    facts,
  );
  return readQuery(part['filter'], facts, 'filters');
}

/** Reads a script that compares vectors: one in Painless by what it calls, one of OpenSearch's by its parameters. */
function readScript(script: unknown, facts: QueryFacts): void {
  const { source, params } = partOf(script);
  const given = partOf(params);
  const space = textOf(given['space_type']);
  if (source === 'knn_score' || space !== undefined) {
    facts.vectors.push({
      field: textOf(given['field']),
      dimensionCount: dimensionsOf(given['query_value']),
      metric: space && (METRICS[space] ?? space),
    });
    return;
  }
  const [, called, among = ''] = SCRIPT.exec(textOf(source) ?? '') ?? [];
  if (called === undefined) return;
  const vector = Object.values(given).find((value) => dimensionsOf(value) !== undefined);
  facts.vectors.push({
    field: /['"]([^'"]+)['"]/.exec(among)?.[1] ?? textOf(given['field']),
    dimensionCount: dimensionsOf(vector),
    metric: SCRIPT_METRICS[called.toLowerCase()],
  });
}

/** Reads a condition on fields. Only the values of equalities are given back. */
function readLeaf(kind: string, value: unknown, facts: QueryFacts, role: Role): readonly unknown[] {
  const part = partOf(value);
  const { field, fields, query } = part;
  const named = Object.entries(part).filter(([name]) => !OPTIONS.has(name));
  if (LEXICAL.has(kind) && role === 'ranks') {
    facts.isLexical = true;
    const [[, first] = []] = named;
    addText(query ?? partOf(first)['query'] ?? first, facts);
    return [];
  }
  facts.isFiltered = true;
  const isOfFields = typeof field === 'string' || Array.isArray(fields);
  facts.filterKeys.push(
    ...(isOfFields
      ? [field, fields].flat().filter((name) => typeof name === 'string')
      : kind === 'ids'
        ? ['_id']
        : named.map(([name]) => name)),
  );
  if (kind !== 'term' && kind !== 'terms') return [];
  return named
    .map(([, wanted]) => {
      if (kind === 'terms')
        return Array.isArray(wanted) && wanted.length === 1 ? wanted[0] : undefined;
      return isPart(wanted) ? wanted['value'] : wanted;
    })
    .filter((wanted) => wanted !== undefined);
}

function addText(text: unknown, facts: QueryFacts): void {
  if (typeof text === 'string') facts.texts.push(text);
}

function pick(part: Part, names: readonly string[]): Part {
  return Object.fromEntries(
    names.filter((name) => part[name] !== undefined).map((name) => [name, part[name]]),
  );
}
