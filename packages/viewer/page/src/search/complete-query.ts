/** The query of a list while it is being written: what could come next. */
import { FILTERS, type FilterDescription } from '../../../src/api.ts';

/** The word under the caret and what it may become. */
export type Completion =
  /** The beginning of a filter, or of a word to search for. */
  | {
      readonly kind: 'keys';
      readonly start: number;
      readonly end: number;
      readonly filters: readonly FilterDescription[];
    }
  /** The value of a filter. */
  | {
      readonly kind: 'values';
      readonly start: number;
      readonly end: number;
      readonly filter: FilterDescription;
      readonly prefix: string;
      /** Choices that are known without asking. */
      readonly choices: readonly string[];
    };

/** What the word under the caret may become. Absent within a phrase and where nothing fits. */
export function completeQuery(query: string, caret: number): Completion | undefined {
  const start = wordStart(query, caret);
  if (start === undefined) return undefined;
  const isNegated = query[start] === '-';
  const from = isNegated ? start + 1 : start;
  const word = query.slice(from, caret);
  const rest = /^[^\s"]*/.exec(query.slice(caret))![0];
  const end = caret + rest.length;
  const colon = word.indexOf(':');
  if (colon === -1) {
    const filters = FILTERS.filter(({ key }) => key.startsWith(word.toLowerCase()) && key !== word);
    return filters.length === 0 ? undefined : { kind: 'keys', start: from, end, filters };
  }
  const filter = FILTERS.find(({ key }) => key === word.slice(0, colon).toLowerCase());
  if (!filter || filter.type === 'number') return undefined;
  // Of `a,b` only what stands after the last comma is being written.
  const valueStart = from + Math.max(colon, word.lastIndexOf(',')) + 1;
  const prefix = query.slice(valueStart, caret).replace(/^"/, '');
  const choices = (filter.choices ?? []).filter((choice) => choice.startsWith(prefix));
  return { kind: 'values', start: valueStart, end, filter, prefix, choices };
}

/** The query with the word completed, and where the caret goes. */
export function applyCompletion(
  query: string,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): { query: string; caret: number } {
  const after = query.slice(end).trimStart();
  const isWhole = !text.endsWith(':');
  const before = query.slice(0, start) + text + (isWhole ? ' ' : '');
  return { query: before + after, caret: before.length };
}

/** A value as it stands in a query: in quotes when it needs them. */
export function quoteValue(value: string): string {
  return /^[^\s",:*-][^\s",*]*$/.test(value) ? value : `"${value.replaceAll('"', '')}"`;
}

/** The query with a filter added, unless it is there. */
export function addFilter(query: string, filter: string): string {
  return query.split(/\s+/).includes(filter) ? query : `${query.trim()} ${filter}`.trim();
}

function wordStart(query: string, caret: number): number | undefined {
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < caret; index++) {
    if (query[index] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(query[index]!)) start = index + 1;
  }
  // Within a phrase there is nothing to complete; within the quoted value of a filter there is.
  return isQuoted && !/^-?\w+:/.test(query.slice(start, caret)) ? undefined : start;
}
