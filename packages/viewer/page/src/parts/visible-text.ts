/** Text of models and people with everything in it visible: nothing may hide, reorder or look like what it is not. */

/**
 * The text with control characters as their pictures (`␛` for ESC), and with marks that change the direction of
 * reading or have no width as their code (`[U+202E]`). Line breaks and tabs stay.
 */
export function makeVisible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(
      // oxlint-disable-next-line no-control-regex -- these are what is looked for
      /[\u0000-\u0008\u000B-\u001F\u007F]/g,
      (character) =>
        character === '\u007F' ? '\u2421' : String.fromCodePoint(0x24_00 + character.charCodeAt(0)),
    )
    .replace(
      /[\u0080-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|\u{E0001}|[\u{E0020}-\u{E007F}]/gu,
      (character) => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

/** An object or array, when the whole text is JSON of one; absent otherwise. */
export function parseStructure(text: string): object | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The first line that says something, cut to `maxLength` characters. */
export function firstLine(text: string, maxLength: number): string {
  const line = makeVisible(text.slice(0, maxLength * 8).trimStart())
    .split('\n', 1)[0]!
    .trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

/** The lines of a text, none longer than `maxLength`, so that a list can show any of them alone. */
export function splitLines(text: string, maxLength: number): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    for (let start = 0; start === 0 || start < line.length; start += maxLength) {
      lines.push(line.slice(start, start + maxLength));
    }
  }
  return lines;
}
