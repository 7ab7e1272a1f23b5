/** Documents that a model puts in order. */
import { listOf, type Operation } from '@spanwise/core/adapter';
import type { RerankInput, RerankOutput } from './agent-runtime.ts';
import { commandOperation } from './command.ts';

/** `RerankCommand`. Nobody says how much is billed. */
export const rerank: Operation<never, never, never> = commandOperation<RerankInput, RerankOutput>(
  'BedrockAgentRuntimeClient',
  'Rerank',
  {
    name: 'rerank',
    request: ({ sources, rerankingConfiguration }) => {
      const { modelConfiguration, numberOfResults } =
        rerankingConfiguration?.bedrockRerankingConfiguration ?? {};
      return {
        model: modelConfiguration?.modelArn,
        retrievalTopK: numberOfResults,
        documentCount: Array.isArray(sources) ? sources.length : undefined,
      };
    },
    input: ({ queries }) => ({ query: queries?.[0]?.textQuery?.text }),
    output: ({ results }, { sources }) => ({
      documents: listOf(results).map(({ index = -1, relevanceScore }) => {
        const { textDocument, jsonDocument } = sources?.[index]?.inlineDocumentSource ?? {};
        return {
          id: String(index),
          score: relevanceScore,
          content: textDocument?.text ?? jsonDocument,
        };
      }),
    }),
  },
);
