/** The parts of the `chromadb` client's shapes that are read. */

/** One value, or several. */
export type OneOrMore<T> = T | readonly T[];

/** The collection that a call is made on. What is private in the client is optional here, as everything is. */
export interface Collection {
  readonly name?: string;
  readonly tenant?: string;
  readonly database?: string;
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  readonly configuration?: {
    readonly hnsw?: Space | null | undefined;
    readonly spann?: Space | null | undefined;
  } | null;
  /** Of 3. */
  readonly apiClient?: { readonly getConfig?: () => { readonly baseUrl?: string } };
  /** Of 3. */
  readonly chromaClient?: Client;
  /** Of 1 and 2. */
  readonly client?: Client & {
    readonly api?: { readonly configuration?: { readonly basePath?: string } };
  };
}

/** What the vectors of an index are compared by. */
interface Space {
  readonly space?: string | null;
}

/** What a client is set to. */
interface Client {
  readonly tenant?: string;
  readonly database?: string;
}

/** What `query` is called with: vectors, or texts that the client makes vectors of. */
export interface Query {
  readonly queryEmbeddings?: OneOrMore<number> | readonly (readonly number[])[];
  readonly queryTexts?: OneOrMore<string>;
  readonly queryURIs?: OneOrMore<string>;
  readonly ids?: OneOrMore<string>;
  readonly nResults?: number;
  readonly where?: object;
  readonly whereDocument?: object;
}

/** What `query` finds: a list for each vector or text. */
export interface QueryReply {
  readonly ids?: readonly (readonly string[])[];
  readonly distances?: readonly (readonly (number | null)[] | null)[] | null;
  readonly documents?: readonly (readonly (string | null)[] | null)[] | null;
}

/** One of the searches that `search` is called with: an object, or an instance of the client's `Search`. */
export interface Search {
  readonly where?: unknown;
  readonly rank?: unknown;
  readonly limit?: unknown;
  /** Of an instance, whose methods have the names of the fields above. */
  readonly whereClause?: unknown;
  readonly rankExpression?: unknown;
  readonly limitConfig?: unknown;
}

/** What `search` finds: a list for each search. Lower scores are better. */
export interface SearchReply {
  readonly ids?: readonly (readonly string[])[];
  readonly scores?: readonly (readonly (number | null)[] | null)[] | null;
  readonly documents?: readonly (readonly (string | null)[] | null)[] | null;
}

/** What is written: columns, or in 1 and 2 a single record. */
export interface Records {
  readonly ids?: OneOrMore<string>;
  readonly embeddings?: OneOrMore<number> | readonly (readonly number[])[];
}

/** What is read or deleted. */
export interface Selection {
  readonly ids?: OneOrMore<string>;
  readonly where?: object;
  readonly whereDocument?: object;
}

/** What `get` gives: a column of ids, among others. */
export interface GetReply {
  readonly ids?: readonly string[];
}

/** What `delete` gives from 3.4 on. */
export interface DeleteReply {
  readonly deleted?: number;
}
