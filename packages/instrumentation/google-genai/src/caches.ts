/** Prompts that are stored at the provider. */
import { operation, type Operation } from '@spanwise/core/adapter';
import type { Cache, CacheBody } from './genai.ts';
import { method } from './method.ts';
import { modelName } from './model-name.ts';

/** `client.caches.create`. Looking at one, and keeping it longer, is not recorded. */
export const caches: Operation<never, never, never> = operation<CacheBody, Cache>({
  name: 'create_cache',
  method: method('create', 'create', 'Caches'),
  request: ({ model }) => ({ model: modelName(model) }),
  response: ({ name, usageMetadata: usage }) => ({
    id: name,
    usage: usage && { cacheWriteInputTokens: usage.totalTokenCount },
  }),
});
