/** The parts of the `@datastax/astra-db-ts` client's shapes that are read. */

/** A collection, or a table from 2 on. */
export interface Source {
  /** Up to 1. */
  readonly collectionName?: string;
  /** From 2 on. */
  readonly name?: string;
  /** Up to 1.2. */
  readonly namespace?: string;
  readonly keyspace?: string;
  /** Not of the oldest. */
  readonly _httpClient?: HttpClient;
}

/** What sends the commands of a collection. */
interface HttpClient {
  readonly baseUrl?: string;
  /** Up to 1. */
  readonly collection?: string | undefined;
}

/** What a search or a reading is told besides its filter. */
export interface FindOptions {
  readonly sort?: Sort | null | undefined;
  /** Infinite for none, up to 1. */
  readonly limit?: number | undefined;
  /** Up to 1, in the place of `sort`. */
  readonly vector?: readonly number[] | undefined;
  readonly vectorize?: string | undefined;
}

/** The order of what is found: `{ $vector: [0.1] }`, `{ $vectorize: 'a text' }`, `{ page: 1 }`. */
type Sort = object;

/** What a cursor keeps of what it was told. From 2.1 on it keeps it in an object of its own. */
export interface Cursor extends CursorParts {
  readonly state?: string;
  readonly _internal?: CursorParts;
  /** The documents of the last page, up to 1. */
  readonly _buffer?: readonly object[];
}

/** What a cursor was told. */
interface CursorParts {
  readonly _parent?: Source;
  /** Up to 1. */
  readonly _httpClient?: HttpClient;
  readonly _namespace?: string;
  readonly _keyspace?: string;
  /** In 2.0, with whether it has large numbers. */
  readonly _filter?: object | readonly [object, boolean];
  readonly _options?: FindOptions;
}

/** A document that was found, with its similarity where it was asked for. */
export interface Found {
  readonly _id?: unknown;
  readonly $similarity?: number;
}

/** A document that was ranked again, with its scores where they were asked for. */
export interface Reranked {
  readonly document?: Found;
  readonly scores?: { readonly $rerank?: number };
}

/** What writing or deleting gives. */
export interface Written {
  readonly insertedCount?: number;
  readonly matchedCount?: number;
  readonly upsertedCount?: number;
  readonly deletedCount?: number;
}

/** A failure, with what the database says of it: itself, in what caused it, or in several that did. */
export interface Failure {
  readonly message?: string;
  readonly errorDescriptors?: readonly { readonly errorCode?: string | undefined }[];
  readonly cause?: unknown;
  /** What was done before it, of errors that say it as an object. */
  readonly partialResult?: Written;
  /** Of insertions from 2 on. */
  readonly errors?: () => readonly object[];
  readonly insertedIds?: () => readonly unknown[];
}

/** One of several failures, with the reply that told it. */
export interface Cause extends Pick<Failure, 'errorDescriptors'> {
  readonly rawResponse?: {
    readonly status?: { readonly documentResponses?: unknown } | undefined;
  };
}
