/** Finds the column of a select list that holds the scores. */
import type { ScoreDirection } from '@spanwise/core/adapter';
import type { Comparison, SqlDialect } from './sql-dialect.ts';
import { comparisonAt, isMark, isWord, type Token } from './tokens.ts';

/** The column of the rows that holds the scores. */
export interface ScoreColumn {
  readonly name: string;
  /** Its place. Absent where an asterisk before it stands for any number of columns. */
  readonly index: number | undefined;
  readonly direction: ScoreDirection | undefined;
}

/** The select that is read: where its list begins and ends, and the parentheses that it stands in. */
export interface SelectList {
  readonly start: number;
  readonly end: number;
  readonly group: number;
}

/** The column that a comparison stands in; `undefined`: none. */
export function scoreColumnOf(
  tokens: readonly Token[],
  { start, end, group }: SelectList,
  text: string,
  dialect: SqlDialect,
  isMatch: boolean,
): ScoreColumn | undefined {
  let index: number | undefined = 0;
  let first = start;
  for (let at = start; at <= end; at += 1) {
    const isEnd = at === end || (isMark(tokens[at], ',') && tokens[at]!.group === group);
    if (!isEnd) continue;
    const comparison = comparisonIn(tokens, first, at, dialect, isMatch);
    if (comparison) {
      const item = tokens.slice(first, at);
      return {
        name: nameOf(item, text, dialect),
        index,
        direction: directionOf(item, comparison, dialect),
      };
    }
    if (tokens[at - 1]?.text === '*') index = undefined;
    else if (index !== undefined) index += 1;
    first = at + 1;
  }
  return undefined;
}

function comparisonIn(
  tokens: readonly Token[],
  first: number,
  end: number,
  dialect: SqlDialect,
  isMatch: boolean,
): Comparison | undefined {
  for (let at = first; at < end; at += 1) {
    const found = comparisonAt(tokens, at, dialect);
    if (found) return found;
    if (isMatch && isWord(tokens[at], dialect.match!.score))
      return { metric: undefined, direction: 'distance' };
  }
  return undefined;
}

/** PostgreSQL folds the name of a column; others keep it as it is written. */
function nameOf(item: readonly Token[], text: string, { unnamed }: SqlDialect): string {
  const last = item.at(-1)!;
  const before = item.at(-2);
  const isColumn = item.every(({ kind, text: part }) => kind === 'word' || part === '.');
  const isNamed =
    last.kind === 'word' &&
    before?.kind !== 'operator' &&
    !isMark(before, '::') &&
    !isMark(before, '.');
  if (isNamed || isColumn) {
    const written = text.slice(last.start, last.end);
    return unnamed === 'by its text' && /^\w+$/.test(written) ? written : last.text;
  }
  if (unnamed === 'by its text') return text.slice(item[0]!.start, last.end);
  const [called, open] = item;
  return called!.kind === 'word' && isMark(open, '(') ? called!.text : '?column?';
}

/** A distance, a similarity made of one, or something else. */
function directionOf(
  item: readonly Token[],
  { direction }: Comparison,
  { operators }: SqlDialect,
): ScoreDirection | undefined {
  const [first, second] = item;
  if (first?.text === '-' || (first?.text === '1' && second?.text === '-'))
    return direction === 'distance' ? 'similarity' : 'distance';
  const isChanged = item.some(({ kind, text }) => kind === 'operator' && !(text in operators));
  return isChanged ? undefined : direction;
}
