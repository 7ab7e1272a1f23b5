/** How a search of an index reads: `FT.SEARCH` whose query compares vectors, and `FT.HYBRID`. */
import { commonOf } from '@spanwise/store';
import type { Command, Word } from './commands.ts';
import { readDocuments, scoresOf } from './replies.ts';
import { after, find, numberOf, textOf } from './words.ts';

/** The server's default of `LIMIT`, and of a number of neighbours in `FT.HYBRID`. */
const DEFAULT_LIMIT = 10;

const NEAREST = /=>\s*\[\s*KNN\s+(\S+)\s+@(\S+)\s+\$\w+([^\]]*)\]/i;
const IN_RANGE = /@(\S+?):\s*\[\s*VECTOR_RANGE\s+(\S+)\s+\$\w+\s*\]/i;
const DISTANCE_AS = /\$YIELD_DISTANCE_AS\s*:\s*(\w+)/i;

/** The values that stand apart from a query, by the names that it has for them. */
function parametersOf(words: readonly Word[]): ReadonlyMap<string, Word> {
  const parameters = new Map<string, Word>();
  const at = find(words, 'PARAMS');
  const count = at === -1 ? 0 : (numberOf(words[at + 1]) ?? 0);
  for (let index = at + 2; index + 1 < at + 2 + count; index += 2)
    parameters.set(textOf(words[index]), words[index + 1]!);
  return parameters;
}

/** What a filter of the query's language looks at, and the tags that it requires. */
function readFilter(
  filter: string,
  parameters: ReadonlyMap<string, Word> = new Map(),
): { readonly keys: readonly string[]; readonly values: readonly string[] } {
  const keys = [...filter.matchAll(/@([\w.]+)\s*:/g)].map(([, key]) => key!);
  // Where one of several may match, or a part is optional or excluded, nothing is said to be required.
  const outside = filter.replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, '');
  if (/[|~-]/.test(outside)) return { keys, values: [] };
  const values = [...filter.matchAll(/@[\w.]+\s*:\s*\{\s*([^}|]+?)\s*\}/g)].map(([, tag]) => {
    const given = tag!.startsWith('$') ? parameters.get(tag!.slice(1)) : undefined;
    return given === undefined ? tag!.replaceAll(/\\(.)/g, '$1') : textOf(given);
  });
  return { keys, values };
}

/** Reads `FT.SEARCH`; `undefined` for a query that compares no vectors. */
export function readSearch(words: readonly Word[]): Command | undefined {
  const [index, given] = words;
  const query = textOf(given);
  const nearest = NEAREST.exec(query);
  const range = nearest === null ? IN_RANGE.exec(query) : null;
  if (nearest === null && range === null) return undefined;
  const parameters = parametersOf(words);
  const valueOf = (text: string | undefined): number | undefined =>
    numberOf(text?.startsWith('$') ? parameters.get(text.slice(1)) : text);
  const [, k, field = '', options = ''] = nearest ?? [undefined, undefined, range![1], query];
  const filter = nearest === null ? query.replace(range![0], '') : query.slice(0, nearest.index);
  const { keys, values } = readFilter(filter, parameters);
  const [, distanceAs = /\bAS\s+(\w+)/i.exec(nearest === null ? '' : options)?.[1]] =
    DISTANCE_AS.exec(query) ?? [];
  const distance = distanceAs ?? `__${field}_score`;
  const [, width] = /\bEF_RUNTIME\s+(\S+)/i.exec(options) ?? [];
  const limit = numberOf(after(words, 'LIMIT', 2, 2)) ?? DEFAULT_LIMIT;
  const shape = {
    hasContent: find(words, 'NOCONTENT', 2) === -1,
    hasScores: find(words, 'WITHSCORES', 2) !== -1,
  };
  return {
    name: 'search',
    store: {
      collection: textOf(index),
      field,
      topK: Math.min(limit, valueOf(k) ?? limit),
      direction: 'distance',
      parameters: { EF_RUNTIME: valueOf(width), radius: valueOf(range?.[2]) },
      filtered: keys.length > 0,
      filterKeys: keys,
      limits: { values },
    },
    response: (reply) => ({
      store: { scores: [scoresOf(readDocuments(reply, shape), distance)] },
    }),
    documents: (reply) =>
      readDocuments(reply, shape).map(({ id, fields }) => {
        const { [field]: _vector, [distance]: score, ...content } = fields ?? {};
        return { id, score: numberOf(score), fields: fields && content };
      }),
  };
}

/** Reads `FT.HYBRID`: a search by words and one by a vector, whose results are put together. */
export function readHybrid(words: readonly Word[]): Command | undefined {
  const [index] = words;
  const at = find(words, 'VSIM', 1);
  if (at === -1) return undefined;
  const query = textOf(after(words, 'SEARCH', 1));
  const filter = textOf(after(words, 'FILTER', at));
  const limit = numberOf(after(words, 'LIMIT', at, 2)) ?? DEFAULT_LIMIT;
  const isNearest = find(words, 'KNN', at) !== -1;
  const searched = readFilter(query);
  const filtered = readFilter(filter);
  return {
    name: 'search',
    text: query,
    store: {
      collection: textOf(index),
      field: textOf(words[at + 1]).replace(/^@/, ''),
      topK: limit,
      direction: 'similarity',
      parameters: {
        k: isNearest ? numberOf(after(words, 'K', at)) : undefined,
        EF_RUNTIME: numberOf(after(words, 'EF_RUNTIME', at)),
      },
      hybrid: true,
      filtered: searched.keys.length + filtered.keys.length > 0,
      filterKeys: [...searched.keys, ...filtered.keys],
      // The results of both are put together: each must require it.
      limits: { values: commonOf([searched.values, filtered.values]) },
    },
    response: (reply) => ({
      store: { scores: [scoresOf(readDocuments(reply), '__score')] },
    }),
    documents: (reply) =>
      readDocuments(reply).map(({ id, fields }) => {
        const { __key: key, __score: score, ...content } = fields ?? {};
        return { id: id ?? textOf(key), score: numberOf(score), fields: content };
      }),
  };
}
