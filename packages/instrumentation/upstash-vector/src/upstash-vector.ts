/** The parts of the `@upstash/vector` client's shapes that are read. */

/** What sends the requests of an index and of its namespaces. */
export interface Requester {
  readonly baseUrl?: string;
}

/** A request: which endpoint, with the namespace behind it, and what it is sent. */
export interface SentRequest {
  readonly path?: readonly string[];
  readonly body?: unknown;
}

/** What comes back: a result, or why there is none. */
export interface SentReply<Result> {
  readonly result?: Result;
  readonly error?: string;
}

/** A search: by a vector, a sparse one, both, or a text, of which the index makes one. */
export interface Query {
  readonly topK?: number;
  /** Of the next page of a search. */
  readonly additionalK?: number;
  readonly vector?: readonly number[] | undefined;
  readonly sparseVector?: object | undefined;
  readonly data?: string | undefined;
  readonly filter?: string | undefined;
  readonly queryMode?: string | undefined;
  readonly fusionAlgorithm?: string | undefined;
  readonly weightingStrategy?: string | undefined;
}

/** A record that was found. */
export interface Match {
  readonly id?: number | string;
  readonly score?: number;
  readonly metadata?: unknown;
  readonly data?: string | undefined;
}

/** What a search found: records, those of each search of several, or the first page of a search that goes on. */
export type QueryResult =
  | readonly (Match | readonly Match[])[]
  | { readonly scores?: readonly Match[] };

/** A record that is written. */
export interface Written {
  readonly vector?: readonly number[] | undefined;
}

/** Which records a call is about: by their ids, by how those begin, or by a filter. */
export interface Selection {
  readonly ids?: readonly unknown[];
  readonly filter?: string;
}

/** What reading gives: records, `null` for one that is not there, or a page of them. */
export type ReadResult = readonly unknown[] | { readonly vectors?: readonly unknown[] };

/** How many records a call reached. */
export interface Reached {
  readonly updated?: number;
  readonly deleted?: number;
}
