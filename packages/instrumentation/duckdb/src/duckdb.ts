/** The parts of the `@duckdb/node-api` client's shapes that are read, and DuckDB's SQL. */
import type { SqlDialect } from '@spanwise/instrumentation-pg/vector-query';

/** Values of a list or an array are in an object. */
interface Chunk {
  readonly rowCount?: number;
  readonly getColumnVector?: (column: number) => { readonly getItem: (row: number) => unknown };
  readonly getRows?: () => readonly (readonly unknown[])[];
}

/** What a query gives: whole, chunk by chunk, or with what reads it. */
export interface Result {
  readonly columnNames?: () => readonly string[];
  /** Of one that is whole. */
  readonly rowCount?: number;
  readonly chunkCount?: number;
  readonly getChunk?: (chunk: number) => Chunk;
  /** Of one that is read: how many rows were, and whether those are all. */
  readonly currentRowCount?: number;
  readonly done?: boolean;
  readonly value?: (column: number, row: number) => unknown;
}

type Comparison = SqlDialect['functions'][string];

/** Each function is there for arrays, whose length is fixed, and for lists. */
const FUNCTIONS: Readonly<Record<string, Comparison>> = {
  distance: { metric: 'euclidean', direction: 'distance' },
  cosine_distance: { metric: 'cosine', direction: 'distance' },
  cosine_similarity: { metric: 'cosine', direction: 'similarity' },
  inner_product: { metric: 'dot_product', direction: 'similarity' },
  dot_product: { metric: 'dot_product', direction: 'similarity' },
  negative_inner_product: { metric: 'dot_product', direction: 'distance' },
  negative_dot_product: { metric: 'dot_product', direction: 'distance' },
};

/** DuckDB. Its operators are other names of two of the functions. */
export const DUCKDB: SqlDialect = {
  maybe: /<[-=]>|(?:array|list)_(?:distance|cosine_|inner_|dot_|negative_)/i,
  operators: { '<->': FUNCTIONS['distance']!, '<=>': FUNCTIONS['cosine_distance']! },
  functions: Object.fromEntries(
    Object.entries(FUNCTIONS).flatMap(([name, comparison]) => [
      [`array_${name}`, comparison],
      [`list_${name}`, comparison],
    ]),
  ),
  operator: /[-+*/<>=~!@#%^&|]+/y,
  parameter: /\?\d*|\$\w+(?![\w$])/y,
  quotes: { '"': '"' },
  unnamed: 'by its text',
};
