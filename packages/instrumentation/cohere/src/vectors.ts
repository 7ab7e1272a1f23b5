/** Embeddings, and documents that are put in order, of both versions of the API. */
import { listOf, type Operation } from '@spanwise/core/adapter';
import type { EmbedBody, EmbedReply, RerankBody, RerankReply } from './cohere.ts';
import { method } from './method.ts';
import { tokenUsage } from './usage.ts';
import { whole } from './whole.ts';

/** Bits come packed, eight in a number. */
const BITS = 8;

/** `client.embed` and `client.v2.embed`. */
export const embeddings: readonly Operation<never, never, never>[] = ['embed', 'v2.embed'].map(
  (path) =>
    whole<EmbedBody, EmbedReply>({
      name: 'embeddings',
      method: method(path),
      request: (body) => ({
        model: body.model,
        dimensionCount: body.outputDimension,
        encodingFormats: body.embeddingTypes,
      }),
      response: ({ embeddings: vectors, meta }) => ({
        dimensionCount: dimensions(vectors),
        usage: tokenUsage(meta),
      }),
    }),
);

/** `client.rerank` and `client.v2.rerank`. */
export const rerank: readonly Operation<never, never, never>[] = ['rerank', 'v2.rerank'].map(
  (path) =>
    whole<RerankBody, RerankReply>({
      name: 'rerank',
      method: method(path),
      request: ({ model, documents, topN }) => ({
        model,
        retrievalTopK: topN,
        documentCount: Array.isArray(documents) ? documents.length : undefined,
      }),
      response: ({ id, meta }) => ({ id, usage: tokenUsage(meta) }),
      input: ({ query }) => ({ query }),
      output: ({ results }, { documents }) => ({
        documents: listOf(results).map(({ index, relevanceScore, document }) => ({
          id: String(index),
          score: relevanceScore,
          content: document ?? documents?.[index ?? -1],
        })),
      }),
    }),
);

function dimensions(vectors: EmbedReply['embeddings']): number | undefined {
  if (Array.isArray(vectors)) return (vectors as readonly number[][])[0]?.length;
  const { float, int8, uint8, binary, ubinary } = (vectors ?? {}) as Exclude<
    typeof vectors,
    readonly unknown[] | undefined
  >;
  const bits = listOf(binary ?? ubinary)[0]?.length;
  return listOf(float ?? int8 ?? uint8)[0]?.length ?? (bits && bits * BITS);
}
