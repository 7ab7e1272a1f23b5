/** Reads an SQL text as a vector search: by what it compares vectors, of which column, how many, with which filter. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, type FilterFacts } from '@spanwise/store';
import { filterOf } from './filter-sql.ts';
import { scoreColumnOf, type ScoreColumn } from './score-column.ts';
import { POSTGRESQL, type Comparison, type SqlDialect } from './sql-dialect.ts';
import { comparisonAt, isMark, isWord, tokensOf, type Token } from './tokens.ts';

/** Longer texts are left alone. */
const MAX_LENGTH = 100_000;
const VECTOR_TYPES: ReadonlySet<string> = new Set(['vector', 'halfvec', 'sparsevec']);
const VERBS: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'merge']);

/** The values of a text's parameters. */
export interface ParameterValues {
  /** Of those without a name, the first one first. */
  readonly list?: readonly unknown[] | null | undefined;
  /** Of those with a name, with or without what marks it. */
  readonly named?: Readonly<Record<string, unknown>> | undefined;
}

/** What a text says of its search. */
export interface VectorSql {
  readonly request: StoreRequest;
  /** The schema that the table's name states. */
  readonly schema: string | undefined;
  /** Absent when no column holds scores. */
  readonly score: ScoreColumn | undefined;
}

type ValueOf = (token: Token | undefined) => unknown;

/**
 * Reads a text and the values of its parameters. `undefined` for one that is no vector search. Values are compared
 * and measured, never kept.
 */
export function readVectorSql(
  text: string,
  values: ParameterValues,
  dialect: SqlDialect = POSTGRESQL,
): VectorSql | undefined {
  if (text.length > MAX_LENGTH || !dialect.maybe.test(text)) return undefined;
  const tokens = tokensOf(text, dialect);
  const valueOf: ValueOf = (token) =>
    token?.kind === 'parameter' ? valueIn(values, token, tokens) : literalOf(token);
  const at = tokens.findIndex((_token, index) => isSearch(tokens, index, valueOf, dialect));
  if (at === -1) return undefined;
  const isMatch = isWord(tokens[at], 'match');
  const scope = scopeOf(tokens, at);
  const inScope = (word: string): number =>
    tokens.findIndex(
      (token, index) => index > scope.start && token.group === scope.group && isWord(token, word),
    );
  const from = inScope('from');
  const [schema, table] = from === -1 ? [] : tableAt(tokens, from + 1);
  const where = inScope('where');
  const filter: FilterFacts | undefined =
    where === -1 ? undefined : filterOf(tokens, where, scope.group, valueOf, dialect);
  const operands = operandsOf(tokens, at);
  const verb = tokens.find((token) => token.group === -1 && VERBS.has(token.text));
  const list = {
    start: scope.start + 1,
    end: from === -1 ? tokens.length : from,
    group: scope.group,
  };
  return {
    request: {
      operation: (verb ?? tokens[0]!).text.toUpperCase(),
      collection: table,
      queryText: withoutLiterals(text, tokens),
      topK: countOf(tokens, inScope, valueOf, isMatch ? dialect : undefined),
      dimensionCount: operands
        .map(({ token, within }) => dimensionsIn(valueOf(token), within, dialect))
        .find((dimensions) => dimensions !== undefined),
      field: operands.find(({ token: { kind } }) => kind === 'word')?.token.text,
      metric: comparisonAt(tokens, at, dialect)?.metric,
      filtered: (filter?.keys.length ?? 0) > 0,
      filterKeys: filter?.keys,
      limits: { values: filter?.values ?? [] },
    },
    schema,
    score: scoreColumnOf(tokens, list, text, dialect, isMatch),
  };
}

function literalOf(token: Token | undefined): unknown {
  if (token?.kind === 'number') return Number(token.text);
  return token?.kind === 'string' ? token.text : undefined;
}

/** `$2` and `?2` are by number, `?` is by its place among its like, the others are by name. */
function valueIn(
  { list, named }: ParameterValues,
  token: Token,
  tokens: readonly Token[],
): unknown {
  const name = token.text.slice(1);
  if (/^\d+$/.test(name)) return list?.[Number(name) - 1] ?? named?.[name];
  if (name !== '') return named?.[name] ?? named?.[token.text];
  const before = tokens.filter(({ text, start }) => text === '?' && start < token.start);
  return list?.[before.length];
}

function isSearch(
  tokens: readonly Token[],
  at: number,
  valueOf: ValueOf,
  dialect: SqlDialect,
): boolean {
  const found: Comparison | undefined = comparisonAt(tokens, at, dialect);
  if (found) return !found.isShared || isOfVectors(tokens, at, valueOf, dialect);
  return (
    dialect.match !== undefined &&
    isWord(tokens[at], 'match') &&
    isOfVectors(tokens, at, valueOf, dialect)
  );
}

/** The `select` that a token belongs to: the innermost one around it. */
function scopeOf(tokens: readonly Token[], at: number): { group: number; start: number } {
  for (let { group } = tokens[at]!; ; group = tokens[group]!.group) {
    let start = -1;
    for (let index = group + 1; index < at; index += 1)
      if (tokens[index]!.group === group && VERBS.has(tokens[index]!.text)) start = index;
    if (start !== -1 || group === -1) return { group, start };
  }
}

