/** The parts of the `postgres` client's shapes that are read. */

/** A query: it is made by a template, and sent when somebody waits for it. */
export interface Query {
  readonly strings?: readonly string[];
  readonly args?: readonly unknown[];
  /** What sends it. */
  readonly handler?: object;
  /** True once it was sent. */
  readonly executed?: boolean;
  /** Of one that is read by a cursor. */
  readonly cursorFn?: unknown;
  /** True for one that is only described. */
  readonly onlyDescribe?: boolean;
}

/** What a query gives. */
export interface Result extends ReadonlyArray<unknown> {
  /** How many rows there were. `undefined` for the results of several statements. */
  readonly count?: number | null;
}

/** What `sql()` makes of names and values. */
export interface Helper {
  /** Of an identifier: its text. Of a typed parameter: its value. */
  readonly value?: unknown;
  /** Of a typed parameter. */
  readonly type?: unknown;
  /** Of a list of names or values, or an object with both. */
  readonly first?: unknown;
  readonly rest?: readonly unknown[];
}
