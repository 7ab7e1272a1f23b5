/** Embeddings that a person can check: texts that share words are near each other. */
const DIMENSIONS = 256;
const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be by can do does for from have how i if in is it me my no not of on or our that the this to was we what when where which will with you your'.split(
    ' ',
  ),
);

/** A vector of length 1 over hashed word stems. */
export function embed(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    if (!STOP_WORDS.has(word)) vector[hash(stem(word)) % DIMENSIONS]! += 1;
  }
  // An article that says a word four times is twice as much about it.
  const damped = vector.map(Math.sqrt);
  const length = Math.hypot(...damped) || 1;
  return damped.map((value) => value / length);
}

function stem(word: string): string {
  return word.replace(/(?:ing|ed|es|s|e)$/, '');
}

/** FNV-1a. */
function hash(word: string): number {
  let value = 2_166_136_261;
  for (const character of word) value = Math.imul(value ^ character.charCodeAt(0), 16_777_619);
  return value >>> 0;
}
