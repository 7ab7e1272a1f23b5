/** The shapes of the models that embed. */
import type { Format } from '@spanwise/core/adapter';

interface Body {
  /** Titan's. */
  readonly dimensions?: number;
  readonly embeddingTypes?: readonly string[];
  readonly embeddingConfig?: { readonly outputEmbeddingLength?: number };
  /** Cohere's. */
  readonly output_dimension?: number;
  readonly embedding_types?: readonly string[];
  /** Nova's. */
  readonly singleEmbeddingParams?: { readonly embeddingDimension?: number };
}
interface Reply {
  readonly id?: string;
  readonly embedding?: readonly number[];
  /** Lists of vectors, one list for each encoding or one of all; or vectors with their kinds. */
  readonly embeddings?: unknown;
  readonly inputTextTokenCount?: number;
}

/** Titan, Cohere and Nova. A reply of vectors holds nothing else to read. */
export const embeddingFormat: Pick<Format<Body, Reply, never>, 'request' | 'response'> = {
  request: (body) => ({
    dimensionCount:
      body.dimensions ??
      body.output_dimension ??
      body.embeddingConfig?.outputEmbeddingLength ??
      body.singleEmbeddingParams?.embeddingDimension,
    encodingFormats: body.embeddingTypes ?? body.embedding_types,
  }),
  response: ({ id, embedding, embeddings, inputTextTokenCount }) => ({
    id,
    dimensionCount: lengthOf(embedding ?? embeddings),
    usage: { inputTokens: inputTextTokenCount },
  }),
};

/** The length of the first vector, however deep it is. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) {
    const { embedding, float, ...others } = value as { embedding?: unknown; float?: unknown };
    return lengthOf(embedding ?? float ?? Object.values(others)[0]);
  }
  return typeof value[0] === 'number' ? value.length : lengthOf(value[0]);
}
