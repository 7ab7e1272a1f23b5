/** The parts of the `@qdrant/js-client-grpc` client's messages that are read. A caller may leave out any. */

/** One of several: which, and what. */
export interface OneOf {
  readonly case?: string | undefined;
  readonly value?: unknown;
}

/** A filter, or a part of one. */
export interface GrpcFilter {
  readonly must?: readonly GrpcCondition[] | undefined;
  readonly should?: readonly GrpcCondition[] | undefined;
  readonly mustNot?: readonly GrpcCondition[] | undefined;
  readonly minShould?: { readonly conditions?: readonly GrpcCondition[] | undefined } | undefined;
}

/** A condition of a filter. */
export interface GrpcCondition {
  readonly conditionOneOf?: OneOf | undefined;
}

/** What a message holds of a search, a read, a write or a deletion. */
export interface GrpcRequest {
  readonly collectionName?: string | undefined;
  readonly vector?: readonly number[] | undefined;
  readonly vectorName?: string | undefined;
  readonly sparseIndices?: object | undefined;
  readonly query?: { readonly variant?: OneOf | undefined } | undefined;
  readonly prefetch?: readonly GrpcRequest[] | undefined;
  readonly using?: string | undefined;
  readonly filter?: GrpcFilter | undefined;
  readonly params?: object | undefined;
  readonly scoreThreshold?: number | undefined;
  readonly limit?: bigint | number | undefined;
  readonly shardKeySelector?:
    | { readonly shardKeys?: readonly { readonly key?: OneOf | undefined }[] | undefined }
    | undefined;
  readonly searchPoints?: readonly GrpcRequest[] | undefined;
  readonly queryPoints?: readonly GrpcRequest[] | undefined;
  readonly recommendPoints?: readonly GrpcRequest[] | undefined;
  readonly discoverPoints?: readonly GrpcRequest[] | undefined;
  readonly ids?: readonly unknown[] | undefined;
  readonly operations?: readonly unknown[] | undefined;
  /** Points that are written, or which are deleted. */
  readonly points?:
    | readonly GrpcPoint[]
    | { readonly pointsSelectorOneOf?: OneOf | undefined }
    | undefined;
}

/** A point that is written. */
export interface GrpcPoint {
  readonly vectors?: { readonly vectorsOptions?: OneOf | undefined } | undefined;
}

/** A vector that is written; from 1.16 on it says of which kind it is. */
export interface GrpcVector {
  readonly data?: readonly number[] | undefined;
  readonly indices?: object | undefined;
  readonly vector?: OneOf | undefined;
}

/** What any of the methods gives. */
export interface GrpcReply {
  readonly result?: unknown;
}
