/** The parts of the `@aws-sdk/client-s3vectors` client's shapes that are read. */

/** The index that a command is about: by its names, or by its ARN. */
export interface IndexNames {
  readonly vectorBucketName?: string | undefined;
  readonly indexName?: string | undefined;
  readonly indexArn?: string | undefined;
}

/** A vector: the service knows one type of numbers. */
interface Vector {
  readonly float32?: readonly number[] | undefined;
}

/** What `QueryVectors` is given. */
export interface Query extends IndexNames {
  readonly topK?: number | undefined;
  readonly queryVector?: Vector | undefined;
  readonly filter?: unknown;
}

/** What `QueryVectors` finds. A distance is there when it was asked for. */
export interface QueryReply {
  readonly vectors?: readonly Match[] | undefined;
  /** Not said to older clients. */
  readonly distanceMetric?: string | undefined;
}

/** A vector that was found. */
interface Match {
  readonly key?: string | undefined;
  readonly distance?: number | undefined;
  readonly metadata?: unknown;
}

/** What `PutVectors` is given. */
export interface Put extends IndexNames {
  readonly vectors?: readonly { readonly data?: Vector | undefined }[] | undefined;
}

/** What names vectors by their keys, or none. */
export interface Selection extends IndexNames {
  readonly keys?: readonly string[] | undefined;
}

/** What reading gives. */
export interface ReadReply {
  readonly vectors?: readonly unknown[] | undefined;
}
