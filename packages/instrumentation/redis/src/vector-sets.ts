/** How commands on a vector set read: elements that are searched, added and removed. */
import type { Command, Word } from './commands.ts';
import { entriesOf } from './replies.ts';
import { after, find, numberOf, textOf } from './words.ts';

/** The server's default. */
const DEFAULT_COUNT = 10;
const FLOAT_BYTES = 4;

/** How many numbers the vector of a command has: of bytes, or of words after their number. */
function dimensionsIn(words: readonly Word[]): number | undefined {
  const bytes = after(words, 'FP32', 1);
  if (bytes !== undefined)
    return Buffer.byteLength(bytes as Buffer | string, 'latin1') / FLOAT_BYTES;
  return numberOf(after(words, 'VALUES', 1));
}

/** What a filter looks at, and the texts that it requires. */
function readFilter(filter: string): {
  readonly keys: readonly string[];
  readonly values: readonly string[];
} {
  const outside = filter.replaceAll(/"[^"]*"|'[^']*'/g, '');
  const keys = [...outside.matchAll(/\.([A-Za-z_]\w*)/g)].map(([, key]) => key!);
  if (/\bor\b|\bnot\b|\|\||!(?!=)/i.test(outside)) return { keys, values: [] };
  const values = [...filter.matchAll(/\.\w+\s*==\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, double, single]) => double ?? single!,
  );
  return { keys, values };
}

/** Reads `VSIM`. Vector sets compare by cosine, as a similarity from 0 to 1. */
export function searchSet(words: readonly Word[]): Command {
  const filter = after(words, 'FILTER', 2);
  const { keys, values } = readFilter(textOf(filter));
  const hasScores = find(words, 'WITHSCORES', 2) !== -1;
  const hasAttributes = find(words, 'WITHATTRIBS', 2) !== -1;
  const found = (reply: unknown): readonly (readonly [unknown, (number | undefined)?])[] => {
    if (!hasScores && !hasAttributes)
      return Array.isArray(reply) ? (reply as unknown[]).map((element) => [element]) : [];
    if (Array.isArray(reply)) {
      const step = 1 + Number(hasScores) + Number(hasAttributes);
      return (reply as unknown[])
        .filter((_, at) => at % step === 0)
        .map((element, at) => [element, hasScores ? numberOf(reply[at * step + 1]) : undefined]);
    }
    return Object.entries(entriesOf(reply)).map(([element, value]) => [
      element,
      hasScores ? numberOf(Array.isArray(value) ? value[0] : value) : undefined,
    ]);
  };
  return {
    name: 'search',
    store: {
      collection: textOf(words[0]),
      dimensionCount: dimensionsIn(words),
      topK: numberOf(after(words, 'COUNT', 2)) ?? DEFAULT_COUNT,
      metric: 'cosine',
      direction: 'similarity',
      parameters: {
        EF: numberOf(after(words, 'EF', 2)),
        EPSILON: numberOf(after(words, 'EPSILON', 2)),
      },
      filtered: filter !== undefined,
      filterKeys: keys,
      limits: { values },
    },
    response: (reply) => ({ store: { scores: [found(reply).map(([, score]) => score)] } }),
    documents: (reply) => found(reply).map(([element, score]) => ({ id: textOf(element), score })),
  };
}

/** Reads `VADD`. */
export function addToSet(words: readonly Word[]): Command {
  const dimensionCount = dimensionsIn(words);
  return {
    name: 'write',
    store: {
      collection: textOf(words[0]),
      dimensionCount,
      vectorBytes: dimensionCount === undefined ? undefined : dimensionCount * FLOAT_BYTES,
    },
  };
}

/** Reads `VREM`. */
export function removeFromSet(words: readonly Word[]): Command {
  return {
    name: 'delete',
    store: { collection: textOf(words[0]) },
    response: (reply) => ({ store: { acceptedCount: Number(reply) } }),
  };
}
