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
