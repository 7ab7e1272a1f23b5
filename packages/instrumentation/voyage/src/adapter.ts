/** Instruments the `voyageai` client. */
import { defineAdapter, listOf, type Adapter, type Operation } from '@spanwise/core/adapter';
import { clientAt, methodBelow, whole } from '@spanwise/instrumentation-cohere';
import { voyageHeader } from './header.ts';
import type { EmbedBody, EmbedReply, RerankBody, RerankReply } from './voyage.ts';

const CLASS = 'VoyageAIClient';

/** `client.embed`, `.multimodalEmbed` and `.contextualizedEmbed`. Models that run in the process come to none of them. */
const embeddings = ['embed', 'multimodalEmbed', 'contextualizedEmbed'].map(
  (name): Operation<never, never, never> =>
    whole<EmbedBody, EmbedReply>({
      name: 'embeddings',
      method: methodBelow(CLASS, name),
      request: (body) => ({
        model: body.model,
        dimensionCount: body.outputDimension,
        encodingFormats: body.encodingFormat ?? body.outputDtype,
      }),
      response: ({ model, data, usage }) => {
        const [first] = listOf(data);
        const vector = first?.embedding ?? listOf(first?.data)[0]?.embedding;
        return {
          model,
          dimensionCount: vector?.length,
          usage: { inputTokens: usage?.totalTokens },
        };
      },
    }),
);

/** `client.rerank`. */
const rerank = whole<RerankBody, RerankReply>({
  name: 'rerank',
  method: methodBelow(CLASS, 'rerank'),
  request: ({ model, documents, topK }) => ({
    model,
    retrievalTopK: topK,
    documentCount: Array.isArray(documents) ? documents.length : undefined,
  }),
  response: ({ model, usage }) => ({ model, usage: { inputTokens: usage?.totalTokens } }),
  input: ({ query }) => ({ query }),
  output: ({ data }, { documents }) => ({
    documents: listOf(data).map(({ index = -1, relevanceScore, document }) => ({
      id: String(index),
      score: relevanceScore,
      content: document ?? documents?.[index],
    })),
  }),
});

/** Instruments the `voyageai` client. */
export const voyage: Adapter = defineAdapter({
  provider: 'voyageai',
  module: voyageHeader.module,
  operations: [...embeddings, rerank],
  client: (receiver) => clientAt(receiver, 'https://api.voyageai.com/v1'),
});
