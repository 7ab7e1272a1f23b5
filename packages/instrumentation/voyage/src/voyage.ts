/** The parts of the client's shapes that are read. */

/** A request for embeddings: of texts, of texts and images, of the parts of documents. */
export interface EmbedBody {
  readonly model?: string | undefined;
  readonly outputDimension?: number | undefined;
  readonly outputDtype?: string | undefined;
  readonly encodingFormat?: string | undefined;
}

/** Embeddings; those of the parts of a document are a list below it. */
export interface EmbedReply {
  readonly model?: string | undefined;
  readonly data?: readonly Embedded[] | undefined;
  readonly usage?: Usage | undefined;
}
interface Embedded {
  readonly embedding?: readonly number[] | undefined;
  readonly data?: readonly { readonly embedding?: readonly number[] | undefined }[] | undefined;
}

/** What was read: nothing is written. Images are told in pixels, which are in the total as tokens. */
interface Usage {
  readonly totalTokens?: number | undefined;
}

/** A request to put documents in order. */
export interface RerankBody {
  readonly model?: string | undefined;
  readonly query?: string | undefined;
  readonly documents?: readonly string[] | undefined;
  readonly topK?: number | undefined;
}

/** The order of documents. */
export interface RerankReply {
  readonly model?: string | undefined;
  readonly data?:
    | readonly {
        readonly index?: number | undefined;
        readonly relevanceScore?: number | undefined;
        readonly document?: string | undefined;
      }[]
    | undefined;
  readonly usage?: Usage | undefined;
}
