/** The parts of the `@lancedb/lancedb` client's shapes that are read. */

/** A table. */
export interface Table {
  readonly name?: string;
}

/** What a query was told, by the methods that told it; its own are out of reach, in native code. */
export interface Told {
  readonly table?: string | undefined;
  readonly limit?: unknown;
  readonly where?: unknown;
  readonly column?: unknown;
  readonly distanceType?: unknown;
  readonly nearestTo?: unknown;
  readonly fullTextSearch?: unknown;
  readonly rerank?: unknown;
  readonly nprobes?: unknown;
  readonly refineFactor?: unknown;
  readonly ef?: unknown;
}

/** What was found: a table of Arrow's. */
export interface Found {
  readonly numRows?: number;
  readonly getChild?: (name: string) => Iterable<unknown> | null;
  readonly toArray?: () => readonly { readonly toJSON?: () => Record<string, unknown> }[];
}

/** What a deletion, an update or a merge gives in versions that count. */
export interface Written {
  readonly numDeletedRows?: number;
  readonly rowsUpdated?: number;
}
