/** Reranking, which OpenAI's API does not have. */
import { listOf, operation, type Operation } from '@spanwise/core/adapter';

/** `RerankCreateParams`. */
export interface RerankBody {
  readonly model?: string;
  readonly query?: string;
  readonly documents?: readonly unknown[];
  readonly top_n?: number;
}

/** `RerankCreateResponse`. */
export interface RerankReply {
  readonly id?: string;
  readonly model?: string;
  readonly results?: readonly {
    readonly index?: number;
    readonly relevance_score?: number;
    readonly document?: unknown;
  }[];
  readonly usage?: { readonly prompt_tokens?: number } | null;
}

/** `client.rerank.create`. */
export const rerank: Operation<never, never, never> = operation<RerankBody, RerankReply>({
  name: 'rerank',
  method: 'rerank.create',
  request: ({ model, documents, top_n: top }) => ({
    model,
    retrievalTopK: top,
    documentCount: Array.isArray(documents) ? documents.length : undefined,
  }),
  response: ({ id, model, usage }) => ({
    id,
    model,
    usage: usage && { inputTokens: usage.prompt_tokens },
  }),
  input: ({ query }) => ({ query }),
  output: ({ results }, { documents }) => ({
    documents: listOf(results).map(({ index, relevance_score: score, document }) => ({
      id: String(index),
      score,
      content: document ?? documents?.[index ?? -1],
    })),
  }),
});
