/** Reads a PostgreSQL text as a vector search: by which operator, of which column, how many, with which filter. */
import {
  dimensionsOf,
  readFilter,
  type FilterFacts,
  type ScoreDirection,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { tokensOf, type Token } from './tokens.ts';

/** The operators of pgvector, and what they compare by. Lower is nearer for all: `<#>` is the negative inner product. */
const METRICS: Readonly<Record<string, string>> = {
  '<->': 'euclidean',
  '<=>': 'cosine',
  '<#>': 'dot_product',
  '<+>': 'manhattan',
  '<~>': 'hamming',
  '<%>': 'jaccard',
};
const MAYBE = /<(?:[-=#+~%])>/;
/** Longer texts are left alone. */
const MAX_LENGTH = 100_000;
/** The operators that stand for other things, too: distances of shapes, texts and words that follow each other. */
const SHARED: ReadonlySet<string> = new Set(['<->', '<%>', '<~>']);
const VECTOR_TYPES: ReadonlySet<string> = new Set(['vector', 'halfvec', 'sparsevec']);
const VERBS: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'merge']);
const AFTER_WHERE: ReadonlySet<string> = new Set([
  'group',
  'having',
  'window',
  'order',
  'limit',
  'offset',
  'fetch',
  'for',
  'union',
  'intersect',
  'except',
]);
/** Longer texts are not looked into for a filter. */
const MAX_FILTER_LENGTH = 4096;

/** What a text says of its search. */
export interface VectorSql {
  readonly request: StoreRequest;
  /** The schema that the table's name states. */
  readonly schema: string | undefined;
  /** The column of the rows that holds the scores, by its name and its place. Absent when none does. */
  readonly score:
    | {
        readonly name: string;
        readonly index: number;
        readonly direction: ScoreDirection | undefined;
      }
    | undefined;
}

/**
 * Reads a text and the values of its parameters. `undefined` for one that is no vector search. Values are compared
 * and measured, never kept.
 */
export function readVectorSql(
  text: string,
  values: readonly unknown[] | null | undefined,
): VectorSql | undefined {
  if (!MAYBE.test(text) || text.length > MAX_LENGTH) return undefined;
  const tokens = tokensOf(text);
  const valueOf = (token: Token | undefined): unknown => {
    if (token?.kind === 'parameter') return values?.[Number(token.text.slice(1)) - 1];
    return literalOf(token);
  };
  const at = tokens.findIndex(
    ({ kind, text: operator }, index) =>
      kind === 'operator' &&
      operator in METRICS &&
      (!SHARED.has(operator) || isOfVectors(tokens, index, valueOf)),
  );
  if (at === -1) return undefined;
  const scope = scopeOf(tokens, at);
  const inScope = (word: string): number =>
    tokens.findIndex(
      (token, index) => index > scope.start && token.group === scope.group && isWord(token, word),
    );
  const from = inScope('from');
  const [schema, table] = from === -1 ? [] : tableAt(tokens, from + 1);
  const where = inScope('where');
  const filter = where === -1 ? undefined : filterOf(tokens, where, scope.group, valueOf);
  const vector = operandsOf(tokens, at)
    .map(valueOf)
    .find((value) => value !== undefined);
  const verb = tokens.find((token) => token.group === -1 && VERBS.has(token.text));
  return {
    request: {
      operation: (verb ?? tokens[0]!).text.toUpperCase(),
      collection: table,
      queryText: withoutLiterals(text, tokens),
      topK: limitOf(tokens, inScope, valueOf),
      dimensionCount: dimensionsIn(vector),
      field: operandsOf(tokens, at).find(({ kind }) => kind === 'word')?.text,
      metric: METRICS[tokens[at]!.text],
      filtered: (filter?.keys.length ?? 0) > 0,
      filterKeys: filter?.keys,
      limits: { values: filter?.values ?? [] },
    },
    schema,
    score: scoreOf(tokens, scope, from),
  };
}

function literalOf(token: Token | undefined): unknown {
  if (token?.kind === 'number') return Number(token.text);
  return token?.kind === 'string' ? token.text : undefined;
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text === word;
const isMark = (token: Token | undefined, mark: string): boolean =>
  token?.kind === 'mark' && token.text === mark;

/** The `select` that a token belongs to: the innermost one around it. */
function scopeOf(tokens: readonly Token[], at: number): { group: number; start: number } {
  for (let { group } = tokens[at]!; ; group = tokens[group]!.group) {
    let start = -1;
    for (let index = group + 1; index < at; index += 1)
      if (tokens[index]!.group === group && VERBS.has(tokens[index]!.text)) start = index;
    if (start !== -1 || group === -1) return { group, start };
  }
}

/** What stands on both sides of an operator: a column (its last name), a parameter, a literal; casts left out. */
function operandsOf(tokens: readonly Token[], at: number): Token[] {
  const operands: Token[] = [];
  let left = at - 1;
  // `a::vector(3)`, `(a)`, `(a)::vector(3)`, each from its end.
  while (isMark(tokens[left], ')')) {
    const open = tokens.findLastIndex(
      (token, index) => index < left && isMark(token, '(') && token.group === tokens[left]!.group,
    );
    const isCast = isMark(tokens[open - 2], '::');
    left = isCast ? open - 3 : left - 1;
  }
  if (isMark(tokens[left - 1], '::')) left -= 2;
  while (isMark(tokens[left], ')')) left -= 1;
  let right = at + 1;
  while (isMark(tokens[right], '(') || isWord(tokens[right], 'array')) right += 1;
  while (isMark(tokens[right + 1], '.')) right += 2;
  for (const token of [tokens[left], tokens[right]]) if (token) operands.push(token);
  return operands;
}

/** Whether an operator compares vectors: by a cast, by what a vector looks like, or by the name of its column. */
function isOfVectors(
  tokens: readonly Token[],
  at: number,
  valueOf: (token: Token) => unknown,
): boolean {
  const near = tokens.slice(Math.max(0, at - 6), at + 7);
  if (near.some((token, index) => VECTOR_TYPES.has(token.text) && isMark(near[index - 1], '::')))
    return true;
  return operandsOf(tokens, at).some((token) => {
    if (token.kind === 'word') return /embedding|vector/.test(token.text);
    return dimensionsIn(valueOf(token)) !== undefined;
  });
}

/** The length of a vector: a list of numbers, or a text such as `[0.1,0.2]`. */
function dimensionsIn(value: unknown): number | undefined {
  if (typeof value !== 'string') return dimensionsOf(value);
  if (!value.startsWith('[') || !value.endsWith(']')) return undefined;
  let count = 1;
  for (let at = value.indexOf(','); at !== -1; at = value.indexOf(',', at + 1)) count += 1;
  return count;
}

/** A table's schema, if it is said, and name. */
function tableAt(tokens: readonly Token[], at: number): (string | undefined)[] {
  const start = isWord(tokens[at], 'only') ? at + 1 : at;
  const [first, point, second] = tokens.slice(start, start + 3);
  if (first?.kind !== 'word') return [];
  return isMark(point, '.') && second?.kind === 'word'
    ? [first.text, second.text]
    : [undefined, first.text];
}

function limitOf(
  tokens: readonly Token[],
  inScope: (word: string) => number,
  valueOf: (token: Token | undefined) => unknown,
): number | undefined {
  const limit = inScope('limit');
  const fetch = inScope('fetch');
  const token = limit === -1 ? tokens[fetch + 2] : tokens[limit + 1];
  const value = limit === -1 && fetch === -1 ? undefined : Number(valueOf(token));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** What the condition of a `WHERE` says: the fields that it looks at, and the values that it requires of each row. */
export function readCondition(condition: string): FilterFacts {
  if (condition.length > MAX_LENGTH) return { keys: [], values: [] };
  return filterOf(tokensOf(`where ${condition}`), 0, -1, literalOf);
}

/** The fields that a `where` compares, and the values that it requires of all rows. */
function filterOf(
  tokens: readonly Token[],
  where: number,
  group: number,
  valueOf: (token: Token | undefined) => unknown,
): { readonly keys: string[]; readonly values: unknown[] } {
  const outer = tokens[group]?.group;
  const rest = tokens.findIndex(
    (token, index) =>
      index > where &&
      (token.group === group
        ? AFTER_WHERE.has(token.text)
        : token.group === outer && isMark(token, ')')),
  );
  const end = rest === -1 ? tokens.length : rest;
  const optional = new Set<number>();
  for (let index = where + 1; index < end; index += 1) {
    const token = tokens[index]!;
    if (isWord(token, 'or')) optional.add(token.group);
    // What is in the parentheses of `not`, of a function or of another query does not hold for each row.
    const before = tokens[index - 1];
    const isPlain = !(before?.kind === 'word') || /^(?:and|where)$/.test(before.text);
    if (isMark(token, '(') && (!isPlain || isWord(tokens[index + 1], 'select')))
      optional.add(index);
  }
  const isRequired = (index: number): boolean => {
    if (isWord(tokens[index - 1], 'not')) return false;
    for (let own = tokens[index]!.group; ; own = tokens[own]!.group) {
      if (optional.has(own)) return false;
      if (own === group) return true;
    }
  };
  const keys: string[] = [];
  const values: unknown[] = [];
  for (let index = where + 1; index < end; index += 1) {
    const [token, operator, value] = [tokens[index]!, tokens[index + 1], tokens[index + 2]];
    const isField =
      token.kind === 'word' ||
      (token.kind === 'string' && /^->>?$/.test(tokens[index - 1]?.text ?? ''));
    if (!isField || operator === undefined) continue;
    if (operator.kind === 'operator' && /^->>?$/.test(operator.text)) continue;
    const isCompared =
      operator.kind === 'operator'
        ? !(operator.text in METRICS)
        : operator.kind === 'word' && /^(?:in|is|like|ilike|between|not)$/.test(operator.text);
    if (!isCompared || /^(?:and|or|where|not)$/.test(token.text)) continue;
    if (operator.text === '@>') {
      const held = readFilter(objectOf(valueOf(value)));
      keys.push(...(held.keys.length > 0 ? held.keys : [token.text]));
      if (isRequired(index)) values.push(...held.values);
      continue;
    }
    keys.push(token.text);
    if (operator.text !== '=' || !isRequired(index)) continue;
    const any = isWord(value, 'any') ? valueOf(tokens[index + 4]) : undefined;
    const only = Array.isArray(any) && any.length === 1 ? (any[0] as unknown) : valueOf(value);
    if (only !== undefined) values.push(only);
  }
  return { keys, values };
}

/** What a JSON value holds. */
function objectOf(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > MAX_FILTER_LENGTH) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** The column of the select list that the operator stands in. */
function scoreOf(
  tokens: readonly Token[],
  scope: { readonly group: number; readonly start: number },
  from: number,
): VectorSql['score'] {
  let index = 0;
  let first = scope.start + 1;
  const end = from === -1 ? tokens.length : from;
  for (let at = first; at <= end; at += 1) {
    const isEnd = at === end || (isMark(tokens[at], ',') && tokens[at]!.group === scope.group);
    if (!isEnd) continue;
    const item = tokens.slice(first, at);
    if (item.some(({ kind, text }) => kind === 'operator' && text in METRICS))
      return { name: nameOf(item), index, direction: directionOf(item) };
    index += 1;
    first = at + 1;
  }
  return undefined;
}

/** A column without a name is called `?column?`. */
function nameOf(item: readonly Token[]): string {
  const last = item.at(-1)!;
  const before = item.at(-2);
  const isNamed =
    last.kind === 'word' &&
    before?.kind !== 'operator' &&
    !isMark(before, '::') &&
    !isMark(before, '.');
  return isNamed ? last.text : '?column?';
}

/** A distance, a similarity made of one, or something else. */
function directionOf(item: readonly Token[]): ScoreDirection | undefined {
  const [first, second] = item;
  if (first?.text === '-' || (first?.text === '1' && second?.text === '-')) return 'similarity';
  const operators = item.filter(({ kind }) => kind === 'operator');
  return operators.length === 1 ? 'distance' : undefined;
}

/** The text with a question mark for each literal, and a space for each comment. */
function withoutLiterals(text: string, tokens: readonly Token[]): string {
  let result = '';
  let last = 0;
  for (const { kind, start, end } of tokens) {
    if (start > last) result += ' ';
    result += kind === 'string' || kind === 'number' ? '?' : text.slice(start, end);
    last = end;
  }
  return result.trim();
}
