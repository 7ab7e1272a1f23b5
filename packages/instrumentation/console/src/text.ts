/** The fields of a log line as text, and where the words of a line take it. */
import type { LogFields } from '@spanwise/core';

/** What needs no quotes. */
const PLAIN = /^[^\s"=]+$/;
/** What `console.log` replaces by one of its further words, and the escaped sign. */
const PLACEHOLDER = /%[%cdfijoOs]/g;

/** The fields as `name=value`, separated by spaces, which agents know as logfmt. */
export function textOf(fields: LogFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${PLAIN.test(String(value)) ? value : JSON.stringify(value)}`)
    .join(' ');
}

/** The words of a line with the text at its end. A word more must not take the place of a placeholder that had none. */
export function appendText(words: readonly unknown[], text: string): unknown[] {
  const [first, ...rest] = words;
  if (typeof first !== 'string') return [...words, text];
  if (rest.length === 0) return [`${first} ${text}`];
  const places = first.match(PLACEHOLDER)?.filter((place) => place !== '%%').length ?? 0;
  return places > rest.length
    ? [`${first} ${text.replaceAll('%', '%%')}`, ...rest]
    : [...words, text];
}
