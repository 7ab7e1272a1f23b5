/** Text that others wrote, safe to show in a terminal. */
import { stripVTControlCharacters } from 'node:util';

/** Takes out everything that a terminal would obey instead of showing, also the marks that turn the direction of text; line ends become blanks. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
}
