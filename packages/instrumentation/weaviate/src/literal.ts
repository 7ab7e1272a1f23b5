/** Reads a value as it stands in GraphQL, such as `{operator:Equal,valueText:"acme",path:["tenant"]}`. */

/** A value, and how many numbers its vector has. */
export interface Literal {
  /** Without the numbers of its vector. `undefined` for a text that cannot be read. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  readonly dimensionCount: number | undefined;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const WORD = new RegExp(String.raw`${STRING}|-?\d[\w.+-]*|[A-Za-z_]\w*`, 'g');
const UNTIL_VECTOR = new RegExp(String.raw`${STRING}|\bvector:\[`, 'g');

/** Reads it. Of a vector the numbers are counted and nothing else, as it may be long. */
export function readLiteral(text: string): Literal {
  for (const { 0: found, index } of text.matchAll(UNTIL_VECTOR)) {
    if (found.startsWith('"')) continue;
    const start = index + found.length;
    const end = text.indexOf(']', start);
    if (end === -1) break;
    return {
      value: parse(text.slice(0, start) + text.slice(end)),
      dimensionCount: start === end ? 0 : countCommas(text, start, end) + 1,
    };
  }
  return { value: parse(text), dimensionCount: undefined };
}

function countCommas(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf(',', start); at !== -1 && at < end; at = text.indexOf(',', at + 1))
    count += 1;
  return count;
}

/** It is JSON but for names and words of an enumeration, which have no quotes. */
function parse(text: string): Literal['value'] {
  const json = text.replaceAll(WORD, (word) =>
    /^["\d-]|^(?:true|false|null)$/.test(word) ? word : `"${word}"`,
  );
  try {
    return JSON.parse(json) as Literal['value'];
  } catch {
    return undefined;
  }
}
