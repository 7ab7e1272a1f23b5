/** The words of a command: how they are found, and what they say. */
import type { Word } from './commands.ts';

/** A word as a text; empty for what is none. */
export function textOf(word: unknown): string {
  if (typeof word === 'string') return word;
  return typeof word === 'number' || Buffer.isBuffer(word) ? word.toString() : '';
}

/** Where an option stands, whatever its case; -1 where it does not. What is before `from` is not looked at. */
export function find(words: readonly Word[], option: string, from = 0): number {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (typeof word === 'string' && word.length === option.length && word.toUpperCase() === option)
      return at;
  }
  return -1;
}

/** The word after an option, as many further as `skip` says. */
export function after(
  words: readonly Word[],
  option: string,
  from = 0,
  skip = 1,
): Word | undefined {
  const at = find(words, option, from);
  return at === -1 ? undefined : words[at + skip];
}

/** A word as a number; `undefined` for one that is none. */
export function numberOf(word: unknown): number | undefined {
  if (word === undefined || word === null || word === '') return undefined;
  const number = Number(textOf(word));
  return Number.isFinite(number) ? number : undefined;
}
