/** The tokens of an SQL text: what is a comment, a literal, a name or an operator (PostgreSQL manual, 4.1 "Lexical Structure"). */
import { POSTGRESQL, type Comparison, type SqlDialect } from './sql-dialect.ts';

/** One token. Comments and space between are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'parameter' | 'operator' | 'mark';
  /** A word in lower case, unless it stands in quotes; a string's or a quoted name's content; else the text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The innermost parentheses that it stands in: the index of their opening token, -1 for none. */
  readonly group: number;
}

const SPACE = /\s+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
/** A list of numbers is one literal. What is in brackets besides, such as `tags[1]`, is none. */
const NUMBERS = /\[[-+\d.eE\s,]*\]/y;

/** Reads a text into tokens. What is left open (a comment, a string) reaches to the end. */
export function tokensOf(text: string, dialect: SqlDialect = POSTGRESQL): readonly Token[] {
  const tokens: Token[] = [];
  const groups: number[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const add = (kind: Token['kind'], end: number, content = text.slice(at, end)): void => {
    if (content === ')') groups.pop();
    tokens.push({ kind, text: content, start: at, end, group: groups.at(-1) ?? -1 });
    if (content === '(' && kind === 'mark') groups.push(tokens.length - 1);
    at = end;
  };
  while (at < text.length) {
    const space = match(SPACE) ?? match(LINE_COMMENT);
    if (space !== undefined) at += space.length;
    else if (text.startsWith('/*', at)) at = endOfComment(text, at);
    else if (text[at] === "'") addQuoted("'", false, at);
    else if (Object.hasOwn(dialect.quotes, text[at]!)) addQuoted(text[at]!, false, at);
    else if (/[eE]/.test(text[at]!) && text[at + 1] === "'") addQuoted("'", true, at + 1);
    else if (/[bBxXnN]/.test(text[at]!) && text[at + 1] === "'") addQuoted("'", false, at + 1);
    else if (/[uU]/.test(text[at]!) && /^&['"]/.test(text.slice(at + 1, at + 3)))
      addQuoted(text[at + 2]!, false, at + 2);
    else addPlain();
  }
  return tokens;

  function addQuoted(quote: string, hasEscapes: boolean, open: number): void {
    let end = open + 1;
    const close = dialect.quotes[quote] ?? quote;
    while (end < text.length) {
      if (hasEscapes && text[end] === '\\') end += 2;
      else if (text[end] !== close) end += 1;
      else if (text[end + 1] === close && close === quote) end += 2;
      else break;
    }
    const content = text.slice(open + 1, end).replaceAll(close + close, close);
    add(quote === "'" ? 'string' : 'word', Math.min(end + 1, text.length), content);
  }

  function isNumbers(): boolean {
    return match(NUMBERS)?.includes(',') === true;
  }

  function addPlain(): void {
    if (text[at] === '[' && isNumbers()) return add('string', NUMBERS.lastIndex);
    const parameter = match(dialect.parameter);
    if (parameter !== undefined) return add('parameter', at + parameter.length);
    const tag = match(DOLLAR_TAG);
    if (tag !== undefined) {
      const close = text.indexOf(tag, at + tag.length);
      const end = close === -1 ? text.length : close;
      return add(
        'string',
        Math.min(end + tag.length, text.length),
        text.slice(at + tag.length, end),
      );
    }
    const number = match(NUMBER);
    if (number !== undefined) return add('number', at + number.length);
    const word = match(WORD);
    if (word !== undefined) return add('word', at + word.length, word.toLowerCase());
    const operator = match(dialect.operator);
    if (operator === undefined) return add('mark', at + (text.startsWith('::', at) ? 2 : 1));
    add('operator', at + lengthOf(operator));
  }
}

/** Comments nest. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (two !== '/*' && two !== '*/') continue;
    depth += two === '/*' ? 1 : -1;
    at += 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** An operator ends where a comment begins, and with `+` or `-` only when it has a sign of another kind. */
function lengthOf(operator: string): number {
  const comment = operator.search(/--|\/\*/);
  let length = comment > 0 ? comment : operator.length;
  while (
    length > 1 &&
    /[+-]/.test(operator[length - 1]!) &&
    !/[~!@#%^&|`?]/.test(operator.slice(0, length))
  )
    length -= 1;
  return length;
}

/** True for this word, given in lower case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text === word;
}

/** True for this mark. */
export function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

/** What compares vectors here: an operator, or a function that is called. `undefined`: nothing. */
export function comparisonAt(
  tokens: readonly Token[],
  at: number,
  { operators, functions }: SqlDialect,
): Comparison | undefined {
  const { kind, text } = tokens[at]!;
  if (kind === 'operator') return Object.hasOwn(operators, text) ? operators[text] : undefined;
  if (kind !== 'word' || !Object.hasOwn(functions, text)) return undefined;
  return isMark(tokens[at + 1], '(') ? functions[text] : undefined;
}
