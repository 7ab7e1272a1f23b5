/** The parts of the shapes of Weaviate's clients that are read. */

/** The connection that a client keeps. */
export interface Connection {
  /** The address of REST. */
  readonly host?: string | undefined;
}

/** What the methods of a collection belong to. */
export interface Source {
  readonly connection?: Connection | undefined;
  /** Of the collection. */
  readonly name?: string | undefined;
  readonly tenant?: string | undefined;
}

/** What has the methods: a manager of queries, which keeps a source or is one, or the collection that has that manager. */
export interface Receiver extends Source {
  readonly check?: Source | undefined;
  readonly query?: Receiver | ((...values: never[]) => unknown) | undefined;
}

/** A condition, or several joined by `And`, `Or`, `Not`; in the words of the newer client, or of the older one. */
export interface Filter {
  readonly operator?: string | undefined;
  readonly filters?: readonly Filter[] | undefined;
  readonly target?: FilterTarget | undefined;
  readonly value?: unknown;
  readonly operands?: readonly Filter[] | undefined;
  readonly path?: readonly string[] | undefined;
  readonly valueText?: unknown;
  readonly valueString?: unknown;
  readonly valueInt?: unknown;
  readonly valueNumber?: unknown;
  readonly valueBoolean?: unknown;
  readonly valueDate?: unknown;
}

/** The field of a condition, or that of what a reference leads to. */
export interface FilterTarget {
  readonly property?: string | undefined;
  readonly singleTarget?: FilterReference | undefined;
  readonly multiTarget?: FilterReference | undefined;
  readonly count?: FilterReference | undefined;
}

/** A reference in a condition. */
interface FilterReference {
  readonly on?: string | undefined;
  readonly target?: FilterTarget | undefined;
}

/** A vector, several of them, those of several fields, or a search by text or vector under a hybrid one. */
export type VectorInput = readonly number[] | readonly (readonly number[])[] | object;

/** Which vectors are searched. */
export type TargetVector =
  | string
  | readonly string[]
  | { readonly targetVectors?: readonly string[] }
  | undefined;

/** The options of any search or query. */
export interface Options {
  readonly limit?: number | undefined;
  readonly autoLimit?: number | undefined;
  readonly filters?: Filter | undefined;
  readonly rerank?: object | undefined;
  readonly diversity?: object | undefined;
  readonly certainty?: number | undefined;
  readonly distance?: number | undefined;
  readonly targetVector?: TargetVector | undefined;
  readonly vector?: VectorInput | undefined;
  readonly alpha?: number | undefined;
  readonly fusionType?: string | undefined;
  readonly maxVectorDistance?: number | undefined;
  readonly groupBy?: object | string | undefined;
}

/** An object that was found. */
export interface Found {
  readonly uuid?: string | undefined;
  readonly properties?: unknown;
  readonly metadata?:
    | {
        readonly distance?: number | undefined;
        readonly certainty?: number | undefined;
        readonly score?: number | undefined;
      }
    | undefined;
}

/** What a search or a query gives; groups have their objects there, too. */
export interface FoundReply {
  readonly objects?: readonly Found[] | undefined;
}

/** An object that is written; or its properties alone. */
export interface NewObject {
  readonly vectors?: VectorInput | undefined;
  /** Of the older client. */
  readonly vector?: readonly number[] | undefined;
}

/** What became of each object of a batch, by its place in it. */
export interface BatchReply {
  readonly uuids?: object | undefined;
  readonly errors?: object | undefined;
}

/** What a deletion by a filter reached. */
export interface DeletionReply {
  readonly successful?: number | undefined;
  readonly failed?: number | undefined;
}
