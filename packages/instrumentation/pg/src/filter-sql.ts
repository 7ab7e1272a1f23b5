/** Reads the condition of a `WHERE`: the fields that it looks at, and the values that it requires of each row. */
import { type FilterFacts, readFilter } from '@spanwise/store';
import type { SqlDialect } from './sql-dialect.ts';
import { isMark, isWord, type Token } from './tokens.ts';

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

/** The fields that a `where` compares, and the values that it requires of all rows. */
export function filterOf(
  tokens: readonly Token[],
  where: number,
  group: number,
  valueOf: (token: Token | undefined) => unknown,
  { operators, match }: SqlDialect,
): FilterFacts {
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
        ? !(operator.text in operators)
        : operator.kind === 'word' && /^(?:in|is|like|ilike|between|not)$/.test(operator.text);
    if (!isCompared || /^(?:and|or|where|not)$/.test(token.text)) continue;
    // How many are asked for is no filter.
    if (match?.count === token.text) continue;
    if (operator.text === '@>') {
      const held = readFilter(objectOf(valueOf(value)));
      keys.push(...(held.keys.length > 0 ? held.keys : [token.text]));
      if (isRequired(index)) values.push(...held.values);
      continue;
    }
    keys.push(token.text);
    if (!/^==?$/.test(operator.text) || !isRequired(index)) continue;
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
