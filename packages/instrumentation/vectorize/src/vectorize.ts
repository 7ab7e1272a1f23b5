/** The parts of a Vectorize binding's shapes that are read. */

/** What a search is told besides its vector. */
export interface QueryOptions {
  readonly topK?: number | undefined;
  readonly namespace?: string | undefined;
  readonly filter?: object | undefined;
}

/** What a search finds. */
export interface Matches {
  readonly matches?: readonly Match[];
}

/** A vector that was found. */
interface Match {
  readonly id?: string;
  readonly score?: number;
  readonly metadata?: unknown;
}

/** A vector that is written. */
export interface Written {
  readonly values?: unknown;
  readonly namespace?: string | undefined;
}

/** What writing and deleting gives: vectors are counted by indexes of the first kind alone. */
export interface Mutation {
  readonly count?: number;
}
