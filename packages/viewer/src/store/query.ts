/** Reads the query of a list: words, phrases and filters. */

/** One word or phrase. */
export interface QueryWord {
  readonly text: string;
  /** True: it may be the beginning of a longer word, since it is still being typed. */
  readonly isPrefix: boolean;
  readonly isNegated: boolean;
}

/** One `key:value`. */
export interface QueryFilter {
  readonly key: string;
  /** Any of these; `*` at the end of one matches what begins so. */
  readonly values: readonly string[];
  readonly comparison: '=' | '>' | '>=' | '<' | '<=';
  readonly isNegated: boolean;
}

/** A query in its parts, all of which must hold. */
export interface Query {
  readonly words: readonly QueryWord[];
  readonly filters: readonly QueryFilter[];
}

const MAX_PARTS = 50;
// A minus, a key, and a value; each value may be in quotes.
const PARTS = /(-?)(?:([A-Za-z_][\w.-]*):)?("(?:[^"\\]|\\.)*"?|[^\s"]+)/g;

/** Reads it. Every text is a query; what is no filter is words. */
export function parseQuery(text: string): Query {
  const words: QueryWord[] = [];
  const filters: QueryFilter[] = [];
  for (const [whole, minus, key, value] of [...text.matchAll(PARTS)].slice(0, MAX_PARTS)) {
    const isNegated = minus === '-';
    if (key !== undefined && value !== undefined) {
      const [, comparison, rest] = /^(>=|<=|>|<)?(.*)$/s.exec(value)!;
      filters.push({
        key: key.toLowerCase() === key ? key : key,
        values: rest!.startsWith('"') ? [unquoted(rest!)] : rest!.split(',').filter(Boolean),
        comparison: (comparison as QueryFilter['comparison'] | undefined) ?? '=',
        isNegated,
      });
    } else if (value !== undefined) {
      const isQuoted = value.startsWith('"');
      const isClosed = isQuoted && value.length > 1 && value.endsWith('"');
      words.push({
        text: isQuoted ? unquoted(value) : whole.replace(/^-/, ''),
        isPrefix: !isClosed,
        isNegated,
      });
    }
  }
  return { words: words.filter(({ text: word }) => /[\p{L}\p{N}]/u.test(word)), filters };
}

/** How a word or phrase is looked for. */
export interface TextSearch {
  /** For the full-text index: all of its pieces must stand in the text. */
  readonly match: string;
  /** For `has_phrase`: the pieces stand one after the other. Absent when there is one. */
  readonly phrase?: string | undefined;
}

/** The search for one word or phrase. The index knows which texts have a piece and not where, which halves it. */
export function fullTextQuery({ text, isPrefix }: QueryWord): TextSearch {
  const pieces = piecesOf(text);
  const match = pieces.map((piece) => `"${piece}"`).join(' ');
  return {
    match: `${match}${isPrefix ? '*' : ''}`,
    phrase: pieces.length === 1 ? undefined : `${isPrefix ? '' : '.'}${pieces.join(' ')}`,
  };
}

const patterns = new Map<string, RegExp>();
const MAX_PATTERNS = 100;

/** Whether the text, which may be JSON in JSON, has the pieces of a `phrase` one after the other; marks on letters do not count. */
export function hasPhrase(phrase: string, text: string): boolean {
  let pattern = patterns.get(phrase);
  if (pattern === undefined) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    patterns.set(phrase, (pattern = patternOf(phrase)));
  }
  return pattern.test(withoutMarks(text));
}

/** A line end of JSON has a letter. */
const GAP = String.raw`(?:\\+[nrt]|[^\p{L}\p{N}])`;

function patternOf(phrase: string): RegExp {
  const isWhole = phrase.startsWith('.');
  const pieces = piecesOf(phrase).map(withoutMarks);
  return new RegExp(
    `(?:^|${GAP})${pieces.join(`${GAP}+`)}${isWhole ? String.raw`(?![\p{L}\p{N}])` : ''}`,
    'iu',
  );
}

/** As the index divides a text into words. */
function piecesOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function withoutMarks(text: string): string {
  return /[^\0-\x7F]/.test(text) ? text.normalize('NFD').replaceAll(/\p{M}+/gu, '') : text;
}

/** A number with a unit of time, in milliseconds, or just a number. `undefined` when it is none. */
export function numberWithUnit(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|k)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (UNITS[unit?.toLowerCase() ?? ''] ?? 1);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  k: 1000,
};

function unquoted(text: string): string {
  return text.replace(/^"/, '').replace(/"$/, '').replaceAll(/\\(.)/g, '$1');
}
