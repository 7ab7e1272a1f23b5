/** The parts of the `@zilliz/milvus2-sdk-node` client's shapes that are read. */

/** What a call is about. */
export interface Target {
  readonly collection_name?: string;
  readonly db_name?: string;
  readonly partition_name?: string;
  readonly partition_names?: readonly string[];
}

/** What limits a call: an expression, whose `{names}` stand for values. */
interface Filtered {
  readonly expr?: string;
  readonly filter?: string;
  readonly exprValues?: Readonly<Record<string, unknown>>;
  readonly ids?: readonly unknown[];
}

/** A search of one field. */
export interface FieldSearch extends Filtered {
  readonly anns_field?: string;
  /** A vector or a text, or several; of a hybrid search, its parts. */
  readonly data?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a search asks for. */
export interface Search extends FieldSearch, Target {
  readonly vector?: unknown;
  readonly vectors?: unknown;
  readonly limit?: number;
  readonly topk?: number;
  readonly metric_type?: string;
  readonly rerank?: object;
  readonly search_params?: {
    readonly anns_field?: string;
    readonly topk?: string | number;
    readonly metric_type?: string;
  };
}

/** What a call says of how it went: also where it failed, the promise is fulfilled. */
export interface Status {
  readonly status?: {
    readonly error_code?: string | number;
    readonly code?: number;
    readonly reason?: string;
  };
}

/** What was found: its fields beside the score and the id. */
export interface Hit {
  readonly id?: unknown;
  readonly score?: number;
}

/** What a search found, of several searches in a list for each. */
export interface SearchReply extends Status {
  readonly results?: readonly (Hit | readonly Hit[])[];
  /** Groups, where the search asked for them. */
  readonly agg_buckets?: unknown;
}

/** What is written: rows. */
export interface Write extends Target {
  readonly data?: readonly object[];
  readonly fields_data?: readonly object[];
}

/** What is read or deleted. */
export interface Selection extends Target, Filtered {}

/** What a write or a deletion reached. */
export interface MutationReply extends Status {
  readonly insert_cnt?: string;
  readonly upsert_cnt?: string;
  readonly delete_cnt?: string;
  readonly err_index?: readonly unknown[];
}

/** What was read: rows, or how many there are. */
export interface ReadReply extends Status {
  readonly data?: readonly unknown[] | number;
}

/** The client, as far as it tells where it sends its calls. */
export interface Client {
  readonly config?: { readonly address?: string };
  readonly metadata?: { readonly get?: (name: string) => unknown };
}
