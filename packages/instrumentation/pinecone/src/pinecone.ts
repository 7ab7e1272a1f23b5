/** The parts of the `@pinecone-database/pinecone` client's shapes that are read. */

/** The index that a call is made on. */
export interface Index {
  readonly target?: {
    /** Up to 6. */
    readonly index?: string;
    /** From 7 on. */
    readonly indexName?: string;
    readonly namespace?: string | undefined;
    readonly indexHostUrl?: string | undefined;
  };
}

/** What `query` is given: a vector, or the id of a record that has one. */
export interface Query {
  readonly vector?: readonly number[] | undefined;
  readonly sparseVector?: object | undefined;
  readonly id?: string | undefined;
  readonly topK?: number;
  readonly filter?: object | undefined;
  readonly namespace?: string | undefined;
  readonly scanFactor?: number | undefined;
  readonly maxCandidates?: number | undefined;
}

/** Units that a call cost. */
interface Usage {
  readonly readUnits?: number | undefined;
}

/** What `query` finds. */
export interface QueryReply {
  readonly matches?: readonly Match[] | undefined;
  readonly usage?: Usage | undefined;
}

/** A record that was found. */
interface Match {
  readonly id?: string;
  readonly score?: number | undefined;
  readonly metadata?: object | undefined;
}

/** What `searchRecords` is given: a text, of which the index makes a vector, or a vector. */
export interface Search {
  readonly query?: {
    readonly topK?: number;
    readonly filter?: object | undefined;
    readonly inputs?: object | undefined;
    readonly vector?: { readonly values?: readonly number[] | undefined } | undefined;
  };
  readonly rerank?: object | undefined;
  readonly namespace?: string | undefined;
}

/** What `searchRecords` finds. */
export interface SearchReply {
  readonly result?: { readonly hits?: readonly Hit[] };
  readonly usage?: Usage;
}

/** A record that a search by a text found. */
interface Hit {
  readonly _id?: string;
  readonly _score?: number;
  readonly fields?: object;
}

/** What is written: a list up to 6, an object with one from 7 on. */
export type Records =
  | readonly object[]
  | { readonly records?: readonly object[]; readonly namespace?: string | undefined };

/** What `update` is given. */
export interface Change {
  readonly values?: readonly number[] | undefined;
  readonly filter?: object | undefined;
  readonly namespace?: string | undefined;
}

/** Which records a call is about: an id, ids, or a filter up to 6; an object with these from 7 on. */
export type Selection = string | readonly string[] | NamedSelection | object;

/** The form from 7 on. */
export interface NamedSelection {
  readonly id?: string;
  readonly ids?: readonly string[] | undefined;
  readonly filter?: object | undefined;
  readonly namespace?: string | undefined;
}

/** What reading gives. */
export interface ReadReply {
  readonly records?: object | undefined;
  /** Of `listPaginated`. */
  readonly vectors?: readonly unknown[] | undefined;
  readonly usage?: Usage | undefined;
}

/** The documents of an index, from 9 on. */
export interface Documents {
  readonly _provider?: {
    readonly indexName?: string;
    readonly indexHostUrl?: string | undefined;
  };
  readonly _namespace?: string;
}

/** What documents are searched by: a vector, a text, or several of these. */
export interface DocumentSearch {
  readonly scoreBy?: readonly {
    readonly field?: string;
    readonly fields?: readonly string[];
    readonly query?: string;
    readonly values?: readonly number[];
  }[];
  readonly topK?: number;
  readonly filter?: object;
}

/** Documents that are written, or a filter for those that are changed. */
export interface DocumentChange {
  readonly documents?: readonly Document[];
  readonly filter?: object;
}

/** A document: fields of any kind. */
export type Document = object;

/** Which documents a call is about. */
export interface DocumentSelection {
  readonly ids?: readonly string[];
  readonly filter?: object;
}

/** A document that was found. Without a score where the index could not tell one. */
export interface DocumentMatch {
  readonly _id?: string;
  readonly _score?: number | null;
}

/** What the calls on documents give. */
export interface DocumentsReply {
  readonly matches?: readonly DocumentMatch[];
  /** By their ids, or a list of ids. */
  readonly documents?: object;
  readonly upsertedCount?: number;
  readonly matchedRecords?: number;
  readonly usage?: { readonly readUnits?: number };
}
