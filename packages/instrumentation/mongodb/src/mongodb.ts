/** The parts of the `mongodb` client's shapes that are read. */

/** A cursor over what a pipeline gives. It sends nothing before it is read. */
export interface Cursor {
  readonly pipeline?: readonly Stage[];
  readonly namespace?: { readonly db?: string; readonly collection?: string | undefined };
  readonly client?: {
    readonly options?: { readonly srvHost?: string; readonly hosts?: readonly Host[] };
  };
}

/** An address that a client was given. One of a socket of the file system has neither. */
export interface Host {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/** One stage of a pipeline: `{ $vectorSearch: { … } }`. */
export type Stage = Readonly<Record<string, unknown>>;

/** A vector search: what is under `$vectorSearch`, and under `vectorSearch` or `knnBeta` of `$search`. */
export interface VectorSearch {
  readonly index?: string | undefined;
  readonly path?: string;
  readonly queryVector?: unknown;
  /** A text that the database makes the vector of: alone, or as `text`. */
  readonly query?: unknown;
  readonly limit?: number;
  readonly numCandidates?: number;
  readonly exact?: boolean;
  readonly filter?: unknown;
  /** Of `knnBeta`. */
  readonly vector?: unknown;
  readonly k?: number;
}

/** What puts the results of several pipelines together: `$rankFusion` and `$scoreFusion`. */
export interface Fusion {
  readonly input?: { readonly pipelines?: Readonly<Record<string, readonly Stage[]>> };
}

/** A vector as bytes: its type, how many bits of the last byte are unused, then the numbers. */
export interface BinaryVector {
  readonly sub_type?: number;
  readonly position?: number;
  readonly buffer?: Uint8Array;
}

/** What a command gives that opens a cursor, or that asks for more. */
export interface Batch {
  /** Of clients before 6.7, whose replies are plain. */
  readonly cursor?: {
    readonly id?: unknown;
    readonly firstBatch?: readonly unknown[];
    readonly nextBatch?: readonly unknown[];
  };
  /** Of the others, whose replies stay bytes until they are read. */
  readonly id?: unknown;
  readonly batch?: ByteList;
  readonly isExplain?: boolean;
  readonly has?: (name: string) => boolean;
}

/** A list of documents in bytes. */
interface ByteList {
  readonly size: () => number;
  readonly get: (index: number, type: number) => ByteDocument | null;
}

/** A document in bytes, of which each reading makes a value of its own. */
export interface ByteDocument {
  readonly getNumber: (name: string) => number | null;
  readonly toObject: () => object;
}

/** An error that the database gave. */
export interface ServerError {
  readonly message?: string;
  /** Of errors of other kinds, such as those of a socket, it is a text. */
  readonly code?: number | string;
  readonly codeName?: string;
}
