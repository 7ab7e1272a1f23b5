/** Reranking: its bill is of searches, not of tokens. */
import { accessorMethod, listOf, operation, type Operation } from '@spanwise/core/adapter';

interface Body {
  readonly requestBody?: {
    readonly model?: string;
    readonly query?: string;
    readonly documents?: readonly unknown[];
    readonly topN?: number;
  };
}
interface Reply {
  readonly id?: string;
  readonly model?: string;
  readonly results?: readonly {
    readonly index?: number;
    readonly relevanceScore?: number;
    readonly document?: { readonly text?: string } | null;
  }[];
  readonly usage?: { readonly searchUnits?: number } | null;
}

/** `client.rerank.rerank({ requestBody })`. */
export const rerank: Operation<never, never, never> = operation<Body, Reply>({
  name: 'rerank',
  method: accessorMethod('OpenRouter', 'rerank.rerank'),
  request: ({ requestBody: body }) => ({
    model: body?.model,
    retrievalTopK: body?.topN,
    documentCount: Array.isArray(body?.documents) ? body.documents.length : undefined,
  }),
  response: ({ id, model, usage }) => ({
    id,
    model,
    usage: usage && { billedSearchUnits: usage.searchUnits },
  }),
  input: ({ requestBody: body }) => ({ query: body?.query }),
  output: ({ results }, { requestBody: body }) => ({
    documents: listOf(results).map(({ index, relevanceScore: score, document }) => ({
      id: String(index),
      score,
      content: document?.text ?? body?.documents?.[index ?? -1],
    })),
  }),
});
