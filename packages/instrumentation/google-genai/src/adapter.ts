/** Instruments the `@google/genai` client. */
import { defineAdapter, type Adapter, type FailureFacts } from '@spanwise/core/adapter';
import type { ApiClient, GenerateBody } from './genai.ts';
import { generate } from './generate.ts';
import { googleGenaiHeader } from './header.ts';
import { images } from './images.ts';
import { countTokens, embeddings } from './vectors.ts';

/** Instruments the `@google/genai` client, of the Gemini API and of Vertex AI. */
export const googleGenai: Adapter = defineAdapter({
  provider: 'gcp.gemini',
  module: googleGenaiHeader.module,
  operations: [...generate, ...embeddings, countTokens, ...images],
  client: (receiver, body) => {
    // A method taken off its object has no receiver.
    const { apiClient } = (receiver ?? {}) as { apiClient?: ApiClient };
    const { vertexai, httpOptions } = apiClient?.clientOptions ?? {};
    return {
      baseURL: (body as GenerateBody).config?.httpOptions?.baseUrl ?? httpOptions?.baseUrl,
      provider: vertexai ? 'gcp.vertex_ai' : undefined,
    };
  },
  failure,
});

/** The status of Google's errors, which the client leaves in the text: `RESOURCE_EXHAUSTED`. */
function failure(error: unknown): FailureFacts | undefined {
  const { message } = error as { message?: unknown };
  if (typeof message !== 'string') return undefined;
  const type = /"status":\s*"([A-Z_]+)"/.exec(message)?.[1];
  return type === undefined ? undefined : { type, message };
}
