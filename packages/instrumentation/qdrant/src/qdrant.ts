/** The parts of the `@qdrant/js-client-rest` client's shapes that are read. */

/** A dense vector, several of them, a sparse one, the id of a point, or what the server makes a vector of. */
export type VectorInput =
  | readonly number[]
  | readonly (readonly number[])[]
  | string
  | number
  | { readonly text?: string; readonly model?: string }
  | object;

/** A condition on one field, or a filter in a filter. */
export interface Condition extends Filter {
  readonly key?: string;
  readonly match?: { readonly value?: unknown; readonly any?: readonly unknown[] } | object | null;
  readonly is_empty?: { readonly key?: string } | boolean | null;
  readonly is_null?: { readonly key?: string } | boolean | null;
  readonly nested?: { readonly key?: string; readonly filter?: Filter };
}

/** What limits a search: each part holds one condition or several. */
export interface Filter {
  readonly must?: Conditions;
  readonly should?: Conditions;
  readonly must_not?: Conditions;
  readonly min_should?: { readonly conditions?: Conditions } | object | null;
}

/** One condition or several. */
type Conditions = object | readonly object[] | null;

/** What `query` is asked: by what the points are ranked. */
export interface Query {
  readonly nearest?: VectorInput;
  readonly mmr?: unknown;
  readonly fusion?: unknown;
  readonly rrf?: unknown;
  readonly order_by?: unknown;
  readonly sample?: unknown;
}

/** A search by any of the methods, or a part of one. */
export interface Search {
  readonly query?: VectorInput | Query | null;
  /** Of `search`: a vector, one under the name of its field, or a sparse one under it. */
  readonly vector?:
    | readonly number[]
    | { readonly name?: string; readonly vector?: VectorInput }
    | object
    | null;
  readonly prefetch?: Search | readonly Search[] | object | null;
  readonly using?: unknown;
  readonly filter?: Filter | object | null;
  readonly params?: object | null;
  readonly score_threshold?: number | null;
  readonly limit?: number | null;
  readonly shard_key?: unknown;
  /** Of the methods for a batch. */
  readonly searches?: readonly Search[];
}

/** What a search is called with. */
export type SearchArguments = readonly [collection?: string | undefined, search?: Search | null];

/** A point that was found. */
export interface Point {
  readonly id?: unknown;
  readonly score?: number;
  readonly payload?: unknown;
}

/** What a search found: points, points in an object, groups of points, or any of these for each search of a batch. */
export type SearchReply =
  | readonly (Point | PointList | readonly Point[])[]
  | PointList
  | { readonly groups?: readonly { readonly hits?: readonly Point[] }[] };

/** Points in an object. */
export interface PointList {
  readonly points?: readonly Point[];
}

/** What points are written, deleted or read by. */
export interface Selection {
  readonly points?: readonly unknown[] | null;
  readonly batch?: { readonly ids?: readonly unknown[]; readonly vectors?: unknown } | null;
  readonly ids?: readonly unknown[];
  readonly operations?: readonly unknown[];
  readonly filter?: Filter | object | null;
  readonly shard_key?: unknown;
}

/** What the methods that write, delete and read are called with. */
export type SelectionArguments = readonly [
  collection?: string | undefined,
  selection?: Selection | null,
];

/** What reading gives. */
export type ReadReply = readonly unknown[] | PointList | { readonly count?: number };
