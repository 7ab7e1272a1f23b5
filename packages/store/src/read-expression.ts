/** What an expression says, of Milvus or in a language like its own: fields, and values that every record must have. */
import type { FilterFacts } from './read-facts.ts';

/** Longer expressions, such as lists of ids, are read this far for their fields, and say nothing of values. */
const MAX_LENGTH = 4096;

interface Token {
  readonly kind: 'word' | 'value' | 'sign';
  /** In lower case: words that mean something, and signs. Else as it is. */
  readonly text: string;
  readonly value?: unknown;
}

const TOKEN =
  /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\{\s*(\w+)\s*\}|(\d+(?:\.\d+)?)|([a-z_$][\w$]*)|(&&|\|\||[=!<>]=|\S)/gis;
const KEYWORDS: ReadonlySet<string> = new Set(
  'and or not in like is null exists true false'.split(' '),
);
const SYNONYMS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '=': '==' };

/** Values that stand apart from an expression, by the names that it has for them. */
type Values = Readonly<Record<string, unknown>> | null | undefined;

/**
 * Reads the expression `text`.
 *
 * @param keywords Words that mean something beside those of Milvus, in lower case. Default: none.
 */
export function readExpression(
  text: unknown,
  values?: Values,
  keywords: readonly string[] = [],
): FilterFacts {
  if (typeof text !== 'string') return { keys: [], values: [] };
  const tokens = tokensOf(text.slice(0, MAX_LENGTH), values, keywords);
  const keys = tokens
    .filter(
      ({ kind }, at) =>
        kind === 'word' && tokens[at + 1]?.text !== '(' && tokens[at - 1]?.text !== '.',
    )
    .map((token) => token.text);
  return { keys, values: text.length > MAX_LENGTH ? [] : requiredBy(tokens) };
}

function tokensOf(text: string, values: Values, keywords: readonly string[]): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(([all, double, single, template, number, word]): Token => {
    const quoted = double ?? single;
    if (quoted !== undefined) return value(quoted.replaceAll(/\\(.)/gs, '$1'));
    if (template !== undefined) return value(values?.[template]);
    if (number !== undefined) return value(Number(number));
    const lower = all.toLowerCase();
    return word !== undefined && !KEYWORDS.has(lower) && !keywords.includes(lower)
      ? { kind: 'word', text: word }
      : { kind: 'sign', text: SYNONYMS[lower] ?? lower };
  });
}

const value = (of: unknown): Token => ({ kind: 'value', text: '', value: of });

/** What all records must have: conditions joined by "and", of equality. */
function requiredBy(tokens: readonly Token[]): readonly unknown[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    if (depth === 0 && token.text === 'or') return [];
    if (depth === 0 && token.text === 'and') parts.push([]);
    else parts.at(-1)!.push(token);
  }
  if (parts.length > 1) return parts.flatMap((part) => requiredBy(part));
  if (tokens[0]?.text === '(' && tokens.at(-1)?.text === ')')
    return requiredBy(tokens.slice(1, -1));
  const required = equalTo(tokens) ?? equalTo(tokens.toReversed());
  return required === undefined ? [] : [required];
}

/** The value that a condition such as `tenant == "a"` or `meta["tenant"] in ["a"]` requires. */
function equalTo(tokens: readonly Token[]): unknown {
  const [field] = tokens;
  const at = tokens.findIndex(({ text }) => text === '==' || text === 'in');
  if (field?.kind !== 'word' || !isPath(tokens.slice(1, Math.max(at, 1)))) return undefined;
  const operand = tokens.slice(at + 1);
  const isList = tokens[at]?.text === 'in';
  const only = isList && operand.length === 3 ? operand[1] : operand[0];
  if (only?.kind !== 'value' || operand.length !== (only === operand[0] ? 1 : 3)) return undefined;
  if (!isList) return only.value;
  const list = Array.isArray(only.value) ? (only.value as readonly unknown[]) : [only.value];
  return list.length === 1 ? list[0] : undefined;
}

/** What follows a field's name, such as `["tenant"]` or `.tenant`. */
function isPath(tokens: readonly Token[]): boolean {
  return tokens.every(
    ({ kind, text }, at) =>
      kind === 'value' ||
      /^[[\].]$/.test(text) ||
      (kind === 'word' && tokens[at - 1]?.text === '.'),
  );
}
