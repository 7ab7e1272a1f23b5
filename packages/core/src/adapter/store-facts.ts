/** What a call of a database says, a vector search above all: the part of the neutral shapes that stores have, and what records it. Types alone. */
import type { Attributes, Context } from '@opentelemetry/api';
import type { CallMetricName } from '@spanwise/semconv';
import type { Operation } from './adapter.ts';

/** Which scores are better: the higher ones, or the lower ones. */
export type ScoreDirection = 'similarity' | 'distance';

/** Where a call shows whom it is limited to. Compared with the context's tenant; never recorded. */
export interface TenantLimits {
  /** Names of parts of the store that the call stays within: partitions, shards, tenants. Collection and namespace are known. */
  readonly names?: readonly unknown[] | undefined;
  /** Values that every record must have that the call reaches, whatever the field: what its filter requires. */
  readonly values?: readonly unknown[] | undefined;
}

/** What is known when a call of a store starts. A field of the wrong type is dropped and counted; `null` reads as absent. */
export interface StoreRequest {
  /** The store's or client's own word for the operation, such as `SELECT`. Default: the last step of the method's name. */
  readonly operation?: string | null | undefined;
  /** The table, collection or index. */
  readonly collection?: string | null | undefined;
  /** What collections of the same name are told apart by: the database, qualified by a schema. */
  readonly namespace?: string | null | undefined;
  /** The stored procedure that is called. */
  readonly procedure?: string | null | undefined;
  /** A summary of the query of few values, such as `SELECT articles`. It becomes the span's name. */
  readonly summary?: string | null | undefined;
  /** The text of the query. Only of one that has its values apart as parameters, or with each literal replaced. */
  readonly queryText?: string | null | undefined;
  /** How many records a write holds, or how many searches one call makes. Recorded from 2 on. */
  readonly batchSize?: number | null | undefined;
  /** Numbers in each dense vector of the call. */
  readonly dimensionCount?: number | null | undefined;
  /** Bytes of the dense vectors that are written, see `vectorBytes` of `@spanwise/store`. */
  readonly vectorBytes?: number | null | undefined;
  /** The vector field, column or named vector that is searched. */
  readonly field?: string | null | undefined;
  /** Name or kind of the index, when the call states one. */
  readonly index?: string | null | undefined;
  /** How many results each search asks for, the client's default where the caller says nothing. */
  readonly topK?: number | null | undefined;
  /** `cosine`, `euclidean`, `dot_product`, `manhattan`, `hamming`, `jaccard`, or the store's own word. */
  readonly metric?: string | null | undefined;
  readonly direction?: ScoreDirection | undefined;
  /** The score that a result must reach. */
  readonly threshold?: number | null | undefined;
  /** Whether a filter limits the search. */
  readonly filtered?: boolean | null | undefined;
  /** The fields that the filter looks at; one may come twice. Never values. */
  readonly filterKeys?: readonly string[] | null | undefined;
  /** Parameters of the search that the call states. Only texts, numbers and booleans are recorded. */
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  /** True for a search that puts the results of several together. */
  readonly hybrid?: boolean | null | undefined;
  /** True where the store ranks the results again. */
  readonly reranked?: boolean | null | undefined;
  /** Absent where the call does not show it: then nothing is said about its tenant. */
  readonly limits?: TenantLimits | undefined;
}

/** What is known when the reply of a store is there. The same rules as for {@link StoreRequest}. */
export interface StoreResponse {
  /** The scores of each search's results, best first. A result without a score is `undefined` there. */
  readonly scores?: readonly (readonly (number | null | undefined)[])[] | null | undefined;
  /** How many records came back. Default: as many as `scores` has. */
  readonly returnedRows?: number | null | undefined;
  /** As in the request, where only the reply tells. */
  readonly metric?: string | null | undefined;
  /** As in the request. Default: what the order of the scores tells. */
  readonly direction?: ScoreDirection | undefined;
  /** How many records a write or a deletion reached. */
  readonly acceptedCount?: number | null | undefined;
  /** How many it did not reach. */
  readonly failedCount?: number | null | undefined;
  readonly readUnits?: number | null | undefined;
  readonly writeUnits?: number | null | undefined;
  /** Where the store counts but one kind of unit. */
  readonly costUnits?: number | null | undefined;
}

/** Records what one call of a database has besides. None of it throws, nor does what makes it. */
export interface StoreCall {
  /** Puts what samplers and metrics look at: its names. */
  readonly putStart: (put: PutAttribute) => void;
  /** What its span is named by. `known`: the attributes of its start; `target`: what is named in them. */
  readonly spanName: (known: Attributes, target: string | undefined) => string;
  /** Puts the rest of the request. */
  readonly putRequest: (put: PutAttribute) => void;
  /** Takes what the reply says; what follows knows it then. */
  readonly take: (reply: StoreResponse) => void;
  /** Puts what the reply says. */
  readonly putReply: (put: PutAttribute) => void;
  /** Records its metrics, its duration left out. */
  readonly recordMetrics: (
    record: (metric: CallMetricName, value: number, more?: Attributes) => void,
  ) => void;
}

/** Sets one attribute; one that the operation does not have is left out. */
export type PutAttribute = (attribute: string, value: string | number | boolean | string[]) => void;

/** Starts a {@link StoreCall}. `within`: the context that the call is made in. */
export type StoreCallStart = (
  operation: Operation,
  request: StoreRequest | undefined,
  within: Context,
) => StoreCall;
