/** What differs from one SQL to the next, as far as vector searches are told by it; and PostgreSQL's. */
import type { ScoreDirection } from '@spanwise/core/adapter';

/** What compares two vectors. */
export interface Comparison {
  /** `undefined` where the table says it, not the text. */
  readonly metric: string | undefined;
  /** Whether what it gives is the better the higher it is. */
  readonly direction: ScoreDirection;
  /** True for an operator that stands for other things, too: its operands must show that they are vectors. */
  readonly isShared?: boolean | undefined;
}

/** How a table that is searched by its index alone is asked: `embedding MATCH ? AND k = 5`. */
interface MatchSearch {
  /** The column that is compared with how many results are asked for. */
  readonly count: string;
  /** The column that holds the scores. */
  readonly score: string;
}

/** One SQL. All names are in lower case. */
export interface SqlDialect {
  /** A text without it is no vector search. */
  readonly maybe: RegExp;
  readonly operators: Readonly<Record<string, Comparison>>;
  readonly functions: Readonly<Record<string, Comparison>>;
  /** Default: `MATCH` compares no vectors. */
  readonly match?: MatchSearch | undefined;
  /** What an operator is made of, from where it begins (sticky). */
  readonly operator: RegExp;
  /** What stands for a value, from where it begins (sticky). */
  readonly parameter: RegExp;
  /** What opens a name in quotes, and what closes it. */
  readonly quotes: Readonly<Record<string, string>>;
  /** What a column of the result without a name is called. */
  readonly unnamed: 'by its function' | 'by its text';
  /** Bits of a number in a vector of bytes, by the function that it is given to; `''` for none. Default: by the view's own type. */
  readonly bitsPerNumber?: Readonly<Record<string, number>> | undefined;
}

const distance = (metric: string, isShared?: boolean): Comparison => ({
  metric,
  direction: 'distance',
  isShared,
});

/** PostgreSQL with pgvector. Lower is nearer for all of its operators: `<#>` is the negative inner product. */
export const POSTGRESQL: SqlDialect = {
  maybe: /<[-=#+~%]>|_distance\s*\(|inner_product\s*\(/i,
  // `<->`, `<~>` and `<%>` are distances of shapes and texts, and words that follow each other, too.
  operators: {
    '<->': distance('euclidean', true),
    '<=>': distance('cosine'),
    '<#>': distance('dot_product'),
    '<+>': distance('manhattan'),
    '<~>': distance('hamming', true),
    '<%>': distance('jaccard', true),
  },
  functions: {
    l2_distance: distance('euclidean'),
    cosine_distance: distance('cosine'),
    l1_distance: distance('manhattan'),
    inner_product: { metric: 'dot_product', direction: 'similarity' },
    hamming_distance: distance('hamming'),
    jaccard_distance: distance('jaccard'),
  },
  operator: /[-+*/<>=~!@#%^&|`?]+/y,
  parameter: /\$\d+/y,
  quotes: { '"': '"' },
  unnamed: 'by its function',
};
