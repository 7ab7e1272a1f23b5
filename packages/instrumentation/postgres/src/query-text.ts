/** The text and the parameters of a query that is made of templates, as the client will make them. */
import { POSTGRESQL } from '@spanwise/instrumentation-pg/vector-query';
import type { Helper, Query } from './postgres.ts';

/** Deeper fragments are not followed. */
const MAX_DEPTH = 32;
/** Before a list of these words are values; before any other, names. */
const VALUES_FOLLOW = /\b(?:in|values)\s*\(?\s*$/i;

/** Whether a query, or a fragment in it, may compare vectors: other texts are not put together. */
export function mayCompare({ strings = [], args = [] }: Query, depth: number = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  return (
    strings.some((text) => POSTGRESQL.maybe.test(text)) ||
    args.some((value) => {
      const fragments: readonly unknown[] = Array.isArray(value) ? value : [value];
      return (
        isQuery(fragments[0]) && fragments.some((part) => mayCompare(part as Query, depth + 1))
      );
    })
  );
}

/** A text with `$1`, `$2` … for its parameters, and their values. */
export interface QueryText {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Puts a query's text together. Values are pointed at, never copied or read. */
export function queryTextOf(query: Query): QueryText {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const textOf = ({ strings = [], args = [] }: Query, depth: number): string => {
    let text = strings[0] ?? '';
    for (let at = 1; at < strings.length; at += 1)
      text += partOf(args[at - 1], text, depth) + strings[at]!;
    return text;
  };
  const partOf = (value: unknown, before: string, depth: number): string => {
    if (isQuery(value)) return depth < MAX_DEPTH ? textOf(value, depth + 1) : '';
    if (Array.isArray(value) && isQuery(value[0]))
      return value.map((fragment) => ` ${textOf(fragment as Query, depth + 1)}`).join('');
    if (!isHelper(value)) return parameter(value);
    if ('type' in value) return parameter(value.value);
    if (!('first' in value)) return String(value.value);
    const entries = [value.first, ...(value.rest ?? [])].flat();
    return VALUES_FOLLOW.test(before)
      ? `(${entries.map(parameter).join(',')})`
      : entries
          .filter((entry) => typeof entry === 'string')
          .map(quoted)
          .join(',');
  };
  // The client has no parameters in a text of one piece but those that the text itself names.
  const text = textOf(query, 0);
  const isWhole = query.strings?.length === 1;
  return { text, values: isWhole ? (query.args ?? []) : values };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""').replaceAll('.', '"."')}"`;

const isQuery = (value: unknown): value is Query =>
  value instanceof Promise && Array.isArray((value as Query).strings);

/** What the client makes is no promise and yet refuses to be waited for; an object of the caller's is a value. */
function isHelper(value: unknown): value is Helper {
  if (typeof value !== 'object' || value === null || value instanceof Promise) return false;
  const own = Object.getPrototypeOf(value) as object | null;
  const parent = own && (Object.getPrototypeOf(own) as object | null);
  return parent !== null && Object.hasOwn(parent, 'then') && Object.hasOwn(parent, 'finally');
}
