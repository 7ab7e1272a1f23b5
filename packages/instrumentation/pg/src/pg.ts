/** The parts of the `pg` client's shapes that are read. */

/** The client, as far as it says where it is connected. */
export interface Client {
  readonly host?: string;
  readonly port?: number;
  readonly database?: string | undefined;
}

/** A query in one object, or one that the client submits as it is. */
export interface QueryConfig {
  readonly text?: string | undefined;
  readonly values?: readonly unknown[] | null | undefined;
  readonly rowMode?: string | undefined;
  readonly callback?: unknown;
  /** Of one that the client submits. */
  readonly submit?: unknown;
  /** Of a stream: the cursor that it reads. */
  readonly cursor?: QueryConfig | undefined;
}

/** What a query gives. */
export interface QueryResult {
  readonly rowCount?: number | null;
  readonly rows?: readonly unknown[];
}
