/** Instruments the `@google/genai` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { batches } from './batches.ts';
import { caches } from './caches.ts';
import { failure } from './failure.ts';
import type { ApiClient, GenerateBody } from './genai.ts';
import { generate } from './generate.ts';
import { googleGenaiHeader } from './header.ts';
import { images } from './images.ts';
import { interactions } from './interactions.ts';
import { livePlaces } from './live-places.ts';
import { countTokens, embeddings } from './vectors.ts';

/** Instruments the `@google/genai` client, of the Gemini API and of Vertex AI. */
export const googleGenai: Adapter = defineAdapter({
  provider: 'gcp.gemini',
  module: googleGenaiHeader.module,
  operations: [
    ...generate,
    ...embeddings,
    countTokens,
    ...images,
    ...interactions,
    ...batches,
    caches,
  ],
  replaced: livePlaces,
  client: (receiver, body) => {
    const { vertexai, httpOptions } = clientOf(receiver)?.clientOptions ?? {};
    return {
      baseURL: (body as GenerateBody).config?.httpOptions?.baseUrl ?? httpOptions?.baseUrl,
      provider: vertexai ? 'gcp.vertex_ai' : undefined,
    };
  },
  failure,
});

/** Models keep it, interactions keep it as a parent, and did so below a client of their own up to 2.0. */
function clientOf(receiver: unknown): ApiClient | undefined {
  // A method taken off its object has no receiver.
  const { apiClient, parentClient, _client } = (receiver ?? {}) as {
    readonly apiClient?: ApiClient;
    readonly parentClient?: ApiClient;
    readonly _client?: { readonly clientAdapter?: ApiClient };
  };
  return apiClient ?? parentClient ?? _client?.clientAdapter;
}
