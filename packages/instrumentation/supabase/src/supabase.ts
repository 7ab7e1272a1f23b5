/** The parts of the shapes of `@supabase/postgrest-js` that are read. */

/** A query that is being built. It is sent when somebody waits for it. */
export interface Builder {
  /** With the function's name, and what limits its rows. */
  readonly url?: URL;
  /** The schema, where it is not the default one. */
  readonly schema?: string | undefined;
}

/** What the function is given: the names are the application's own. */
export type FunctionArguments = Readonly<Record<string, unknown>>;

/** What a query gives. A failure is no rejection, unless the application asks for that. */
export interface Answer {
  /** Rows; one row, or none, where one was asked for; a text for a table in CSV. */
  readonly data?: unknown;
  readonly error?: ApiError | null;
  readonly status?: number;
}

/** A failure. */
export interface ApiError {
  /** PostgreSQL's own code, or one of PostgREST's, such as `PGRST202`. Empty where no server answered. */
  readonly code?: string | null;
  readonly message?: string;
}
