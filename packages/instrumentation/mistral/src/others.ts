/** Embeddings, judgements and documents that are read: calls that are answered whole. */
import { listOf, operation, textPart, type Operation } from '@spanwise/core/adapter';
import { contentParts } from './content.ts';
import type {
  EmbeddingBody,
  EmbeddingReply,
  ModerationBody,
  ModerationReply,
  OcrBody,
  OcrReply,
} from './mistral.ts';
import { method } from './method.ts';
import { tokenUsage } from './usage.ts';

/** `client.embeddings.create`. */
export const embeddings: Operation<never, never, never> = operation<EmbeddingBody, EmbeddingReply>({
  name: 'embeddings',
  method: method('embeddings.create'),
  request: (body) => ({
    model: body.model,
    dimensionCount: body.outputDimension,
    encodingFormats: body.encodingFormat,
  }),
  response: ({ model, data, usage }) => ({
    model,
    dimensionCount: listOf(data)[0]?.embedding?.length,
    usage: { inputTokens: tokenUsage(usage)?.inputTokens },
  }),
});

/** `client.classifiers.moderate` and `.moderateChat`. */
export const moderations: readonly Operation<never, never, never>[] = [
  'classifiers.moderate',
  'classifiers.moderateChat',
].map((path) =>
  operation<ModerationBody, ModerationReply>({
    name: 'moderation',
    method: method(path),
    versions: '>=1.3 <3',
    request: ({ model }) => ({ model }),
    response: ({ id, model, results }) => ({
      id,
      model,
      flagged: Array.isArray(results)
        ? listOf(results).some(({ categories }) => Object.values(categories ?? {}).includes(true))
        : undefined,
    }),
  }),
);

/** `client.ocr.process`: billed by pages, so it has no tokens. */
export const ocr: Operation<never, never, never> = operation<OcrBody, OcrReply>({
  name: 'generate_content',
  method: method('ocr.process'),
  versions: '>=1.5.1 <3',
  request: ({ model }) => ({ model }),
  response: ({ model, usageInfo }) => ({
    model,
    usage: usageInfo && { billedPages: usageInfo.pagesProcessed },
  }),
  input: ({ document }) => ({
    messages: document ? [{ role: 'user', parts: contentParts([document]) }] : [],
  }),
  output: ({ pages, documentAnnotation }) => ({
    messages: [
      {
        role: 'assistant',
        parts: [...listOf(pages).map(({ markdown }) => markdown), documentAnnotation]
          .filter((text) => typeof text === 'string')
          .map(textPart),
      },
    ],
  }),
});
