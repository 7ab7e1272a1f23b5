/** The parts of the `@turbopuffer/turbopuffer` client's shapes that are read. */

/** A namespace, which every call is made on. */
export interface Namespace {
  readonly _client?: {
    readonly baseURL?: string;
    readonly defaultNamespace?: string | null;
  };
}

/** What each call may name in the place of its namespace's own. */
export interface Named {
  readonly namespace?: string;
}

/** By what rows are ranked: `['vector', 'ANN', [0.1, 0.2]]`, `['text', 'BM25', 'walrus']`, `['page', 'asc']`. */
export type RankBy = readonly unknown[];

/** A condition, `['page', 'Gt', 3]`, or several: `['And', […]]`. */
export type Filter = readonly unknown[];

/** One search. */
export interface Search {
  readonly rank_by?: RankBy;
  readonly top_k?: number;
  /** From 1.10 on, in the place of `top_k`. */
  readonly limit?: number | { readonly total?: number };
  readonly filters?: Filter;
  readonly distance_metric?: string;
}

/** What `query` is given. */
export interface Query extends Search, Named {}

/** What `multiQuery` is given. */
export interface MultiQuery extends Named {
  readonly queries?: readonly Search[];
  /** How the results of all are put together. */
  readonly rerank_by?: unknown;
}

/** A row, with the distance or the score that it was ranked by. */
export interface Row {
  readonly id?: unknown;
  readonly $dist?: number;
}

/** The rows that a search found. */
interface Found {
  readonly rows?: readonly Row[];
}

/** What a call cost, in bytes, and how long it took at the server. */
export interface Costs {
  readonly billing?: {
    readonly billable_logical_bytes_queried?: number;
    readonly billable_logical_bytes_written?: number;
  };
  readonly performance?: { readonly server_total_ms?: number };
}

/** What `query` finds. */
export interface QueryReply extends Found, Costs {}

/** What `multiQuery` finds. */
export interface MultiQueryReply extends Costs {
  readonly results?: readonly Found[];
}

/** Columns of rows. */
interface Columns {
  readonly id?: readonly unknown[];
  readonly vector?: unknown;
}

/** What `write` is given. */
export interface Write extends Named {
  readonly upsert_rows?: readonly WrittenRow[];
  readonly upsert_columns?: Columns;
  readonly patch_rows?: readonly WrittenRow[];
  readonly patch_columns?: Columns;
  readonly patch_by_filter?: { readonly filters?: Filter };
  readonly deletes?: readonly unknown[];
  readonly delete_by_filter?: Filter;
}

/** A row that is written. */
interface WrittenRow {
  readonly vector?: unknown;
}

/** What `write` gives. */
export interface WriteReply extends Costs {
  readonly rows_affected?: number;
}
