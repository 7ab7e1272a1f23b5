/** Embeddings and moderations: calls that generate nothing. */
import { listOf, operation, type Operation } from '@spanwise/core/adapter';
import type { EmbeddingBody, EmbeddingReply, ModerationReply } from './openai.ts';
import { serverFacts } from './servers.ts';

/** Bytes of one number of an embedding that comes as base64. */
const FLOAT_BYTES = 4;

/** `client.embeddings.create`. */
export const embeddings: Operation<never, never, never> = operation<EmbeddingBody, EmbeddingReply>({
  name: 'embeddings',
  method: 'embeddings.create',
  request: (body) => ({
    model: body.model,
    dimensionCount: body.dimensions,
    encodingFormats: body.encoding_format,
  }),
  response: (reply, _, http) => ({
    ...serverFacts(reply, http),
    model: reply.model,
    dimensionCount: dimensions(Array.isArray(reply.data) ? reply.data[0]?.embedding : undefined),
    usage: reply.usage && { inputTokens: reply.usage.prompt_tokens },
  }),
});

/** `client.moderations.create`. */
export const moderations: Operation<never, never, never> = operation<
  { readonly model?: string },
  ModerationReply
>({
  name: 'moderation',
  method: 'moderations.create',
  request: (body) => ({ model: body.model }),
  response: (reply) => ({
    id: reply.id,
    model: reply.model,
    flagged: Array.isArray(reply.results)
      ? listOf(reply.results).some((result) => result.flagged === true)
      : undefined,
  }),
});

function dimensions(embedding: unknown): number | undefined {
  if (Array.isArray(embedding)) return embedding.length;
  if (typeof embedding !== 'string') return undefined;
  const padding = embedding.endsWith('==') ? 2 : embedding.endsWith('=') ? 1 : 0;
  return Math.floor(((embedding.length * 3) / 4 - padding) / FLOAT_BYTES);
}
