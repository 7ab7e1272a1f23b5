/** The parts of the requests and replies of Elasticsearch and OpenSearch that are read. Everything may be missing. */

import type { StoreRequest } from '@spanwise/core/adapter';

/** A call that is read. */
export interface StoreCall {
  readonly store: StoreRequest;
}

/** What a search asks for. Of a request whose `body` is a text nothing is read. */
export interface SearchBody {
  readonly size?: number | null;
  readonly min_score?: number | null;
  readonly query?: object | null;
  readonly knn?: object | readonly object[] | null;
  readonly retriever?: object | null;
  readonly rank?: object | null;
  readonly rescore?: object | null;
  readonly filter?: object | null;
  readonly post_filter?: object | null;
}

/** What the methods are called with: what is asked for stands in it, or in its `body`. */
export interface Params extends SearchBody {
  readonly index?: string | readonly string[] | null;
  readonly body?: unknown;
  /** Headers and bodies in turn. */
  readonly searches?: readonly unknown[] | null;
  /** Actions and documents in turn. */
  readonly operations?: readonly unknown[] | null;
  readonly document?: unknown;
  readonly doc?: unknown;
}

/** A document that was found. */
export interface Hit {
  readonly _id?: unknown;
  readonly _score?: number | string | null | undefined;
  readonly _source?: unknown;
  readonly fields?: unknown;
}

/** What went wrong, in the server's words. */
export interface ServerError {
  readonly type?: string;
  readonly reason?: string | null;
  readonly root_cause?: readonly ServerError[] | null;
}

/** What a search gives, or one of several. */
export interface SearchReply {
  readonly hits?: { readonly hits?: readonly Hit[] | null } | null;
  readonly error?: ServerError | string | null;
  readonly status?: number | null;
  readonly _shards?: {
    readonly failures?: readonly { readonly reason?: ServerError }[] | null;
  } | null;
}

/** What several searches give, one each. */
export interface MultiSearchReply {
  readonly responses?: readonly SearchReply[] | null;
}

/** What became of one action. */
export interface BulkItem {
  readonly status?: number;
  readonly error?: ServerError | null;
}

/** What writing several records gives. */
export interface BulkReply {
  readonly errors?: boolean;
  readonly items?: readonly Readonly<Record<string, BulkItem | undefined>>[] | null;
}

/** What deleting by a query gives. */
export interface DeleteReply {
  readonly deleted?: number | null;
  readonly failures?: readonly unknown[] | null;
}

/** The raw reply that a client gives where it is asked for it; OpenSearch's always does. */
export interface RawReply<Reply> {
  readonly body?: Reply;
  readonly statusCode?: number | null;
}
