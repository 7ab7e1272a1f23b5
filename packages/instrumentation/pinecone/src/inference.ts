/** How Pinecone's models read that make vectors and rank documents: `inference.embed` and `inference.rerank`. */
import { listOf, operation, type Operation } from '@spanwise/core/adapter';

/** What `embed` is given, an object from 7 on; before, its parts in this order. */
export interface Embed {
  readonly model?: string;
  readonly inputs?: readonly unknown[];
  readonly parameters?: object;
}

/** Vectors; of a sparse one there is no length. */
export interface EmbedReply {
  readonly model?: string;
  readonly data?: readonly { readonly values?: readonly number[] }[];
  readonly usage?: { readonly totalTokens?: number };
}

/** What `rerank` is given, an object from 7 on. */
export interface Rerank {
  readonly model?: string;
  readonly query?: string;
  readonly documents?: readonly unknown[];
  readonly topN?: number | undefined;
}

/** The documents, the most relevant first. */
export interface RerankReply {
  readonly model?: string;
  readonly data?: readonly {
    readonly index?: number;
    readonly score?: number;
    readonly document?: unknown;
  }[];
  readonly usage?: { readonly rerankUnits?: number | undefined };
}

/** The object that a call is given, or an object of its parts in their order; `options` come last and by name. */
function named(values: readonly unknown[], parts: readonly string[]): Embed & Rerank {
  const [first] = values;
  if (typeof first === 'object' && first !== null) return first;
  const options = values[parts.length] as object | undefined;
  const entries = parts.map((part, index) => [part, values[index]]);
  return { ...options, ...Object.fromEntries(entries) };
}

/** The operations of `inference`, whose class is exported from 6 on. */
export const inference: readonly Operation<never, never, never>[] = [
  operation<Embed, EmbedReply>({
    name: 'embeddings',
    method: { kind: 'method', path: 'embed', export: 'Inference', calledAs: 'inference.embed' },
    versions: '>=6',
    body: (values) => named(values, ['model', 'inputs', 'parameters']),
    request: ({ model }) => ({ model }),
    response: ({ model, data, usage }) => ({
      model,
      dimensionCount: listOf(data)[0]?.values?.length,
      usage: { inputTokens: usage?.totalTokens },
    }),
  }),
  operation<Rerank, RerankReply>({
    name: 'rerank',
    method: { kind: 'method', path: 'rerank', export: 'Inference', calledAs: 'inference.rerank' },
    versions: '>=6',
    body: (values) => named(values, ['model', 'query', 'documents']),
    request: ({ model, topN, documents }) => ({
      model,
      retrievalTopK: topN,
      documentCount: Array.isArray(documents) ? documents.length : undefined,
    }),
    response: ({ model, usage }) => ({
      model,
      usage: { billedSearchUnits: usage?.rerankUnits },
    }),
    input: ({ query }) => ({ query }),
    output: ({ data }, { documents }) => ({
      documents: listOf(data).map(({ index = -1, score, document }) => ({
        id: String(index),
        score,
        content: document ?? documents?.[index],
      })),
    }),
  }),
];
