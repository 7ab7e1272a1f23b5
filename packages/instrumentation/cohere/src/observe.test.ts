/** One client that is observed: each version of the API is read as it is. */
import { createRequire } from 'node:module';
import { attach, observe } from '@spanwise/core';
import { recordTelemetry, startWireServer } from '@spanwise/testing';
import type { CohereClient as Client } from 'cohere-ai';
import { expect, it } from 'vitest';
import { cohere } from './index.ts';

const require = createRequire(import.meta.url);
const { CohereClient } = require('cohere-ai') as { readonly CohereClient: typeof Client };
// As in a bundle, no module loader tells of it.
for (const file of Object.keys(require.cache))
  if (file.includes('/cohere-ai/')) delete require.cache[file];

it('is recorded by the version of the API that is called', async () => {
  const recorded = recordTelemetry();
  const server = await startWireServer();
  const attachment = attach({ adapters: [cohere], modules: {} });
  try {
    const client = observe(
      new CohereClient({ token: 'none', environment: server.url, maxRetries: 0 }),
    );
    const message = { role: 'assistant', content: [] };
    server.answer({ json: { id: 'two', finish_reason: 'COMPLETE', message } });
    await client.v2.chat({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
    server.answer({ json: { text: 'Yes.', response_id: 'one', finish_reason: 'COMPLETE' } });
    await client.chat({ model: 'm', message: 'Hi' });
    const ids = recorded.spans().map(({ attributes }) => attributes['gen_ai.response.id']);
    expect(ids).toEqual(['two', 'one']);
  } finally {
    attachment.disable();
    await server.stop();
    await recorded.stop();
  }
});
