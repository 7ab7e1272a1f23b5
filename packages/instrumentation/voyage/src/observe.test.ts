/** One client that is observed is watched by its own adapter, though Cohere's has methods of the same names. */
import { createRequire } from 'node:module';
import { attach, observe } from '@spanwise/core';
import { cohere } from '@spanwise/instrumentation-cohere';
import { recordTelemetry, startWireServer } from '@spanwise/testing';
import { expect, it } from 'vitest';
import type { VoyageAIClient as Client } from 'voyageai';
import { voyage } from './index.ts';

const require = createRequire(import.meta.url);
const { VoyageAIClient } = require('voyageai') as { readonly VoyageAIClient: typeof Client };
// As in a bundle, no module loader tells of it.
for (const file of Object.keys(require.cache))
  if (file.includes('/voyageai/')) delete require.cache[file];

it('is recorded by the provider of its client', async () => {
  const recorded = recordTelemetry();
  const server = await startWireServer();
  const attachment = attach({ adapters: [cohere, voyage], modules: {} });
  try {
    const client = observe(
      new VoyageAIClient({ apiKey: 'none', environment: server.url, maxRetries: 0 }),
    );
    server.answer({ json: { data: [], model: 'm', usage: { total_tokens: 1 } } });
    await client.rerank({ model: 'm', query: 'q', documents: ['a'] });
    const [span] = recorded.spans();
    expect(span?.attributes).toMatchObject({
      'gen_ai.operation.name': 'rerank',
      'gen_ai.provider.name': 'voyageai',
      'gen_ai.usage.input_tokens': 1,
    });
  } finally {
    attachment.disable();
    await server.stop();
    await recorded.stop();
  }
});
