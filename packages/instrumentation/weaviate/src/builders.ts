/** The parts of the shapes of `weaviate-ts-client` that are read: builders, which hold what they were told, and replies. */
import type { Connection, Filter } from './weaviate.ts';

/** What every builder holds. */
export interface Builder {
  readonly client?: Connection | undefined;
  readonly className?: string | undefined;
  readonly tenant?: string | undefined;
}

/** A builder of a query, which holds the parts of it as the texts that it sends. */
export interface QueryBuilder extends Builder {
  readonly fields?: string | undefined;
  readonly limit?: number | undefined;
  readonly autocut?: number | undefined;
  readonly groupBy?: readonly string[] | undefined;
  readonly whereString?: string | undefined;
  readonly nearVectorString?: string | undefined;
  readonly nearTextString?: string | undefined;
  readonly nearObjectString?: string | undefined;
  readonly nearMediaString?: string | undefined;
  readonly hybridString?: string | undefined;
  readonly bm25String?: string | undefined;
  readonly askString?: string | undefined;
  /** Of a query that the caller writes. */
  readonly query?: string | undefined;
}

/** A builder of a call that writes, reads or deletes objects. */
export interface ObjectBuilder extends Builder {
  readonly vector?: readonly number[] | undefined;
  readonly vectors?: object | undefined;
  readonly objects?: readonly BatchObject[] | undefined;
  readonly whereFilter?: Filter | undefined;
}

/** An object of a batch. */
export interface BatchObject {
  readonly class?: string | undefined;
  readonly tenant?: string | undefined;
  readonly vector?: readonly number[] | undefined;
  readonly vectors?: object | undefined;
}

/** An object that a query found, beside its fields. */
export interface FoundFields {
  readonly beacon?: string | undefined;
  readonly certainty?: number | null | undefined;
  readonly distance?: number | null | undefined;
  readonly _additional?:
    | {
        readonly id?: string | undefined;
        readonly distance?: number | null | undefined;
        readonly certainty?: number | null | undefined;
        /** A number as a text. */
        readonly score?: string | null | undefined;
      }
    | undefined;
}

/** What a query gives: objects by their collection, or as one list. */
export interface QueryReply {
  readonly data?:
    | {
        readonly Get?: Readonly<Record<string, readonly FoundFields[] | null>> | undefined;
        readonly Explore?: readonly FoundFields[] | undefined;
        readonly Aggregate?: Readonly<Record<string, readonly unknown[] | null>> | undefined;
      }
    | undefined;
}

/** What reading objects gives. */
export interface ObjectsReply {
  readonly objects?: readonly unknown[] | undefined;
}

/** What became of an object of a batch. */
export interface BatchEntry {
  readonly result?: { readonly status?: string | undefined } | undefined;
}

/** What a deletion by a filter reached. */
export interface BatchDeletionReply {
  readonly results?:
    | { readonly successful?: number | undefined; readonly failed?: number | undefined }
    | undefined;
}