/** A side of a comparison, and the function that it is given to first. */
interface Operand {
  readonly token: Token;
  readonly within: string | undefined;
}

/** What is compared: a column (its last name), a parameter, a literal; casts left out. */
function operandsOf(tokens: readonly Token[], at: number): Operand[] {
  if (tokens[at]!.kind === 'word' && !isWord(tokens[at], 'match')) {
    const comma = tokens.findIndex(
      (token, index) => index > at && token.group === at + 1 && isMark(token, ','),
    );
    const starts = comma === -1 ? [at + 2] : [at + 2, comma + 1];
    return starts.flatMap((start) => operandFrom(tokens, start));
  }
  let left = at - 1;
  // `a::vector(3)`, `(a)`, `(a)::vector(3)`, each from its end.
  while (isMark(tokens[left], ')')) {
    const open = tokens.findLastIndex(
      (token, index) => index < left && isMark(token, '(') && token.group === tokens[left]!.group,
    );
    const isCast = isMark(tokens[open - 2], '::');
    left = isCast ? open - 3 : left - 1;
  }
  // `a::float[3]`
  if (isMark(tokens[left], ']')) left -= 3;
  if (isMark(tokens[left - 1], '::')) left -= 2;
  while (isMark(tokens[left], ')')) left -= 1;
  const token = tokens[left];
  return [...(token ? [{ token, within: undefined }] : []), ...operandFrom(tokens, at + 1)];
}

/** The first that is no parenthesis and no function. */
function operandFrom(tokens: readonly Token[], start: number): Operand[] {
  let at = start;
  let within: string | undefined;
  for (;;) {
    if (isWord(tokens[at], 'array')) at += 1;
    else if (isMark(tokens[at], '(')) at += 1;
    else if (tokens[at]?.kind === 'word' && isMark(tokens[at + 1], '(')) {
      within = tokens[at]!.text;
      at += 2;
    } else break;
  }
  while (isMark(tokens[at + 1], '.')) at += 2;
  const token = tokens[at];
  return token ? [{ token, within }] : [];
}

/** Whether vectors are compared: by a cast, by what a vector looks like, or by the name of its column. */
function isOfVectors(
  tokens: readonly Token[],
  at: number,
  valueOf: ValueOf,
  dialect: SqlDialect,
): boolean {
  const near = tokens.slice(Math.max(0, at - 6), at + 7);
  if (near.some((token, index) => VECTOR_TYPES.has(token.text) && isMark(near[index - 1], '::')))
    return true;
  return operandsOf(tokens, at).some(({ token, within }) => {
    if (within !== undefined && within in (dialect.bitsPerNumber ?? {})) return true;
    if (token.kind === 'word') return /embedding|vector/.test(token.text);
    return dimensionsIn(valueOf(token), within, dialect) !== undefined;
  });
}

/** The length of a vector: a list of numbers, a text such as `[0.1,0.2]`, or the bytes of one. */
function dimensionsIn(
  value: unknown,
  within: string | undefined,
  { bitsPerNumber }: SqlDialect,
): number | undefined {
  if (bitsPerNumber && ArrayBuffer.isView(value))
    return (value.byteLength * 8) / (bitsPerNumber[within ?? ''] ?? bitsPerNumber['']!);
  return vectorLength(value);
}

/** The length of a list of numbers, or of a text of one such as `[0.1,0.2]`. Nothing is copied. */
export function vectorLength(value: unknown): number | undefined {
  const { items = value } = (value ?? {}) as { readonly items?: unknown };
  if (typeof items !== 'string') return dimensionsOf(items);
  if (!items.startsWith('[') || !items.endsWith(']')) return undefined;
  let count = 1;
  for (let at = items.indexOf(','); at !== -1; at = items.indexOf(',', at + 1)) count += 1;
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

/** How many results are asked for: `LIMIT 5`, `LIMIT 10, 5`, `FETCH FIRST 5 ROWS`, `k = 5`. */
function countOf(
  tokens: readonly Token[],
  inScope: (word: string) => number,
  valueOf: ValueOf,
  dialect: SqlDialect | undefined,
): number | undefined {
  const limit = inScope('limit');
  const fetch = inScope('fetch');
  const own = dialect?.match ? inScope(dialect.match.count) : -1;
  let at = -1;
  if (own !== -1) at = own + 2;
  else if (limit !== -1) at = isMark(tokens[limit + 2], ',') ? limit + 3 : limit + 1;
  else if (fetch !== -1) at = fetch + 2;
  const value = at === -1 ? undefined : Number(valueOf(tokens[at]));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** What the condition of a `WHERE` says: the fields that it looks at, and the values that it requires of each row. */
export function readCondition(condition: string): FilterFacts {
  if (condition.length > MAX_LENGTH) return { keys: [], values: [] };
  return filterOf(tokensOf(`where ${condition}`), 0, -1, literalOf, POSTGRESQL);
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
